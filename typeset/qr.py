"""The square codes that lead from a printed page to its address."""

import io

import segno

_QUIET_ZONE = 2
_SCALE = 8


def svg(address: str) -> str:
    """Return the code of `address` as a drawing without text."""
    buffer = io.BytesIO()
    _code(address).save(buffer, kind="svg", border=_QUIET_ZONE, xmldecl=False)
    return buffer.getvalue().decode()


def png(address: str) -> bytes:
    """Return the code of `address` as a picture, for word processors."""
    buffer = io.BytesIO()
    _code(address).save(buffer, kind="png", border=_QUIET_ZONE, scale=_SCALE)
    return buffer.getvalue()


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error="m", micro=False)
