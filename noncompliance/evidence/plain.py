"""A bundle as tables and as one canonical JSON text, named in Spanish, field by field."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from io import StringIO
from typing import Any

from look.figures.files import safe_text
from noncompliance.evidence.facts import Bundle, RequestFacts
from requests_app.sealing import canonical

Cell = str | int | bool | date | datetime | None
Rows = list[dict[str, Cell]]

NOTICE = ("hecho", "que", "a_quien", "hecho_el", "medio", "estado", "intentos", "enviado", "leido",
          "volvio_el", "avisado_por_otro_medio_el")  # fmt: skip
POST = ("desde", "hasta", "institucion", "funcion", "persona", "reemplaza_a", "reemplazado_por")
DAY = ("plazo", "institucion", "desde", "vence", "dia", "cuenta", "numero", "motivo", "norma",
       "articulo_del_plazo", "reglas", "calendario")  # fmt: skip


def facts_of(bundle: Bundle) -> str:
    """Return everything a bundle knows as the one JSON text it has, but for the events."""
    case, dossier = bundle.case, bundle.dossier
    return canonical(
        {
            "expediente": {
                "numero": case.number,
                "institucion": case.institution,
                "causa": case.cause,
                "estado": case.stage,
                "regla_cumplida_el": case.met_on,
                "regla": case.rule_set,
                "articulo": case.article,
                "fundamento": case.reason,
                "ejemplar_para": case.reader.value,
                "notificado_el": case.notified_on,
                "notificado_por": case.notified_by,
                "notificacion": case.notice,
                "correos": [
                    {
                        "sobre": mail.about,
                        "a_quien": mail.duty,
                        "hecho_el": mail.made_at,
                        "estado": mail.state,
                        "intentos": mail.attempts,
                        "enviado": mail.sent_at,
                    }
                    for mail in case.mails
                ],
                "descargo_hasta": case.statement_until,
                "descargo_el": case.replied_on,
                "descargo_fuera_de_dias": case.replied_late,
                "descargo": case.reply,
                "sumario_ordenado_el": case.inquiry_ordered_on,
                "sumario_instrumento": case.inquiry_order,
                "resultado": case.outcome,
                "resultado_el": case.outcome_on,
                "resultado_autoridad": case.outcome_authority,
                "resultado_instrumento": case.outcome_instrument,
                "resultado_texto": case.outcome_text,
                "pasos_integros": case.steps_are_whole,
            },
            "regimen_propio": case.has_own_regime,
            "exposicion_posible": [
                {
                    "actos": [{"dia": day, "pedido": number} for day, number in one.acts],
                    "alcance": one.text,
                    "articulos": one.articles,
                    "confirmado": one.is_verified,
                }
                for one in case.exposures
            ],
            "pasos": [
                {
                    "paso": step.sequence,
                    "fecha": step.on,
                    "que": step.title,
                    "quien": step.by,
                    "texto": step.text,
                    "huella": step.hash,
                }
                for step in case.steps
            ],
            "corte": dossier.at,
            "calendario": dossier.calendar,
            "reglas": list(dossier.rule_sets),
            "pedidos": [_request(request) for request in dossier.requests],
        }
    )


def notices(request: RequestFacts) -> Rows:
    """Return the notices of a request: by duty, never by address."""
    rows: Rows = []
    for one in request.notices:
        told = one.notice
        values = (
            one.sequence, one.event, told.to, told.told_at, told.channel or "buzón",
            told.state_label, told.attempts, told.sent_at, told.read_at, one.returned_on,
            one.told_otherwise_on,
        )  # fmt: skip
        rows.append(dict(zip(NOTICE, values, strict=True)))
    return rows


def posts(request: RequestFacts) -> Rows:
    """Return who was responsible on which days; a duty that nobody held has no person."""
    rows: Rows = []
    for held in request.held:
        where = (held.from_on, held.to_on, held.institution)
        told = [(one.duty, one.person, one.stands_in_for, one.covered_by) for one in held.posts]
        rows += [dict(zip(POST, (*where, *one), strict=True)) for one in told or [("", "", "", "")]]
    return rows


def term_days(request: RequestFacts) -> Rows:
    """Return every term of a request, day by day."""
    rows: Rows = []
    for term in request.terms:
        ends = (term.article, term.rule_set, term.calendar)
        begins = (term.label, term.institution, term.starts_on, term.due_on)
        for one in term.days:
            told = (one.day, one.counted, one.number, one.reason, one.source)
            rows.append(dict(zip(DAY, (*begins, *told, *ends), strict=True)))
    return rows


def as_csv(heads: Sequence[str], rows: Rows) -> str:
    """Return rows as CSV that no spreadsheet takes for a program; dates and instants are ISO."""
    file = StringIO()
    written = csv.writer(file, lineterminator="\r\n")
    written.writerow(heads)
    written.writerows([_cell(row[head]) for head in heads] for row in rows)
    return "\ufeff" + file.getvalue()


def _cell(value: Cell) -> str:
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else safe_text(str(value))


def _request(request: RequestFacts) -> dict[str, Any]:
    return {
        "numero": request.number,
        "asunto": request.subject,
        "texto": request.description,
        "via": request.channel,
        "institucion": request.institution,
        "primera_institucion": request.first_institution,
        "presentado": request.presented_on,
        "registrado": request.registered_on,
        "estado": request.stage,
        "vence": request.due_on,
        "denegado": request.tacitly_denied_on,
        "denegado_articulo": request.tacit_article,
        "respondido": request.answered_on,
        "retirado": request.withdrawn_on,
        "dias_habiles_de_atraso": request.late_days,
        "hechos": len(request.events),
        "cabeza": request.head,
        "cadena_integra": request.is_whole,
        "fechas_segun_los_hechos": request.dates_agree,
        "plazos": [
            {
                "plazo": term.label,
                "institucion": term.institution,
                "desde": term.starts_on,
                "vence": term.due_on,
                "articulo": term.article,
                "confirmado": term.is_verified,
                "reglas": term.rule_set,
                "calendario": term.calendar,
                "termino": term.ended_as,
                "cerrado": term.closed_on,
                "reemplazado": term.is_replaced,
                "cuenta_coincide": term.agrees,
            }
            for term in request.terms
        ],
        "dias": term_days(request),
        "respuestas": [
            {
                "que": answer.outcome,
                "institucion": answer.institution,
                "respondida": answer.answered_on,
                "notificada": answer.notified_on,
                "fuera_de_plazo": answer.is_late,
                "resolucion": answer.resolution,
                "archivos": [
                    {"tipo": file.media_type, "bytes": file.size, "sha256": file.digest}
                    for file in answer.files
                ],
                "archivos_que_faltan": answer.files_to_follow,
            }
            for answer in request.answers
        ],
        **_course(request),
        "avisos": notices(request),
        "responsables": posts(request),
    }


def _course(request: RequestFacts) -> dict[str, Any]:
    return {
        "derivaciones": [
            {
                "fecha": leg.on,
                "de": leg.sender,
                "a": leg.receiver,
                "fuera_de_dias": leg.is_late,
                "podria_alegar": leg.claimable_due_on,
            }
            for leg in request.legs
        ],
        "reconsideraciones": [
            {
                "estado": appeal.stage,
                "contra": appeal.ground,
                "presentada": appeal.filed_on,
                "cerrada": appeal.closed_on,
                "fuera_de_dias": appeal.is_late,
            }
            for appeal in request.appeals
        ],
        "acciones_judiciales": [
            {
                "estado": case.stage,
                "presentada": case.filed_on,
                "sentencia": case.ruled_on,
                "cumplir_hasta": case.comply_until,
                "cumplida": case.complied_on,
            }
            for case in request.cases
        ],
        "llamados_de_atencion": [
            {
                "que": one.kind,
                "estado": one.stage,
                "enviado": one.sent_on,
                "a_quien": one.addressee,
                "texto": one.text,
                "respondido": one.answered_on,
                "respuesta": one.answer,
            }
            for one in request.escalations
        ],
        "revisiones": list(request.doubts),
    }
