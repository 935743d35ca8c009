"""The e-mail addresses of institutions nobody attends here: missing, entered, corrected."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.actors import Actor, ActorKind
from off_system.models import AddressChange
from offices.attended import attended, is_attended
from offices.calendars import local_date
from offices.models import Institution, Office, OfficeKind
from requests_app import policies
from requests_app.errors import Incomplete, NotYours, OnTheSystem
from requests_app.states import OPEN_STAGES


def without_address(*, on: date) -> QuerySet[Institution]:
    """Return the institutions with nobody in post and no address to which their open requests
    could go, each with `waiting`: how many there are. The most first."""
    offices = Office.objects.filter(institution=OuterRef("pk"), kind=OfficeKind.ACCESS)
    waiting = Count("requests", filter=Q(requests__stage__in=OPEN_STAGES))
    rows = Institution.objects.filter(
        ~attended("pk", on=on),
        ~Exists(offices.exclude(email="")),
        requests__stage__in=OPEN_STAGES,
    )
    return rows.annotate(waiting=waiting).order_by("-waiting", "name")


def enter_address(
    institution: Institution, *, by: Actor, at: datetime, address: str, source: str
) -> AddressChange:
    """Put the address of an institution's access office on record, with where it is from.

    What is sent from then on goes there; what came back is sent again by `sending.send_again`.
    An institution with somebody in post keeps its own. The same address again is not an error.
    Raises NotYours, OnTheSystem, Incomplete.
    """
    on = local_date(at)
    if by.kind != ActorKind.OFFICIAL or by.user is None:
        raise NotYours
    if not policies.is_directorate(by.user, on=on):
        raise NotYours
    _require_words(address, source)
    with transaction.atomic(durable=True):
        office, _made = Office.objects.select_for_update().get_or_create(
            institution=institution, kind=OfficeKind.ACCESS
        )
        if is_attended(institution.pk, on=on):
            raise OnTheSystem
        change = AddressChange.objects.create(
            office=office,
            former=office.email,
            address=address.strip(),
            source=source.strip(),
            entered_by=by.user,
            entered_at=at,
        )
        office.email = change.address
        office.save(update_fields=["email"])
    return change


def _require_words(address: str, source: str) -> None:
    fields = {}
    try:
        validate_email(address.strip())
    except ValidationError:
        fields["address"] = "Escriba una dirección de correo válida."
    if not source.strip():
        fields["source"] = "Diga de dónde sale la dirección."
    if fields:
        raise Incomplete(fields)
