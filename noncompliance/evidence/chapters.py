"""A bundle as one document: what is charged, the proofs, how to check them and what they do not
prove."""

from __future__ import annotations

from noncompliance.evidence import words
from noncompliance.evidence.facts import Bundle, CaseFacts, Dossier, Reader
from noncompliance.evidence.request_chapter import chapter_of
from noncompliance.evidence.saying import NONE, article, day, instant, short
from typeset.document import Block, Document, Facts, Heading, Listed, NewPage, Paragraph, Table

_Chapter = tuple[str, list[Block]]


def document_of(bundle: Bundle) -> Document:
    """Return the document, for a reader who never saw the system."""
    case, dossier = bundle.case, bundle.dossier
    chapters = _chapters(case, dossier)
    titles = [f"{place}. {title}" for place, (title, _blocks) in enumerate(chapters, start=1)]
    last = f"{len(chapters) + 1}. Los pedidos, uno por uno"
    blocks: list[Block] = [
        *_cover(case, dossier),
        Heading("Contenido"),
        Listed([*titles, last]),
        NewPage(),
    ]
    for title, (_title, told) in zip(titles, chapters, strict=True):
        blocks += [Heading(title), *told]
    for place, request in enumerate(dossier.requests, start=1):
        number = f"{len(chapters) + 1}.{place}"
        blocks += [NewPage(), *([Heading(last)] if place == 1 else [])]
        blocks += chapter_of(request, number=number, on=dossier.on)
    copy = "Ejemplar para la institución" if case.reader is Reader.INSTITUTION else "Reservado"
    return Document(
        title=f"Expediente de incumplimiento {case.number}",
        over=f"Legajo de pruebas · {copy}",
        footer=f"Expediente {case.number}, al {instant(dossier.at)}",
        blocks=blocks,
    )


def _chapters(case: CaseFacts, dossier: Dossier) -> list[_Chapter]:
    exposure = [("A qué podría exponer", _exposure(case))]
    return [
        ("De qué se trata", _about(case, dossier)),
        ("Los pedidos, en una tabla", _summary(dossier)),
        ("La notificación y el descargo", _statement(case)),
        *(exposure if case.reader is Reader.DIRECTORATE else []),
        ("Pasos del expediente", _steps(case)),
        ("Cómo comprobar este legajo", [Listed(words.CHECKS)]),
        ("Lo que este legajo no prueba", [Listed(words.LIMITS)]),
    ]


def _cover(case: CaseFacts, dossier: Dossier) -> list[Block]:
    return [
        Paragraph(words.PROPOSES, "callout"),
        Facts(
            [
                ("Institución", case.institution),
                ("Causa", case.cause),
                ("Norma que la sostiene", f"{case.article} (reglas {case.rule_set})"),
                ("La regla se cumplió el", day(case.met_on)),
                ("Estado del expediente", case.stage),
                ("Notificado a la institución", day(case.notified_on)),
                ("Pedidos", str(len(dossier.requests))),
                ("Integridad", _integrity(case, dossier)),
                ("Datos al", f"{instant(dossier.at)}, hora de Paraguay"),
                ("Calendario", f"versión {dossier.calendar}"),
                ("Reglas de los plazos", ", ".join(dossier.rule_sets) or NONE),
            ]
        ),
    ]


def _integrity(case: CaseFacts, dossier: Dossier) -> str:
    broken = [request.number for request in dossier.requests if not request.verifies]
    if not case.steps_are_whole:
        broken.append("los pasos del expediente")
    if broken:
        return f"NO VERIFICA: {', '.join(broken)}. Debe revisarse antes de usar."
    return "Las historias de todos los pedidos y los pasos verifican: nada de lo anotado cambió."


def _about(case: CaseFacts, dossier: Dossier) -> list[Block]:
    silent = sum(request.tacitly_denied_on is not None for request in dossier.requests)
    late = sum(request.late_days > 0 for request in dossier.requests)
    blocks: list[Block] = [
        Paragraph(words.THE_LAW),
        Paragraph(
            f"Este expediente es sobre {case.institution}. Causa: {case.cause}. La regla se "
            f"cumplió el {day(case.met_on)}. De {_count(len(dossier.requests))}, "
            f"{silent} se tuvieron por denegados en silencio y {late} tienen o tuvieron atraso."
        ),
    ]
    if case.reason:
        blocks += [Paragraph("Fundamento de la propuesta:"), Paragraph(case.reason, "quote")]
    return blocks


def _summary(dossier: Dossier) -> list[Block]:
    rows = [
        (
            request.number,
            short(request.presented_on),
            short(request.due_on),
            short(request.tacitly_denied_on),
            short(request.answered_on),
            str(request.late_days),
            "Verifica" if request.verifies else "NO VERIFICA",
        )
        for request in dossier.requests
    ]
    heads = ("Pedido", "Presentado", "Vencía", "Denegado en silencio", "Respondido",
             "Días hábiles de atraso", "Historia")  # fmt: skip
    return [
        Table(heads, rows, caption=f"Al {day(dossier.on)}", numeric=(5,)),
        Paragraph(
            "El atraso se cuenta en días hábiles desde el vencimiento hasta la primera respuesta "
            "final o, sin respuesta, hasta la fecha de los datos.",
            "note",
        ),
    ]


def _statement(case: CaseFacts) -> list[Block]:
    if case.notified_on is None:
        said = "El expediente todavía no se notificó: la institución no fue oída."
        return [Paragraph(said)]
    blocks: list[Block] = [
        Paragraph(
            f"Se notificó el {day(case.notified_on)}: {case.notified_by}. El plazo para el "
            f"descargo es hasta el {day(case.statement_until)}."
        ),
        Paragraph(case.notice, "quote"),
    ]
    if case.mails:
        rows = [
            (mail.about, mail.duty, instant(mail.made_at), mail.state, str(mail.attempts),
             instant(mail.sent_at))
            for mail in case.mails
        ]  # fmt: skip
        heads = ("Correo sobre", "A quién", "Hecho", "Estado", "Intentos", "Enviado")
        blocks.append(Table(heads, rows, numeric=(4,), widths=(3, 2, 0, 0, 0, 0)))
    if case.replied_on is None:
        return [*blocks, Paragraph("No hay descargo presentado.")]
    late = ", después de su plazo" if case.replied_late else ""
    said = f"La institución presentó su descargo el {day(case.replied_on)}{late}:"
    return [*blocks, Paragraph(said), Paragraph(case.reply, "quote")]


def _exposure(case: CaseFacts) -> list[Block]:
    blocks: list[Block] = []
    if case.has_own_regime:
        blocks.append(Paragraph(words.OWN_REGIME))
    if case.exposures:
        rows = [
            (
                one.text,
                "Posible",
                article(one.articles, verified=one.is_verified),
                "; ".join(f"{number} ({short(act_on)})" for act_on, number in one.acts),
            )
            for one in case.exposures
        ]
        heads = ("Qué prevé la norma", "Exposición", "Artículo", "Por qué actos (día)")
        blocks += [Table(heads, rows, widths=(4, 0, 3, 4)), Paragraph(words.POSSIBLE, "callout")]
    elif not case.has_own_regime:
        blocks.append(Paragraph("Ninguna norma registrada prevé una consecuencia para esos días."))
    return blocks


def _steps(case: CaseFacts) -> list[Block]:
    rows = [
        (
            str(step.sequence),
            short(step.on),
            f"{step.title}. {step.text}" if step.text else step.title,
            step.by,
            step.hash[:16],
        )
        for step in case.steps
    ]
    told: list[Block] = [
        Table(("N°", "Fecha", "Qué se hizo", "Quién", "Huella"), rows, widths=(0, 0, 3, 2, 0)),
        Paragraph("Las notas internas de la Dirección no son parte del legajo.", "note"),
    ]
    if case.inquiry_ordered_on:
        said = f"Sumario ordenado el {day(case.inquiry_ordered_on)}: {case.inquiry_order}."
        told.append(Paragraph(said))
    if case.outcome_on:
        said = (
            f"Resultado, {day(case.outcome_on)}: {case.outcome}. {case.outcome_authority}, "
            f"{case.outcome_instrument}."
        )
        told += [Paragraph(said), Paragraph(case.outcome_text, "quote")]
    return told


def _count(many: int) -> str:
    return "un pedido" if many == 1 else f"{many} pedidos"
