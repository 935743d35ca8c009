"""Putting labels on requests and taking them off, by a person or by a label's own words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.actors import Actor
from casework.errors import NotOurLabel
from casework.models import Label, RequestLabel, SortedRequest
from offices.calendars import local_date
from requests_app import policies
from requests_app.actions.base import locked
from requests_app.models import InformationRequest
from requests_app.models.request import STILL_ANSWERABLE
from requests_app.search.words import words_of

BATCH = 500


def put_label(number: str, label: Label, *, by: Actor, at: datetime) -> RequestLabel:
    """Put a label on a request; one already on it stays as it is.

    Raises NotYours, UnknownRequest, NotOurLabel.
    """
    with locked(number) as info_request:
        author = policies.require_desk(by, info_request.institution, on=local_date(at))
        if not label.is_active or label.institution_id != info_request.institution_id:
            raise NotOurLabel
        put, _made = RequestLabel.objects.get_or_create(
            info_request=info_request, label=label, defaults={"put_by": author, "put_at": at}
        )
        if put.taken_off_at is not None:
            put.put_by, put.put_at, put.taken_off_by, put.taken_off_at = author, at, None, None
            put.save(update_fields=["put_by", "put_at", "taken_off_by", "taken_off_at"])
    return put


def take_off_label(number: str, label: Label, *, by: Actor, at: datetime) -> None:
    """Take a label off a request; its words do not put it again.

    Raises NotYours, UnknownRequest.
    """
    with locked(number) as info_request:
        author = policies.require_desk(by, info_request.institution, on=local_date(at))
        on_it = RequestLabel.objects.filter(info_request=info_request, label=label)
        on_it.filter(taken_off_at=None).update(taken_off_by=author, taken_off_at=at)


def label_by_words(*, at: datetime, batch: int = BATCH) -> int:
    """Put on requests that wait the labels of which they say a word; return how many were read.

    Each is read once for the institution that holds it; run twice, nothing is put twice.
    """
    worded = Label.objects.active().exclude(words="")
    by_institution: dict[int, list[tuple[Label, frozenset[str]]]] = {}
    for label in worded:
        by_institution.setdefault(label.institution_id, []).append((label, _stems([label.words])))
    read = SortedRequest.objects.filter(
        info_request=OuterRef("pk"), institution=OuterRef("institution")
    )
    waiting = InformationRequest.objects.filter(
        ~Exists(read), stage__in=STILL_ANSWERABLE, institution__in=list(by_institution)
    )
    rows = list(waiting.order_by("pk")[:batch])
    with transaction.atomic():
        RequestLabel.objects.bulk_create(
            (
                RequestLabel(info_request=row, label=label, put_at=at)
                for row in rows
                for label in _said_by(row, by_institution[row.institution_id])
            ),
            ignore_conflicts=True,
        )
        SortedRequest.objects.bulk_create(
            (SortedRequest(info_request=row, institution_id=row.institution_id) for row in rows),
            ignore_conflicts=True,
        )
    return len(rows)


def _said_by(
    row: InformationRequest, labels: list[tuple[Label, frozenset[str]]]
) -> Iterable[Label]:
    said = _stems([row.subject, row.description])
    return (label for label, stems in labels if stems & said)


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word.stem for text in texts for word in words_of(text))
