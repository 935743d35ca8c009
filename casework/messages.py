"""The words in which an office and its units are told of a sub-task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.models import Subtask, SubtaskStep
from casework.states import StepKind

# What each step says to whoever hears of it; the title, then the sentence.
_WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    StepKind.ASKED: (
        _("Encargo para su unidad"),
        _("La oficina de acceso a la información necesita algo de su unidad."),
    ),
    StepKind.RETURNED: (
        _("La unidad devolvió un encargo"),
        _("La unidad %(unit)s devolvió el encargo. Motivo:"),
    ),
    StepKind.DELIVERED: (
        _("La unidad entregó lo que se le encargó"),
        _("La unidad %(unit)s entregó lo que se le encargó. Revíselo antes de responder."),
    ),
    StepKind.APPROVED: (
        _("La oficina recibió conforme su encargo"),
        _("La oficina tiene lo que necesitaba. Gracias: su unidad no debe hacer nada más."),
    ),
    StepKind.SENT_BACK: (
        _("La oficina pide corregir o completar un encargo"),
        _("La oficina revisó el encargo y pide corregirlo o completarlo. Motivo:"),
    ),
    StepKind.MOVED: (
        _("Cambió el plazo interno de un encargo"),
        _("La oficina cambió el plazo interno del encargo. Motivo:"),
    ),
    StepKind.CANCELLED: (
        _("La oficina dejó sin efecto un encargo"),
        _("El encargo quedó sin efecto: su unidad no debe hacer nada más. Motivo:"),
    ),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A notice: its title and its text."""

    subject: str
    body: str


def page_of(subtask: Subtask) -> str:
    """Return the address of the sub-task's page within the site."""
    return reverse("casework:subtask", args=[subtask.pk])


def of_step(subtask: Subtask, step: SubtaskStep) -> Said:
    """Return what is told of a step, in Spanish. KeyError for a step of which nobody hears.

    It carries only what the unit may read: the cleared subject, never the request's own.
    """
    with translation.override(settings.LANGUAGE_CODE):
        title, sentence = _WORDS[step.kind]
        told = str(sentence) % {"unit": subtask.unit.name}
        ends = _term_line(subtask.due_on) if subtask.is_with_unit else ""
        # What the office typed for a step it explains; a delivery is read on its page.
        quoted = step.text if step.kind != StepKind.DELIVERED else ""
        return Said(_headed(title, subtask), _paragraphs(told, quoted, _about(subtask), ends))


def of_reminder(subtask: Subtask, *, days_left: int) -> Said:
    """Return a reminder of the sub-term, `days_left` business days before its end or after."""
    with translation.override(settings.LANGUAGE_CODE):
        if days_left < 0:
            title = gettext("Venció el plazo interno de un encargo")
        elif days_left == 0:
            title = gettext("Hoy vence el plazo interno de un encargo")
        else:
            title = gettext("Mañana hábil vence el plazo interno de un encargo")
        told = gettext("El encargo a la unidad %(unit)s todavía no fue entregado.") % {
            "unit": subtask.unit.name
        }
        body = _paragraphs(told, _about(subtask), _term_line(subtask.due_on))
        return Said(_headed(title, subtask), body)


def of_assignment(number: str, subject: str) -> Said:
    """Return what is told to whoever was given a request."""
    with translation.override(settings.LANGUAGE_CODE):
        return Said(
            gettext("%(number)s: quedó a su cargo") % {"number": number},
            gettext("El pedido «%(subject)s» quedó a su cargo.") % {"subject": subject},
        )


def of_note(number: str, author: str) -> Said:
    """Return what is told to whoever a note is meant for; its text stays on the page."""
    with translation.override(settings.LANGUAGE_CODE):
        return Said(
            gettext("%(number)s: hay una nota interna para usted") % {"number": number},
            gettext("%(author)s escribió una nota interna y pidió que usted la lea.")
            % {"author": author},
        )


def _headed(title: str | Promise, subtask: Subtask) -> str:
    return f"{subtask.info_request.number}: {title}"


def _about(subtask: Subtask) -> str:
    return gettext("Pedido %(number)s: %(subject)s") % {
        "number": subtask.info_request.number,
        "subject": subtask.subject,
    }


def _term_line(due_on: date) -> str:
    return gettext("Plazo interno: hasta el %(day)s.") % {
        "day": date_format(due_on, "l j \\d\\e F \\d\\e Y")
    }


def _paragraphs(*pieces: str) -> str:
    return "\n\n".join(piece.strip() for piece in pieces if piece.strip())
