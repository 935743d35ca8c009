"""Doing what was asked with each request of a run, by whoever has time: page or worker.

Each request is leased in a transaction of its own, its act is another, and what came of it a
third. Stopped anywhere, the next to come goes on and does nothing twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from casework.bulk.doing import do, was_done, why_not
from casework.models import BulkItem, BulkRun, ItemState
from requests_app.errors import ActionRefused

logger = logging.getLogger(__name__)

# Far longer than one act takes.
LEASE = timedelta(minutes=2)
LONGEST_REASON = 500


def go_on(run: BulkRun, *, clock: Callable[[], datetime], until: datetime) -> int:
    """Do what is left of a run until the clock says `until`; return how many were settled."""
    settled = 0
    while (at := clock()) < until:
        item = _lease(run, at)
        if item is None:
            _finish(run, at)
            break
        _settle(run, item, at)
        settled += 1
    return settled


def _lease(run: BulkRun, at: datetime) -> BulkItem | None:
    with transaction.atomic(durable=True):
        free = run.items.free(at).select_for_update(
            of=("self",), skip_locked=connection.features.has_select_for_update_skip_locked
        )
        item = free.select_related("info_request").order_by("pk").first()
        if item is None:
            return None
        item.leased_until = at + LEASE
        begun_at, item.tried_at = item.tried_at, at
        if begun_at is not None and was_done(run, item.info_request, at=begun_at):
            # Whoever began it was stopped before it could say that it was done.
            item.state, item.leased_until, item.tried_at = ItemState.DONE, None, begun_at
        item.save(update_fields=["leased_until", "tried_at", "state"])
    return item


def _settle(run: BulkRun, item: BulkItem, at: datetime) -> None:
    if item.state == ItemState.DONE:
        return
    try:
        do(run, item.info_request.number, at=at)
    except ActionRefused as refusal:
        _write(item, ItemState.REFUSED, why_not(run, refusal))
    except Exception:  # whatever is wrong with one request, the others must be done
        logger.exception("run %s stumbled over request %s", run.pk, item.info_request_id)
        _write(item, ItemState.REFUSED, _("Hubo un error del sistema. Intente de nuevo con este."))
    else:
        _write(item, ItemState.DONE)


def _write(item: BulkItem, state: ItemState, reason: str | Promise = "") -> None:
    item.state, item.leased_until, item.reason = state, None, str(reason)[:LONGEST_REASON]
    item.save(update_fields=["state", "leased_until", "reason"])


def _finish(run: BulkRun, at: datetime) -> None:
    # Another may still hold one of them: whoever settles the last finds nothing pending.
    if not run.items.filter(state=ItemState.PENDING).exists():
        BulkRun.objects.unfinished().filter(pk=run.pk).update(finished_at=at)
