"""Charts drawn on the server as SVG: no script, no style attribute, text that never shrinks.

Widths are percentages and heights are pixels, without a view box: the chart takes the width it
is given and its letters keep their size, on a telephone as on a desk. Everything a chart shows is
also in the table beside it; to assistive technology a chart is an image with a title and a
description.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from look.templatetags.look import number

INK = "#0b0c0c"
QUIET = "#4a5259"
LINE = "#b4c1d6"
TONES = {"plain": "#1d3c72", "good": "#0f6b4a", "late": "#a8430b"}
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"

# Horizontal bars: where bars begin and how far the longest goes, in % of the width; the rest is
# for the words before and the figure after.
BARS_FROM, BARS_SPAN = 36.0, 32.0
ROW, BAR = 34, 22
# Columns: the words of the scale take the first part; heights in pixels.
COLUMNS_FROM, COLUMNS_SPAN = 13.0, 86.0
TOP, PLOT, FOOT = 24, 160, 30
# Above columns there is room for short figures only, and below them for few names.
MOST_FIGURES, LONGEST_FIGURE, MOST_NAMES = 13, 3, 4
NICE_STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its words, its size (None: nothing to show) and its figure in words."""

    label: str
    value: float | None
    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What is drawn: `name` makes ids unique on the page, `limit` draws a line after that many
    bars, `top` fixes the height of the scale (100 for percentages)."""

    name: str
    title: str
    description: str
    bars: Sequence[Bar]
    limit: int | None = None
    top: float | None = None


def rows(chart: Chart) -> SafeString:
    """Return horizontal bars, one below the other, each with its words and its figure."""
    longest = max((bar.value or 0 for bar in chart.bars), default=0) or 1
    drawn = [_row(index, bar, longest) for index, bar in enumerate(chart.bars)]
    if chart.limit is not None:
        drawn.append(_limit(chart.limit))
    return _frame(chart, drawn, height=ROW * len(chart.bars) + 6)


def _row(index: int, bar: Bar, longest: float) -> SafeString:
    top = index * ROW
    span = BARS_SPAN * (bar.value or 0) / longest
    return format_html(
        '<text x="0" y="{}" fill="{}">{}</text>'
        '<rect x="{}%" y="{}" width="{}%" height="{}" fill="{}"></rect>'
        '<text x="{}%" y="{}" dx="8" fill="{}" font-size="15" font-weight="700">{}</text>',
        *(top + 22, INK, bar.label),
        *(_places(BARS_FROM), top + 6, _places(max(span, 0.4)), BAR, TONES[bar.tone]),
        *(_places(BARS_FROM + span), top + 22, INK, bar.text),
    )


def _limit(after: int) -> SafeString:
    return format_html(
        '<line x1="0" y1="{0}" x2="100%" y2="{0}" stroke="{1}" stroke-width="2"'
        ' stroke-dasharray="6 4"></line>',
        *(after * ROW + 1, QUIET),
    )


def columns(chart: Chart) -> SafeString:
    """Return vertical columns against a scale, for a series in time."""
    highest = max((bar.value or 0 for bar in chart.bars), default=0)
    top = chart.top or _nice(highest)
    drawn = [_scale_line(share, top) for share in (0.0, 0.5, 1.0)]
    shows_figures = len(chart.bars) <= MOST_FIGURES and all(
        len(bar.text) <= LONGEST_FIGURE for bar in chart.bars
    )
    step = -(-len(chart.bars) // MOST_NAMES) or 1
    width = COLUMNS_SPAN / max(len(chart.bars), 1)
    for index, bar in enumerate(chart.bars):
        drawn.append(_column(COLUMNS_FROM + index * width, width, bar, top))
        if shows_figures:
            drawn.append(_figure(COLUMNS_FROM + (index + 0.5) * width, bar, top))
        if index % step == 0:
            drawn.append(_name(COLUMNS_FROM + index * width, bar.label))
    return _frame(chart, drawn, height=TOP + PLOT + FOOT)


def _column(left: float, width: float, bar: Bar, top: float) -> SafeString:
    height = PLOT * (bar.value or 0) / top
    return format_html(
        '<rect x="{}%" y="{}" width="{}%" height="{}" fill="{}"></rect>',
        *(_places(left + width * 0.12), _places(TOP + PLOT - height)),
        *(_places(width * 0.76), _places(height), TONES[bar.tone]),
    )


def _figure(middle: float, bar: Bar, top: float) -> SafeString:
    height = PLOT * (bar.value or 0) / top
    return format_html(
        '<text x="{}%" y="{}" fill="{}" font-size="12" text-anchor="middle"'
        ' stroke="#fff" stroke-width="3" paint-order="stroke">{}</text>',
        *(_places(middle), _places(TOP + PLOT - height - 5), INK, bar.text),
    )


def _name(left: float, label: str) -> SafeString:
    return format_html(
        '<text x="{}%" y="{}" fill="{}" font-size="14">{}</text>',
        *(_places(left), TOP + PLOT + 20, INK, label),
    )


def _scale_line(share: float, top: float) -> SafeString:
    height = TOP + PLOT * (1 - share)
    return format_html(
        '<line x1="{}%" y1="{y}" x2="100%" y2="{y}" stroke="{}"></line>'
        '<text x="{}%" y="{}" dx="-8" fill="{}" font-size="14" text-anchor="end">{}</text>',
        *(_places(COLUMNS_FROM), QUIET if share == 0 else LINE),
        *(_places(COLUMNS_FROM), _places(height + 5), QUIET, _round_figure(top * share)),
        y=_places(height),
    )


def _nice(highest: float) -> float:
    """Return the least even round number that is not below `highest`: 2, 4, 6 … 30, 40, 50."""
    size = 1
    while True:
        for step in NICE_STEPS:
            half = step * size
            if 2 * half >= highest and half == int(half):
                return 2 * half
        size *= 10


def _frame(chart: Chart, drawn: Sequence[SafeString], *, height: int) -> SafeString:
    # A class would bring the style sheet's `height: auto`, which has no sense without a view box.
    return format_html(
        '<svg role="img" aria-labelledby="{name}-title {name}-desc" width="100%" height="{height}"'
        ' font-family="{font}" font-size="16" focusable="false">'
        '<title id="{name}-title">{title}</title><desc id="{name}-desc">{desc}</desc>{drawn}</svg>',
        name=chart.name,
        height=height,
        font=FONT,
        title=chart.title,
        desc=chart.description,
        drawn=format_html_join("", "{}", ((part,) for part in drawn)),
    )


def _places(value: float) -> str:
    """A coordinate as SVG wants it, whatever the language of the page."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _round_figure(value: float) -> str:
    return number(value, 0 if value == int(value) else 1)
