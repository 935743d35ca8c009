"""Writing down what is to be done with which requests, before any of it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from casework.models import BulkItem, BulkKind, BulkRun

MOST_AT_ONCE = 2000


def start(
    kind: BulkKind,
    keys: Sequence[int],
    *,
    by: User,
    at: datetime,
    token: str,
    said: str = "",
    **details: Any,
) -> BulkRun:
    """Return the run for these requests, by key, in that order and each once.

    Asked for again with the same token it is the run made before, whatever else it says.
    Raises ValueError for no requests or more than MOST_AT_ONCE.
    """
    wanted = list(dict.fromkeys(keys))
    if not 0 < len(wanted) <= MOST_AT_ONCE:
        raise ValueError("a run has some requests, but not any number of them")
    known = BulkRun.objects.filter(by=by, token=token).first()
    if known is not None:
        return known
    try:
        with transaction.atomic(durable=True):
            run = BulkRun.objects.create(
                by=by, token=token, kind=kind, details=details, said=said, asked_at=at
            )
            BulkItem.objects.bulk_create(BulkItem(run=run, info_request_id=key) for key in wanted)
    except IntegrityError:
        # Sent twice at once: the other was first.
        return BulkRun.objects.get(by=by, token=token)
    return run
