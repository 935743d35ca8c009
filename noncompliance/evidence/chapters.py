"""A bundle as one document: what is charged, the proofs, how to check them and what they do not
prove."""

from __future__ import annotations

from noncompliance.evidence import words
from noncompliance.evidence.facts import Bundle, CaseFacts, Dossier
from noncompliance.evidence.request_chapter import chapter_of
from noncompliance.evidence.saying import NONE, article, day, instant, short
from typeset.document import Block, Document, Facts, Heading, Listed, NewPage, Paragraph, Table

_CHAPTERS = (
    "1. De qué se trata",
    "2. Los pedidos, en una tabla",
    "3. Qué dijo la institución",
    "4. A qué podría exponer",
    "5. Pasos del expediente",
    "6. Cómo comprobar este legajo",
    "7. Lo que este legajo no prueba",
    "8. Los pedidos, uno por uno",
)


def document_of(bundle: Bundle) -> Document:
    """Return the document, for a reader who never saw the system."""
    case, dossier = bundle.case, bundle.dossier
    blocks: list[Block] = [
        *_cover(case, dossier),
        *_about(case, dossier),
        *_summary(dossier),
        *_statement(case),
        *_exposure(case),
        *_steps(case),
        Heading(_CHAPTERS[5]),
        Listed(words.CHECKS),
        Heading(_CHAPTERS[6]),
        Listed(words.LIMITS),
    ]
    for place, request in enumerate(dossier.requests, start=1):
        blocks += [NewPage(), *([Heading(_CHAPTERS[7])] if place == 1 else [])]
        blocks += chapter_of(request, place=place, on=dossier.on)
    return Document(
        title=f"Expediente de incumplimiento {case.number}",
        over="Legajo de pruebas · Reservado",
        footer=f"Expediente {case.number}, al {instant(dossier.at)}",
        blocks=blocks,
    )


def _cover(case: CaseFacts, dossier: Dossier) -> list[Block]:
    broken = [request.number for request in dossier.requests if not request.is_whole]
    whole = (
        "Las historias de todos los pedidos verifican: ningún hecho anotado cambió."
        if not broken
        else f"NO VERIFICA la historia de: {', '.join(broken)}. Debe revisarse antes de usar."
    )
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
                ("Integridad", whole),
                ("Datos al", f"{instant(dossier.at)}, hora de Paraguay"),
                ("Calendario", f"versión {dossier.calendar}"),
                ("Reglas de los plazos", ", ".join(dossier.rule_sets) or NONE),
            ]
        ),
        Heading("Contenido"),
        Listed(_CHAPTERS),
        NewPage(),
    ]


def _about(case: CaseFacts, dossier: Dossier) -> list[Block]:
    silent = sum(request.tacitly_denied_on is not None for request in dossier.requests)
    late = sum(request.late_days > 0 for request in dossier.requests)
    blocks: list[Block] = [
        Heading(_CHAPTERS[0]),
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
            "Verifica" if request.is_whole else "NO VERIFICA",
        )
        for request in dossier.requests
    ]
    heads = ("Pedido", "Presentado", "Vencía", "Denegado en silencio", "Respondido",
             "Días hábiles de atraso", "Historia")  # fmt: skip
    return [
        Heading(_CHAPTERS[1]),
        Table(heads, rows, caption=f"Al {day(dossier.on)}", numeric=(5,)),
        Paragraph(
            "El atraso se cuenta en días hábiles desde el vencimiento hasta la primera respuesta "
            "final o, sin respuesta, hasta la fecha de los datos.",
            "note",
        ),
    ]


def _statement(case: CaseFacts) -> list[Block]:
    blocks: list[Block] = [Heading(_CHAPTERS[2])]
    if case.notified_on is None:
        said = "El expediente todavía no se notificó: la institución no fue oída."
        return [*blocks, Paragraph(said)]
    blocks.append(
        Paragraph(
            f"Se notificó el {day(case.notified_on)}, con plazo para el descargo hasta el "
            f"{day(case.statement_until)}."
        )
    )
    if case.replied_on is None:
        return [*blocks, Paragraph("No hay descargo presentado.")]
    said = f"Presentó su descargo el {day(case.replied_on)}:"
    return [*blocks, Paragraph(said), Paragraph(case.reply, "quote")]


def _exposure(case: CaseFacts) -> list[Block]:
    blocks: list[Block] = [Heading(_CHAPTERS[3])]
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
        (str(step.sequence), short(step.on), step.title, step.by, step.hash[:16])
        for step in case.steps
    ]
    told: list[Block] = [
        Heading(_CHAPTERS[4]),
        Table(("N°", "Fecha", "Qué se hizo", "Quién", "Huella"), rows, widths=(0, 0, 3, 2, 0)),
        Paragraph("Las notas internas de la Dirección no son parte del legajo.", "note"),
    ]
    ends = [
        ("Sumario ordenado", case.inquiry_ordered_on, case.inquiry_order),
        ("Resultado", case.outcome_on, f"{case.outcome}. {case.outcome_instrument}"),
    ]
    facts = [(name, f"{day(on)}. {what}") for name, on, what in ends if on is not None]
    return [*told, Facts(facts)] if facts else told


def _count(many: int) -> str:
    return "un pedido" if many == 1 else f"{many} pedidos"
