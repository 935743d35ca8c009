"""Texts to answer with: those the fictional Directorate shares, and each office's own."""

from answering.library import Written
from answering.states import TextPart
from requests_app.states import Outcome

SHARED = (
    Written(
        name="Entrega completa",
        part=TextPart.TEXT,
        outcome=Outcome.GRANTED,
        text=(
            "En respuesta al pedido {numero}, presentado el {presentada}, le entregamos la "
            "información solicitada sobre «{asunto}».\n\n"
            "Encontrará los documentos adjuntos. Si falta algo o no se abre, puede decirlo desde "
            "la página de su pedido."
        ),
    ),
    Written(
        name="Entrega en parte",
        part=TextPart.TEXT,
        outcome=Outcome.PARTLY_GRANTED,
        text=(
            "En respuesta al pedido {numero}, le entregamos la información sobre «{asunto}», salvo "
            "las partes que se detallan con la ley y el artículo que las reservan."
        ),
    ),
    Written(
        name="La información ya es pública",
        part=TextPart.TEXT,
        outcome=Outcome.ALREADY_PUBLIC,
        text=(
            "La información que pide ya está publicada. Abajo le indicamos la fuente, el lugar y "
            "la forma de verla. Si no puede acceder, la oficina le ayuda: {oficina}."
        ),
    ),
    Written(
        name="Búsqueda sin resultado",
        part=TextPart.SEARCH_MADE,
        outcome=Outcome.NOT_HELD,
        text=(
            "Se buscó en los archivos y registros de {institucion}, en papel y electrónicos, hasta "
            "el {hoy}. Áreas consultadas: (complete). Resultado: no se encontró la información."
        ),
    ),
)

OWN = (
    Written(
        name="Saludo y despedida",
        part=TextPart.TEXT,
        outcome="",
        text=(
            "Le saludamos desde {oficina} de {institucion}.\n\n(Escriba aquí la respuesta.)\n\n"
            "Quedamos a su disposición. {hoy}."
        ),
    ),
    Written(
        name="Datos personales de terceros",
        part=TextPart.LEGAL_GROUNDS,
        outcome=Outcome.DENIED,
        text=(
            "La Constitución protege la intimidad de las personas y la ley reserva los datos que "
            "se piden. Entregarlos afectaría a quienes no son parte del pedido {numero}."
        ),
    ),
)

DENIAL = {
    "facts": "El expediente contiene datos de salud de funcionarias y funcionarios identificados.",
    "legal_grounds": "La ley reserva los datos personales sensibles de terceros.",
    "reserve_law": "Ley 6534/2020",
    "reserve_article": "4",
    "other_ground": "",
    "text": "Puede pedir la misma información sin los datos que identifican a las personas.",
}
ANSWER = {
    "text": (
        "Le entregamos las planillas de los últimos dos años.\n\n"
        "Falta confirmar con Finanzas el mes de diciembre antes de enviar."
    ),
}
RETURNED = (
    "Falta explicar por qué no alcanza con tachar los nombres. Complete los motivos de hecho."
)
