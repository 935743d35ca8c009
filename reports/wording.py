"""What each key of a frozen file is called by people."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requests_app.states import Channel, Language

LABELS: dict[str, str | Promise] = {
    "pendientes_al_empezar": gettext_lazy("Pendientes al empezar"),
    "recibidos": gettext_lazy("Recibidos"),
    "ajuste_entre_cortes": gettext_lazy("Registrados después del corte de su mes"),
    "cerrados": gettext_lazy("Cerrados (respuesta, denegación, retiro o silencio)"),
    "diferencia_de_la_identidad": gettext_lazy(
        "Pendientes al empezar + recibidos − cerrados − pendientes al terminar"
    ),
    "retirados": gettext_lazy("Retirados por la persona"),
    "pendientes_al_terminar": gettext_lazy("Pendientes al terminar"),
    "vencidos": gettext_lazy("Con plazo vencido en el período"),
    "a_tiempo": gettext_lazy("Respondidos a tiempo"),
    "silencios": gettext_lazy("Denegaciones tácitas (silencio)"),
    "silencios_sin_respuesta": gettext_lazy("De ellas, sin respuesta al corte"),
    "entregado": gettext_lazy("Entregada toda la información"),
    "en_parte": gettext_lazy("Entregada en parte"),
    "ya_publico": gettext_lazy("Ya estaba publicada"),
    "no_lo_tiene": gettext_lazy("La institución no la tiene"),
    "denegado": gettext_lazy("Denegada por resolución"),
    "denegados_por_reserva": gettext_lazy("Resoluciones que citan una ley de reserva"),
    "denegados_por_otro_motivo": gettext_lazy("Resoluciones con otro motivo"),
    "respuesta_dias": gettext_lazy("Respuestas por días hábiles que tardaron"),
    "atraso_dias": gettext_lazy("Respuestas tardías por días hábiles de atraso"),
    "retiro_dias": gettext_lazy("Retiros por días hábiles desde la presentación"),
    "derivados": gettext_lazy("Derivados a otra institución"),
    "derivacion_dias": gettext_lazy("Derivaciones por días hábiles desde la presentación"),
    "aclaraciones_pedidas": gettext_lazy("Aclaraciones pedidas"),
    "aclaraciones_recibidas": gettext_lazy("Aclaraciones recibidas"),
    "aclaracion_dias": gettext_lazy("Aclaraciones por días hábiles que tardaron"),
    "reconsideraciones": gettext_lazy("Reconsideraciones presentadas"),
    "reconsideraciones_a_tiempo": gettext_lazy("Reconsideraciones decididas a tiempo"),
    "reconsideracion_admitida": gettext_lazy("Reconsideraciones admitidas"),
    "reconsideracion_rechazada": gettext_lazy("Reconsideraciones rechazadas"),
    "reconsideracion_sin_decision": gettext_lazy("Reconsideraciones sin decisión en plazo"),
    "juicios": gettext_lazy("Acciones judiciales presentadas"),
    "juicio_con_orden": gettext_lazy("Sentencias que ordenan entregar"),
    "juicio_rechazado": gettext_lazy("Acciones judiciales rechazadas"),
    "ordenes_cumplidas": gettext_lazy("Órdenes judiciales cumplidas"),
    "valoracion_completa": gettext_lazy("Valoraciones: completa"),
    "valoracion_parcial": gettext_lazy("Valoraciones: parcial"),
    "valoracion_otra_cosa": gettext_lazy("Valoraciones: no es lo que pedí"),
    "llamados_de_atencion": gettext_lazy("Llamados de atención de la Dirección"),
    "observaciones": gettext_lazy("Observaciones de la Dirección"),
    "expedientes_notificados": gettext_lazy("Expedientes de incumplimiento notificados"),
    "sumarios_ordenados": gettext_lazy("Sumarios ordenados"),
    "expedientes_con_resultado": gettext_lazy("Expedientes con resultado"),
    "expedientes_cerrados": gettext_lazy("Expedientes cerrados"),
    "advertencias_respondidas": gettext_lazy("De ellos, respondidos en el período"),
}
TRAITS = {"canal": Channel, "idioma": Language}


def label_of(key: str) -> str:
    """Return the words of a key; a histogram's say how many business days."""
    name, _dot, days = key.partition(".")
    words = str(LABELS.get(name, name))
    return _("%(words)s: %(days)s") % {"words": words, "days": days} if days else words
