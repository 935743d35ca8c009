"""What each figure counts, in the words of every page, paper and file."""

from __future__ import annotations

from django.utils.translation import gettext as _


def definitions() -> list[str]:
    """Return one sentence a definition, the general ones first."""
    return [
        _(
            "Recibidos, cerrados, retirados y pendientes se cuentan en la institución a la que se "
            "pidió primero, una sola vez aunque el pedido se derive. Lo demás, en la competente."
        ),
        _(
            "Un pedido se cierra con lo primero que ocurra: respuesta, denegación por resolución, "
            "retiro o silencio. Por eso: pendientes al empezar + recibidos = cerrados + "
            "pendientes al terminar."
        ),
        _(
            "El silencio deniega al terminar el último día del plazo (Ley 5282/2014, art. 20) y "
            "sigue contado aunque la respuesta llegue después."
        ),
        _(
            "Entregada, en parte, ya publicada, no la tiene y denegada: la primera respuesta "
            "final, en el mes en que se dio. Lo que dé después un recurso se cuenta entre los "
            "recursos."
        ),
        _(
            "Respondidos a tiempo: de los plazos que vencieron en el período, cuántos tuvieron "
            "respuesta hasta el último día. Con menos de diez no se da porcentaje ni puesto."
        ),
        _(
            "Los días son hábiles. La mediana es el día en que llegó la mitad de las respuestas; "
            "«9 de cada 10», el día en que llegó el noventa por ciento."
        ),
        _(
            "Los expedientes de incumplimiento se cuentan desde que se notifican, y solo para todo "
            "el Estado."
        ),
        _("Recursos, acciones judiciales y valoraciones se cuentan en el mes en que ocurrieron."),
        _(
            "Registrados después del corte de su mes: papeles que se anotaron cuando su mes ya "
            "estaba congelado. El mes no cambia; el siguiente empieza con ellos."
        ),
        _(
            "Por medio y por idioma se cuenta solo para todo el Estado, y no se muestra lo que "
            "señalaría a menos de cinco personas."
        ),
    ]
