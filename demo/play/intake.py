"""How a request enters, as `requests_app.actions.intake` does it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from accounts.actors import Actor
from demo.docket import Docket
from demo.moments import day_of
from demo.steps import Filed, Registered
from law.terms import answer_term
from requests_app import tracking, wording
from requests_app.actions import Filing
from requests_app.actions.base import centre_facts, term_facts
from requests_app.models import InformationRequest, Registration, Requester
from requests_app.states import Channel, EventKind

NOTHING_MORE: Mapping[str, str] = MappingProxyType({})


def filed(docket: Docket, step: Filed) -> None:
    """The request is filed through the portal."""
    _create(docket, step, Channel.WEB, presented_on=day_of(step.at))
    _start(docket, EventKind.FILED, step, by=Actor.requester(""))


def registered(docket: Docket, step: Registered) -> None:
    """An office writes down what it received by another way."""
    registered_on = day_of(step.at)
    intake = step.intake
    _create(docket, step, intake.channel, presented_on=intake.presented_on)
    registration = Registration(
        info_request=docket.info_request,
        registered_by=step.by.user,
        registered_on=registered_on,
        paper_number=intake.paper_number,
        evidence=intake.evidence,
        verbal_record=intake.verbal_record,
        centre=intake.centre,
        started_at=intake.started_at,
    )
    docket.batch.add(registration)
    _start(
        docket,
        EventKind.REGISTERED,
        step,
        by=step.by,
        private={"registration": wording.of_registration(registration)},
        gap_days=(registered_on - intake.presented_on).days,
        has_evidence=bool(intake.evidence),
        **centre_facts(intake.centre),
    )


def _create(
    docket: Docket, step: Filed | Registered, channel: Channel, *, presented_on: date
) -> None:
    filing = step.filing
    institution = filing.institution.competent()
    requester = _requester(filing)
    docket.batch.add(requester)
    docket.info_request = InformationRequest(
        number=docket.number,
        institution=institution,
        first_institution=institution,
        requester=requester,
        subject=filing.subject,
        description=filing.description,
        preferred_format=filing.preferred_format,
        language=filing.language,
        channel=channel,
        presented_on=presented_on,
        filed_at=step.at,
        tracking_code_hash=docket.setting.tracking_code_hash,
        token_digest=tracking.digest_of(step.token),
    )
    docket.batch.add(docket.info_request)


def _requester(filing: Filing) -> Requester:
    return Requester(
        name=filing.name,
        identity_document=filing.identity_document,
        address=filing.address,
        email=filing.email,
        phone=filing.phone,
        notify_by=filing.notify_by,
        shows_name=filing.shows_name,
    )


def _start(
    docket: Docket,
    kind: EventKind,
    step: Filed | Registered,
    *,
    by: Actor,
    private: Mapping[str, str] = NOTHING_MORE,
    **data: object,
) -> None:
    info_request, on = docket.info_request, day_of(step.at)
    term = docket.open_term(answer_term(info_request.presented_on, docket.calendar.days), on=on)
    docket.answer_term = term
    docket.record(
        kind,
        by=by,
        on=on,
        at=step.at,
        article=term.article,
        private={
            "requester": wording.of_requester(info_request.requester),
            "text": wording.of_request(info_request),
            **private,
        },
        institution=info_request.institution.code,
        channel=info_request.channel,
        presented_on=info_request.presented_on,
        documents=[],
        **term_facts(term),
        **data,
    )
