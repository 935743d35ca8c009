"""What an institution's labels are called and by which words they put themselves."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.actors import Actor
from casework.errors import LabelExists
from casework.models import Label, SortedRequest
from offices.calendars import local_date
from offices.models import Institution
from requests_app import policies


def define_label(
    institution: Institution, *, name: str, words: str, by: Actor, at: datetime
) -> Label:
    """Give the institution a new label. Raises NotYours, LabelExists."""
    policies.require_desk(by, institution, on=local_date(at))
    label = Label(institution=institution, name=name, words=words)
    _save(label)
    return label


def change_label(label: Label, *, name: str, words: str, by: Actor, at: datetime) -> None:
    """Call a label otherwise or give it other words. Raises NotYours, LabelExists.

    With other words every request that waits is read again; what a person took off stays off.
    """
    policies.require_desk(by, label.institution, on=local_date(at))
    label.name, label.words = name, words
    _save(label)


def close_label(label: Label, *, by: Actor, at: datetime) -> None:
    """Take a label out of use: it leaves the lists and the requests. Raises NotYours."""
    policies.require_desk(by, label.institution, on=local_date(at))
    Label.objects.filter(pk=label.pk).update(is_active=False)


def _save(label: Label) -> None:
    try:
        with transaction.atomic():
            label.save()
            SortedRequest.objects.filter(institution=label.institution_id).delete()
    except IntegrityError as error:
        raise LabelExists from error
