"""One request of a bundle: what it is, its days, who was told, who had it, and its proof."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from law.terms import TermKind
from noncompliance.evidence.facts import HeldFact, PostFact, RequestFacts, TermFact
from noncompliance.evidence.saying import NONE, article, day, days, instant, short
from typeset.document import Block, Facts, Heading, Listed, Paragraph, Table

# The rest is told in one line each, and day by day in plazos.csv.
_TOLD_BY_DAY = (TermKind.ANSWER, TermKind.COMPLIANCE)
_SHORT_HASH = 16


def chapter_of(request: RequestFacts, *, number: str, on: date) -> list[Block]:
    """Return the blocks that tell one request to whoever reads only this chapter."""
    return [
        Heading(f"{number}. Pedido {request.number}"),
        *_identity(request, on),
        *_terms(request),
        *_answers(request),
        *_course(request),
        *_escalations(request),
        *_notices(request),
        *_held(request),
        *_history(request),
    ]


def _identity(request: RequestFacts, on: date) -> list[Block]:
    asked = request.subject or (
        "Nadie revisó todavía el texto para publicarlo, y por eso no se copia. La institución lo "
        "tiene, y el primer hecho de la historia lleva su compromiso."
    )
    told = [(name, value) for name, value in _dates(request, on) if value]
    blocks: list[Block] = [Facts([*told, ("Qué se pidió", asked)])]
    if request.description:
        blocks.append(Paragraph(request.description, "quote"))
    if request.doubts:
        said = "La Dirección revisó la denegación tácita por un cambio del calendario:"
        blocks += [Paragraph(said, "callout"), Listed(request.doubts)]
    return blocks


def _dates(request: RequestFacts, on: date) -> list[tuple[str, str]]:
    """Return what there is to say of each date, empty where there is nothing."""
    moved = request.first_institution != request.institution
    gap = request.registered_on not in {None, request.presented_on}
    silent = f"{day(request.tacitly_denied_on)}, a las 00:00 ({request.tacit_article})"
    until = "hasta la respuesta" if request.answered_on else f"hasta el {day(on)}"
    return [
        ("Institución que lo tiene", request.institution),
        ("Presentado ante", request.first_institution if moved else ""),
        ("Presentado", f"{day(request.presented_on)} ({request.channel})"),
        ("Registrado en el sistema", day(request.registered_on) if gap else ""),
        ("Estado", request.stage),
        ("Último día para responder", day(request.due_on)),
        ("Denegación tácita", silent if request.tacitly_denied_on else ""),
        ("Primera respuesta final", day(request.answered_on) if request.answered_on else ""),
        ("Retirado por quien pidió", day(request.withdrawn_on) if request.withdrawn_on else ""),
        ("Atraso", f"{days(request.late_days)}, {until}" if request.late_days else ""),
    ]


def _terms(request: RequestFacts) -> list[Block]:
    rows = [
        (
            f"{term.label} (reemplazado)" if term.is_replaced else term.label,
            short(term.starts_on),
            short(term.due_on),
            f"{term.ended_as} {short(term.closed_on)}" if term.ended_as else "En curso",
            article(term.article, verified=term.is_verified),
            f"{term.rule_set}; {term.calendar}",
        )
        for term in request.terms
    ]
    heads = ("Plazo", "Desde", "Vence", "Cómo terminó", "Norma", "Reglas; calendario")
    blocks: list[Block] = [
        Heading("Plazos", 3),
        Table(heads, rows, widths=(2, 0, 0, 2, 3, 3)),
    ]
    for term in request.terms:
        if term.kind in _TOLD_BY_DAY:
            blocks += _ledger(term)
    return blocks


def _ledger(term: TermFact) -> list[Block]:
    if not term.agrees:
        said = (
            f"{term.label}: contado de nuevo con su calendario da otra fecha que la guardada "
            f"({short(term.due_on)}). Debe revisarse antes de usar este plazo."
        )
        return [Paragraph(said, "callout")]
    rows = [
        (f"{one.day:%d/%m/%Y}", str(one.number) if one.counted else NONE, one.reason, one.source)
        for one in term.days
    ]
    caption = f"{term.label}, día por día: hasta el {short(term.due_on)} a las 24:00"
    return [
        Table(("Día", "N°", "Por qué", "Norma"), rows, caption, numeric=(1,), widths=(0, 0, 3, 3))
    ]


def _answers(request: RequestFacts) -> list[Block]:
    blocks: list[Block] = [Heading("Qué respondió la institución", 3)]
    if not request.answers:
        return [*blocks, Paragraph("No hay ninguna respuesta registrada.")]
    rows = [
        (
            short(answer.answered_on),
            short(answer.notified_on),
            answer.institution,
            f"{answer.outcome}{f' (resolución {answer.resolution})' if answer.resolution else ''}",
            "Fuera de plazo" if answer.is_late else "En plazo",
            str(len(answer.files)),
        )
        for answer in request.answers
    ]
    heads = ("Fecha", "Notificada", "Institución", "Qué", "Plazo", "Archivos")
    return [*blocks, Table(heads, rows, numeric=(5,), widths=(0, 0, 2, 3, 0, 0))]


def _course(request: RequestFacts) -> list[Block]:
    told = [
        f"{short(leg.on)}: {leg.sender} lo derivó a {leg.receiver}"
        f"{', después de los días para derivar' if leg.is_late else ''}. El plazo no empezó de "
        f"nuevo; si se contara desde ahí, vencería el {short(leg.claimable_due_on)}."
        for leg in request.legs
    ]
    told += [
        f"{short(appeal.filed_on)}: reconsideración ({appeal.ground.lower()}). {appeal.stage}"
        f"{f', {short(appeal.closed_on)}' if appeal.closed_on else ''}."
        for appeal in request.appeals
    ]
    for case in request.cases:
        said = f"{short(case.filed_on)}: acción judicial. {case.stage}"
        said += f"; sentencia del {short(case.ruled_on)}" if case.ruled_on else ""
        said += (
            f"; debía cumplirse hasta el {short(case.comply_until)}" if case.comply_until else ""
        )
        said += f"; cumplida el {short(case.complied_on)}" if case.complied_on else ""
        told.append(f"{said}.")
    heading = Heading("Derivaciones, reconsideración y justicia", 3)
    return [heading, Listed(told) if told else Paragraph("No hubo.")]


def _escalations(request: RequestFacts) -> list[Block]:
    blocks: list[Block] = [Heading("Qué le dijo la Dirección, y qué contestó", 3)]
    for one in request.escalations:
        said = f"{one.kind} del {day(one.sent_on)}, a: {one.addressee}. {one.stage}."
        blocks += [Paragraph(said), Paragraph(one.text, "quote")]
        if one.answered_on:
            answered = Paragraph(f"Contestó el {day(one.answered_on)}:")
            blocks += [answered, Paragraph(one.answer, "quote")]
    return blocks if len(blocks) > 1 else [*blocks, Paragraph("Nada, por este pedido.")]


def _notices(request: RequestFacts) -> list[Block]:
    rows = [
        (
            f"{one.sequence}. {one.event}",
            one.notice.to,
            instant(one.notice.told_at)[:-3],
            _left(one.notice.state_label, instant(one.notice.sent_at)),
            str(one.notice.attempts),
            f"{short(one.returned_on)}; por otro medio: {short(one.told_otherwise_on)}"
            if one.returned_on
            else NONE,
        )
        for one in request.notices
    ]
    heads = ("Hecho", "A quién", "Aviso hecho", "Cómo salió", "Intentos", "Volvió")
    heading = Heading("A quién se avisó, y si llegó", 3)
    if not rows:
        return [heading, Paragraph("No hay avisos registrados.")]
    return [heading, Table(heads, rows, numeric=(4,), widths=(3, 3, 2, 2, 0, 0))]


def _left(state: str, sent_at: str) -> str:
    return state if sent_at == NONE else f"{state}, {sent_at[:-3]}"


def _held(request: RequestFacts) -> list[Block]:
    rows = [
        (f"{short(held.from_on)} a {short(held.to_on)}", held.institution, _posts(held))
        for held in request.held
    ]
    heading = Heading("Quién lo tenía, día por día", 3)
    said = Paragraph(
        "Cargos registrados esos días. De otras instituciones no se nombra a nadie.", "note"
    )
    return [heading, Table(("Días", "Institución", "Cargos"), rows, widths=(2, 2, 5)), said]


def _posts(held: HeldFact) -> str:
    if not held.posts:
        return "Otra institución"
    return "\n".join(f"{one.duty}: {_person(one)}" for one in held.posts)


def _person(post: PostFact) -> str:
    if not post.person:
        return "VACANTE"
    named = post.person
    named += f", en reemplazo de {post.stands_in_for}" if post.stands_in_for else ""
    return f"{named} (ausente; reemplazo: {post.covered_by})" if post.covered_by else named


def _history(request: RequestFacts) -> list[Block]:
    rows = [
        (
            str(event.sequence),
            short(event.on),
            instant(event.at),
            _said(event.title, event.text),
            event.by,
            event.hash[:_SHORT_HASH] if event.holds else f"NO: {event.hash[:_SHORT_HASH]}",
        )
        for event in request.events
    ]
    heads: Sequence[str] = (
        "N°",
        "Fecha legal",
        "Anotado",
        "Qué pasó",
        "Quién",
        "Huella (comienzo)",
    )
    return [
        Heading("La historia y sus huellas", 3),
        Table(heads, rows, numeric=(0,), widths=(0, 0, 0, 4, 2, 0)),
        _integrity(request),
        Paragraph(f"Última huella, completa ({len(request.events)} hechos):"),
        Paragraph(request.head or NONE, "seal"),
    ]


def _integrity(request: RequestFacts) -> Paragraph:
    if not request.is_whole:
        said = "LA CADENA NO VERIFICA: algún hecho fue cambiado, falta o está en otro lugar."
        return Paragraph(said, "callout")
    if not request.dates_agree:
        said = "LAS FECHAS NO COINCIDEN: el registro dice otras que los hechos. Valen los hechos."
        return Paragraph(said, "callout")
    return Paragraph(
        "La cadena verifica: cada hecho lleva la huella del anterior, y sus fechas son las que "
        "este legajo dice."
    )


def _said(title: str, text: str) -> str:
    return f"{title}. {' '.join(text.split())}" if text else title
