"""The pages that the offices' guide shows, each with the picture it gives and who looks at it."""

from __future__ import annotations

from typing import NamedTuple


class Stop(NamedTuple):
    """One page of the walk. `address` may name a request, {open}, {school}, {disputed} or
    {appealed}, or a mail, {mail}; `fills` are labels and texts typed before the picture is taken.
    """

    picture: str
    address: str
    who: str
    heading: str
    fills: tuple[tuple[str, str], ...] = ()


OFFICER, HEAD, AUTHORITY, CLERK, DIRECTOR = "officer", "head", "authority", "clerk", "director"

STOPS = (
    Stop("primeros-pasos", "/bandeja/primeros-pasos/", OFFICER, "Primeros pasos"),
    Stop("bandeja", "/bandeja/", OFFICER, "Bandeja"),
    Stop("calendario", "/bandeja/calendario/", OFFICER, "Calendario de vencimientos"),
    Stop("pedido", "/bandeja/{open}/", OFFICER, "Mantenimiento de la ruta PY02"),
    Stop("encargo", "/bandeja/{open}/encargar/", OFFICER, "Encargar algo a una unidad"),
    Stop("derivar", "/bandeja/{school}/derivar/", OFFICER, "Derivar a otra institución"),
    Stop("derivaciones", "/bandeja/derivaciones/", OFFICER, "Derivaciones"),
    Stop("correo", "/bandeja/correo/", OFFICER, "Correo recibido"),
    Stop("correo-decidir", "/bandeja/correo/{mail}/", OFFICER, "Pagos de la ruta PY02"),
    Stop("resultado", "/bandeja/{open}/responder/", OFFICER, "¿Qué responde la institución?"),
    Stop(
        "responder",
        "/bandeja/{open}/responder/partly_granted/",
        OFFICER,
        "Se entrega en parte",
        (("Respuesta", "Se entregan los pagos de 2023 a 2025, por empresa y por tramo."),),
    ),
    Stop("archivos", "/bandeja/{open}/archivos/responder/", OFFICER, "Archivos de la respuesta"),
    Stop("denegar", "/bandeja/{open}/denegar/", OFFICER, "Denegar por resolución fundada"),
    Stop("mesa", "/mesa/", CLERK, "Mesa de entrada"),
    Stop("de-palabra", "/mesa/registrar/verbal/", CLERK, "¿A qué institución le pide?"),
    Stop("jefatura", "/bandeja/jefatura/", HEAD, "Jefatura"),
    Stop("con-la-direccion", "/bandeja/con-la-direccion/", HEAD, "Con la Dirección de Acceso"),
    Stop("recurso", "/bandeja/{appealed}/recurso/", AUTHORITY, "¿Qué decide la máxima autoridad?"),
    Stop(
        "competencia",
        "/direccion/competencia/{disputed}/",
        DIRECTOR,
        "¿Qué institución debe responder?",
    ),
)
