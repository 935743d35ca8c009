"""The answer of an institution that has nobody here: the Directorate writes down what arrived."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.actors import Actor
from accounts.models import User
from offices.calendars import local_date
from offices.models import Office
from requests_app import documents, policies
from requests_app.actions.base import locked
from requests_app.actions.reply import Reply, Resolution, require_parts, require_resolution
from requests_app.actions.resolution import give, refuse
from requests_app.actions.silence import settle
from requests_app.documents import CheckedFile
from requests_app.errors import Incomplete
from requests_app.models import Answer, AnswerArrival, Document, InformationRequest
from requests_app.states import ArrivalWay, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """How an answer came, and the proof: a mail kept here, or a paper kept with the request.

    `on` is the local day it arrived. `mail_key` and `mail_digest` (SHA-256 of the mail as it
    came) stand for the mail; `evidence` says in words what the proof is.
    """

    on: date
    way: ArrivalWay
    evidence: str
    mail_key: str = ""
    mail_digest: str = ""
    paper: CheckedFile | None = None


def register_outside_answer(
    number: str, *, by: Actor, at: datetime, arrived: Arrived, reply: Reply
) -> Answer:
    """Write down the answer of an institution with nobody in post, as it gave it.

    It was given on the day it arrived, in term or late by that day, and is told today: the terms
    to fight it begin now. A tacit denial declared meanwhile stays, with its date (A7).
    Raises NotYours, OnTheSystem, UnknownRequest, WrongStage, Incomplete, FileHeld,
    DocumentRefused.
    """
    require_parts(reply)
    with _receiving(number, by=by, at=at, arrived=arrived) as (info_request, person, said):
        given = give(info_request, reply, by=by, on=arrived.on, at=at, **said)
        _keep(given, arrived, by=person, at=at)
    return given


def register_outside_denial(
    number: str, *, by: Actor, at: datetime, arrived: Arrived, resolution: Resolution
) -> Answer:
    """Write down the reasoned resolution of an institution with nobody in post (art. 19, A2).

    It needs all that any denial needs; who signed is named, for they hold no post here. Dates as
    in `register_outside_answer`. Raises what it raises.
    """
    with _receiving(number, by=by, at=at, arrived=arrived) as (info_request, person, said):
        signed = require_resolution(info_request, resolution, on=arrived.on, is_registered=True)
        given = refuse(info_request, resolution, signed, by=by, on=arrived.on, at=at, **said)
        _keep(given, arrived, by=person, at=at)
    return given


@contextmanager
def _receiving(
    number: str, *, by: Actor, at: datetime, arrived: Arrived
) -> Iterator[tuple[InformationRequest, User, dict[str, Any]]]:
    """Yield the request, locked and settled up to the day of arrival, who registers, and what its
    event says.

    Silence is settled up to that day and not up to today: an answer that came in time is not
    late because somebody wrote it down later.
    """
    on = local_date(at)
    with locked(number) as info_request:
        # Under this lock nobody is appointed there meanwhile.
        offices = Office.objects.select_for_update().filter(institution=info_request.institution_id)
        list(offices.order_by("pk"))
        person = policies.require_registrar(by, info_request, on=on)
        policies.require_nobody_there(info_request, on=arrived.on)
        _require_proof(info_request, arrived, on=on)
        settle(info_request, on=arrived.on if info_request.is_open else on, at=at)
        yield info_request, person, _said(arrived, told_on=on)


def _said(arrived: Arrived, *, told_on: date) -> dict[str, Any]:
    """Return what the event says of how the answer came; its proof in words is committed to."""
    digest = arrived.paper.digest if arrived.paper else arrived.mail_digest
    return {
        "also_private": {"arrival": arrived.evidence.strip()},
        "registered_by": "directorate",
        "way": arrived.way.value,
        "notified_on": told_on,
        "evidence": digest,
    }


def _keep(given: Answer, arrived: Arrived, *, by: User, at: datetime) -> None:
    paper: Document | None = None
    if arrived.paper is not None:
        kept = documents.attach(
            given.info_request, [arrived.paper], visibility=Visibility.INTERNAL, at=at
        )
        paper = kept[0]
    AnswerArrival.objects.create(
        answer=given,
        way=arrived.way,
        arrived_on=arrived.on,
        evidence=arrived.evidence.strip(),
        mail_key=arrived.mail_key,
        mail_digest=arrived.mail_digest,
        paper=paper,
        registered_by=by,
        registered_at=at,
    )


def _require_proof(info_request: InformationRequest, arrived: Arrived, *, on: date) -> None:
    fields = {}
    if arrived.on > on:
        fields["arrived_on"] = "La respuesta no puede haber llegado después de hoy."
    elif arrived.on < _had_since(info_request):
        fields["arrived_on"] = "La institución no tenía todavía el pedido ese día."
    if not arrived.evidence.strip():
        fields["evidence"] = "Diga cuál es la constancia: qué papel, mensaje o llamada."
    if arrived.paper is None and not (arrived.mail_key and arrived.mail_digest):
        fields["paper"] = (
            "Elija el correo que llegó o adjunte el papel: sin constancia no hay respuesta."
        )
    if fields:
        raise Incomplete(fields)


def _had_since(info_request: InformationRequest) -> date:
    """Return the day from which the institution that holds the request has had it."""
    leg = info_request.legs.order_by("pk").last()
    return leg.forwarded_on if leg else info_request.presented_on
