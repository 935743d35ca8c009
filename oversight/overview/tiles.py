"""A map of departments as equal tiles: where each lies beside the others, not how large it is.

The arrangement is our own. Every tile says its name and its figure, so that colour never speaks
alone, and the table beside the map says the same.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from look.figures.charts import FONT, INK
from look.figures.measures import Share
from look.figures.tables import percent

# Column and row of each department, from the north-west.
TILES: Mapping[str, tuple[int, int]] = {
    "Boquerón": (0, 0),
    "Alto Paraguay": (1, 0),
    "Presidente Hayes": (1, 1),
    "Concepción": (2, 1),
    "Amambay": (3, 1),
    "San Pedro": (2, 2),
    "Canindeyú": (3, 2),
    "Asunción": (0, 3),
    "Cordillera": (1, 3),
    "Caaguazú": (2, 3),
    "Alto Paraná": (3, 3),
    "Central": (0, 4),
    "Paraguarí": (1, 4),
    "Guairá": (2, 4),
    "Caazapá": (3, 4),
    "Ñeembucú": (0, 5),
    "Misiones": (1, 5),
    "Itapúa": (3, 5),
}
SHORT = {"Presidente Hayes": "Pdte. Hayes"}
ROWS, HEIGHT, GAP, WIDTH = 6, 58, 4, 24.0
# From which rate on a tile is darker, and the ink that is read on it.
STEPS = ((90.0, "#0b5c3f", "#fff"), (75.0, "#bfe0d2", INK), (0.0, "#f6d7c3", INK))
NO_RATE = ("#eceff3", INK)


def drawn(rates: Mapping[str, Share]) -> SafeString:
    """Return the map of in-term rates by department; one without requests says so."""
    tiles = [_tile(name, rates.get(name, Share(0, 0))) for name in TILES]
    return format_html(
        '<svg role="img" aria-labelledby="mapa-title mapa-desc" width="100%" height="{}"'
        ' font-family="{}" focusable="false"><title id="mapa-title">{}</title>'
        '<desc id="mapa-desc">{}</desc>{}</svg>',
        ROWS * HEIGHT,
        FONT,
        _("Respondidos a tiempo, por departamento"),
        _("Un cuadro por departamento, todos del mismo tamaño. La tabla dice las mismas cifras."),
        format_html_join("", "{}", ((tile,) for tile in tiles)),
    )


def _tile(name: str, share: Share) -> SafeString:
    column, row = TILES[name]
    left, top = column * 25.0, row * HEIGHT
    fill, ink = _colours(share)
    return format_html(
        '<rect x="{}%" y="{}" width="{}%" height="{}" fill="{}"></rect>'
        '<text x="{}%" y="{}" dx="5" fill="{}" font-size="12">{}</text>'
        '<text x="{}%" y="{}" dx="5" fill="{}" font-size="16" font-weight="700">{}</text>',
        *(left, top, WIDTH, HEIGHT - GAP, fill),
        *(left, top + 20, ink, SHORT.get(name, name)),
        *(left, top + 42, ink, percent(share)),
    )


def _colours(share: Share) -> tuple[str, str]:
    if share.percent is None:
        return NO_RATE
    return next((fill, ink) for least, fill, ink in STEPS if share.percent >= least)
