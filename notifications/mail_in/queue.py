"""The queue of the mail that came in for one desk: shelves with counts, pages, and what fits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from notifications.mail_in.addresses import read as read_address
from notifications.mail_in.intake import CLARIFICATION
from notifications.models import IncomingMail, MailStep
from notifications.models.mail import SHELVES, IncomingMailQuerySet
from notifications.states import MailShelf, MailState
from requests_app.models import InformationRequest
from requests_app.models.request import InformationRequestQuerySet

PAGE = 25
MOST_CANDIDATES = 5
_NUMBER = re.compile(r"\bAIP-\d{4}-\d{6}\b", re.IGNORECASE)
_MOST_NUMBERS = 20
# The marks of automatic mail, in words for people.
_MARKS = {
    "loop": gettext_lazy("Es un aviso de este mismo sistema que volvió."),
    "Auto-Submitted": gettext_lazy("Lo envió un programa, no una persona."),
    "Precedence": gettext_lazy("Lo envió un programa a muchas direcciones."),
    "Return-Path": gettext_lazy("Lo envió un servidor de correo, no una persona."),
}


@dataclass(frozen=True, slots=True)
class Page:
    """Some mails, newest first, and the keys of the neighbouring pages (None: there is none)."""

    mails: Sequence[IncomingMail]
    newer_than: int | None
    older_than: int | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case of the desk to which a mail may belong, and why."""

    info_request: InformationRequest
    reason: str


def counts(mails: IncomingMailQuerySet) -> dict[MailShelf, int]:
    """Return how many stand on each shelf. One query."""
    shown = mails.with_confirmation()
    sums = shown.aggregate(
        **{shelf.name: Count("pk", filter=SHELVES[shelf]) for shelf in MailShelf}
    )
    return {shelf: sums[shelf.name] for shelf in MailShelf}


def page_of(
    mails: IncomingMailQuerySet,
    shelf: MailShelf,
    *,
    text: str = "",
    older_than: int | None = None,
    newer_than: int | None = None,
) -> Page:
    """Return a page of one shelf: the newest, or those next to a known key. `text` is looked for
    in sender and subject."""
    rows = mails.with_confirmation().on_shelf(shelf).select_related("info_request", "institution")
    if text:
        rows = rows.filter(Q(sender__icontains=text) | Q(subject__icontains=text))
    if newer_than is not None:
        found = list(rows.filter(pk__gt=newer_than).order_by("pk")[: PAGE + 1])
        shown, has_newer, has_older = found[:PAGE][::-1], len(found) > PAGE, True
    else:
        if older_than is not None:
            rows = rows.filter(pk__lt=older_than)
        found = list(rows.order_by("-pk")[: PAGE + 1])
        shown, has_newer, has_older = found[:PAGE], older_than is not None, len(found) > PAGE
    return Page(
        shown,
        newer_than=shown[0].pk if shown and has_newer else None,
        older_than=shown[-1].pk if shown and has_older else None,
    )


def why(mail: IncomingMail, steps: Iterable[MailStep]) -> str:
    """Return in plain words why a mail is where it is."""
    if mail.state in _WHY:
        return str(_WHY[MailState(mail.state)])
    last = list(steps)[-1:]
    if last and last[0].by is not None:
        return mail.reason or _("Lo decidió una persona de la oficina.")
    if mail.state == MailState.ENTERED:
        return _why_entered(mail)
    return _why_ignored(mail.reason)


def candidates(mail: IncomingMail, text: str, cases: InformationRequestQuerySet) -> list[Candidate]:
    """Return up to five of `cases` that the mail may be about: those whose number it says, then
    the newest of the same sender. Two queries."""
    said = list(dict.fromkeys(_NUMBER.findall(f"{mail.subject}\n{text}".upper())))[:_MOST_NUMBERS]
    named = [
        Candidate(row, _("El mensaje dice su número."))
        for row in cases.filter(number__in=said).order_by("-pk")[:MOST_CANDIDATES]
    ]
    same = cases.filter(requester__email__iexact=mail.sender).exclude(number__in=said)
    theirs = [
        Candidate(row, _("Lo pidió alguien con el mismo correo."))
        for row in (same.order_by("-pk")[:MOST_CANDIDATES] if mail.sender else ())
    ]
    return [*named, *theirs][:MOST_CANDIDATES]


def _why_entered(mail: IncomingMail) -> str:
    if mail.reason == CLARIFICATION:
        return _("Respondió la aclaración que pidió la oficina.")
    if read_address(mail.recipient).number:
        return _("Se escribió a la dirección de respuesta de este pedido.")
    return _("Respondió a un aviso de este pedido.")


def _why_ignored(reason: str) -> str:
    kind, _colon, mark = reason.partition(": ")
    if kind == "automático":
        return str(_MARKS.get(mark, _MARKS["Auto-Submitted"]))
    if kind == "informe de entrega":
        return _("Es el informe de un servidor de correo sobre un envío.")
    if reason == "demasiados en una hora":
        return _("Llegaron demasiados en una hora: parece que dos programas se contestan.")
    if reason == "sin remitente a quien responder":
        return _("No dice quién lo escribió ni a dónde responderle.")
    return reason


_WHY = {
    MailState.WAITING: gettext_lazy("El sistema todavía no lo leyó."),
    MailState.DRAFTED: gettext_lazy(
        "Se le pidió a quien escribió que lo confirme: todavía no es un pedido."
    ),
    MailState.BOUNCED: gettext_lazy("Un aviso volvió sin entregarse: está anotado en el pedido."),
    MailState.SET_ASIDE: gettext_lazy("El sistema no pudo leerlo en ninguno de sus intentos."),
    MailState.TO_DECIDE: gettext_lazy("Espera que una persona decida qué es."),
    MailState.FILED: gettext_lazy("Se registró como pedido, con la fecha en que llegó."),
}
