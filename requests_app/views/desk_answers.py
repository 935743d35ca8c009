"""An answer given, in the shape in which the desk shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from requests_app.models import Answer, Document, ReasonedResolution
from requests_app.states import Outcome

Facts = list[tuple[str | Promise, str | date]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAnswer:
    """What a page tells of an answer; empty facts are left out."""

    title: str | Promise
    on: date
    text: str
    facts: Facts
    withheld: list[tuple[str, str]]
    documents: Iterable[Document] = ()
    is_late: bool = False
    files_to_follow: int = 0


def shown(answer: Answer) -> ShownAnswer:
    """Return an answer given, with its withheld parts, resolution and files already fetched."""
    resolution = getattr(answer, "resolution", None)
    return ShownAnswer(
        title=Outcome(answer.outcome).label,
        on=answer.answered_on,
        text=answer.text,
        facts=_answer_facts(answer) + (_resolution_facts(resolution) if resolution else []),
        withheld=[(row.item, row.ground) for row in answer.withheld_items.all()],
        documents=answer.documents.all(),
        is_late=answer.is_late,
        files_to_follow=answer.files_to_follow,
    )


def _answer_facts(answer: Answer) -> Facts:
    return _filled(
        [
            (_("Fuente"), answer.source),
            (_("Lugar o enlace"), answer.place),
            (_("Forma de acceso"), answer.form),
            (_("Búsqueda hecha"), answer.search_made),
        ]
    )


def _resolution_facts(resolution: ReasonedResolution) -> Facts:
    reserve = ", ".join(
        part for part in (resolution.reserve_law, resolution.reserve_article) if part
    )
    return _filled(
        [
            (_("Resolución"), resolution.number),
            (_("Fecha de la resolución"), resolution.signed_on),
            (_("Firmada por"), resolution.signature),
            (_("Motivos de hecho"), resolution.facts),
            (_("Motivos de derecho"), resolution.legal_grounds),
            (_("Ley que reserva la información"), reserve),
            (_("Otro motivo legal"), resolution.other_ground),
        ]
    )


def _filled(facts: Facts) -> Facts:
    return [(label, value) for label, value in facts if value]
