"""What an audit asks of each answer, and how long a body has to reply: dated data, not code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from law.articles import Article, Statute
from law.calendar import BusinessCalendar
from law.rule_set import Rule, Unit

_LAW = Statute.ACCESS_LAW
_DECREE = Statute.ACCESS_DECREE


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One question about one request, under the letter by which answers remember it."""

    letter: str
    question: str
    article: Article
    verified: bool = False


@dataclass(frozen=True, slots=True)
class AuditEdition:
    """The checklist and the term to reply from one day on; an edition is never edited."""

    id: str
    in_force_from: date
    items: tuple[ChecklistItem, ...]
    reply: Rule

    def item(self, letter: str) -> ChecklistItem:
        """Return the item of that letter. Raises KeyError."""
        return {item.letter: item for item in self.items}[letter]


EDITIONS: tuple[AuditEdition, ...] = (
    AuditEdition(
        id="auditoria-inicial",
        in_force_from=date(2014, 9, 18),
        items=(
            ChecklistItem("a", "¿Responde lo que se pidió?", Article(_LAW, "16")),
            ChecklistItem("b", "¿Se respondió dentro del plazo?", Article(_LAW, "16")),
            ChecklistItem("c", "¿Consta cómo se notificó a quien pidió?", Article(_DECREE, "25")),
            ChecklistItem(
                "d",
                "Si se denegó, ¿hay una resolución fundada de la máxima autoridad?",
                Article(_LAW, "19"),
            ),
            ChecklistItem("e", "Si se denegó, ¿cita la ley que lo permite?", Article(_LAW, "22")),
            ChecklistItem("f", "¿Se abren y se leen los archivos?", Article(_DECREE)),
            ChecklistItem(
                "g", "¿Se tacharon los datos personales, y solo esos?", Article(_LAW, "22")
            ),
            ChecklistItem(
                "h", "Si se derivó, ¿se justificó y fue a tiempo?", Article(_LAW, "13–15")
            ),
            ChecklistItem(
                "i", "¿Se atendió sin cobrar de más ni exigir motivos?", Article(_LAW, "4")
            ),
        ),
        reply=Rule(
            id="audit_reply",
            value=10,
            unit=Unit.BUSINESS_DAYS,
            article=Article(_DECREE),
            verified=False,
            reading="La institución contesta los hallazgos en diez días hábiles: es un plazo "
            "interno de la Dirección.",
        ),
    ),
)


def edition_on(day: date, *, editions: tuple[AuditEdition, ...] = EDITIONS) -> AuditEdition:
    """Return the latest edition in force on `day`; before the first one, the first."""
    begun = [edition for edition in editions if edition.in_force_from <= day]
    return begun[-1] if begun else editions[0]


def edition_named(name: str, *, editions: tuple[AuditEdition, ...] = EDITIONS) -> AuditEdition:
    """Return the edition an audit remembers. Raises KeyError."""
    return {edition.id: edition for edition in editions}[name]


def reply_due(sent_on: date, calendar: BusinessCalendar) -> date:
    """Return until when a body replies to findings sent that day. Raises OutsideCalendar."""
    return calendar.due(sent_on, edition_on(sent_on).reply.value)
