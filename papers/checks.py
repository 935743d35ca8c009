"""Whether an issued paper still says what the record says, and if not, why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from law.terms import TermKind
from papers.facts import personal_of
from papers.kinds import Kind
from papers.models import IssuedPaper
from papers.seal import commitment, digest_of
from requests_app.models import TimelineEvent
from requests_app.standing import Standing, standing_of
from requests_app.verification import verify_log

REGISTER_ALTERED = _("El registro de este documento fue alterado.")
CHAIN_BROKEN = _("El historial de este pedido no coincide con sus sellos: alguien cambió un hecho.")
EVENT_ALTERED = _("Un hecho que el documento cita ya no está en el historial, o cambió.")
PERSONAL_CHANGED = _(
    "Los datos de la persona o del pedido que figuran en el documento cambiaron o se borraron."
)


def _told_on(standing: Standing) -> set[Any]:
    """The days on which a decision was known or notified: a paper that states one stays true
    when somebody is notified again, in person."""
    notices = standing.info_request.in_person_notices.values_list("notified_on", flat=True)
    by_answer = {day for one in standing.answers for day in (one.answered_on, one.notified_on)}
    return by_answer | set(notices)


# What each fact is called when it no longer matches, and what the record holds for it today.
# A fact on the past stays true however the request goes on; only a changed record denies it.
_RECORD: dict[str, tuple[str | Promise, Callable[[Standing], set[Any]]]] = {
    "institution_code": (
        _("La institución no es la que figura en el registro."),
        lambda standing: {standing.info_request.first_institution.code},
    ),
    "presented_on": (
        _("La fecha de presentación no es la que figura en el registro."),
        lambda standing: {standing.info_request.presented_on},
    ),
    "due_on": (
        _("La fecha de vencimiento cambió desde que se emitió el documento."),
        lambda standing: {term.due_on for term in standing.terms if term.kind == TermKind.ANSWER},
    ),
    "tacitly_denied_on": (
        _("La denegación tácita no figura en el registro con esa fecha."),
        lambda standing: {standing.info_request.tacitly_denied_on},
    ),
    "notified_on": (
        _("No hay en el registro una decisión notificada en esa fecha."),
        _told_on,
    ),
    "resolution": (
        _("La resolución no figura en el registro con ese número."),
        lambda standing: {
            answer.resolution.number for answer in standing.answers if hasattr(answer, "resolution")
        },
    ),
}


def is_intact(paper: IssuedPaper) -> bool:
    """Say whether the register's own row is as it was written."""
    return digest_of(paper.facts) == paper.digest


def reasons_against(paper: IssuedPaper) -> list[str]:
    """Return why the paper should not be believed, a sentence each; none when all is well."""
    if not is_intact(paper):
        return [str(REGISTER_ALTERED)]
    number = paper.info_request.number
    standing = standing_of(number)
    found = [*_history(paper, number), *_facts(paper.claims, standing), *_personal(paper, standing)]
    return list(map(str, found))


def _history(paper: IssuedPaper, number: str) -> Iterator[str | Promise]:
    if verify_log(number=number).failed:
        yield CHAIN_BROKEN
    cited = {(proof["sequence"], proof["hash"]) for proof in paper.claims.get("proofs", ())}
    events = TimelineEvent.objects.filter(info_request=paper.info_request_id)
    if not cited <= set(events.values_list("sequence", "hash")):
        yield EVENT_ALTERED


def _facts(claims: dict[str, Any], standing: Standing) -> Iterator[str | Promise]:
    for key, (sentence, read) in _RECORD.items():
        if key in claims and claims[key] not in set(map(str, read(standing))):
            yield sentence


def _personal(paper: IssuedPaper, standing: Standing) -> Iterator[str | Promise]:
    today = asdict(personal_of(standing, Kind(paper.kind)))
    if commitment(today, paper.salt) != paper.claims["personal"]:
        yield PERSONAL_CHANGED
