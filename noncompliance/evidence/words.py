"""What every bundle says in the same words: how to check it, and what it does not prove."""

from __future__ import annotations


def _paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, each on one line."""
    return tuple(" ".join(part.split()) for part in text.strip().split("\n\n"))


(PROPOSES,) = _paragraphs(
    """
Este legajo reúne hechos y propone. No es una sanción ni una conclusión sobre ninguna persona:
decide la autoridad competente, después de oír a la institución. No se publica.
"""
)
(POSSIBLE,) = _paragraphs(
    """
«Posible» quiere decir que una norma vigente el día de cada acto prevé esa consecuencia, si la
autoridad competente, previo el procedimiento que corresponda, encuentra responsable a alguien.
No es una conclusión del sistema ni de la Dirección, y el sistema no impone nada. «Por
confirmar» señala lecturas de la norma que un profesional del derecho todavía no confirmó.
"""
)
(OWN_REGIME,) = _paragraphs(
    """
El personal de esta institución tiene un régimen disciplinario propio. El expediente termina en
un informe a la institución: la Dirección no señala sanciones.
"""
)
CHECKS = _paragraphs(
    """
Este PDF sale de los datos de un archivo zip que guarda la Dirección, para quien deba decidir.

En el zip, «manifiesto.txt» tiene la huella SHA-256 de cada archivo, y por cada pedido hay una
carpeta con sus hechos (eventos.jsonl), sus avisos, sus responsables y sus plazos día por día.

Con Python instalado, sin red y sin este sistema, escriba «python3 verificar.py» en la carpeta
del zip. Recalcula las huellas y la cadena de cada pedido, y dice VERDE o ROJO, con el primer
hecho que no coincide.

A mano: la huella de un hecho es el SHA-256 de la huella anterior (32 bytes) seguida de su texto
(UTF-8), tal como está en eventos.jsonl.

Las últimas huellas de cada pedido están impresas al final de su capítulo. Quien tenga otro
ejemplar, o acceso al sistema, puede compararlas.

La Dirección guarda la huella SHA-256 de cada ejemplar entregado, con la fecha y quién lo tomó:
así se prueba que un legajo es el que se entregó.
"""
)
LIMITS = _paragraphs(
    """
No prueba nada de lo que nunca se registró en el sistema: una llamada, un correo directo o una
entrega en mano que nadie anotó no está aquí.

Las huellas prueban que lo anotado no cambió desde que se anotó. No prueban que lo anotado haya
sido cierto.

Si alguien con todo el control del servidor rehiciera una historia entera, con todas sus
huellas, esta prueba no lo notaría. Lo notaría la comparación con un ejemplar anterior o con
puntos de control publicados.

«Enviado» quiere decir que un servidor de correo aceptó el aviso, no que alguien lo leyó. El
aviso en el buzón del sistema queda hecho aunque no se lea.

Los cargos y ausencias son los que la institución registró. Tener un cargo un día no prueba que
esa persona haya tenido el pedido en sus manos.

Los plazos se contaron con los feriados y asuetos cargados en la versión del calendario que se
cita. Si una norma cambia ese calendario, la cuenta puede cambiar y queda dicho.

La identidad de quien pidió no está en este legajo, ni el juzgado o el número de una causa que
podría nombrarla. Lo que un texto podía revelar se tachó y dice «[tachado]».
"""
)
(THE_LAW,) = _paragraphs(
    """
Cualquier persona puede pedir información a una institución pública, que debe responder dentro
de un plazo en días hábiles (Ley 5282/2014, art. 16). Si no responde, la ley tiene el pedido por
denegado desde el día siguiente (art. 20). Esa «denegación tácita» no se borra aunque la
institución responda después.
"""
)
