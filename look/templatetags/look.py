"""Tags that say legal facts the same way on every page: dates, days left, stages, articles."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

# The closest reminder of the ladder: from here on the colour asks for attention.
SOON_DAYS = 3

STAGE_COLOURS = {
    "received": "",
    "in_progress": "govuk-tag--teal",
    "answered": "govuk-tag--green",
    "denied": "govuk-tag--red",
    "tacitly_denied": "govuk-tag--orange",
    "withdrawn": "govuk-tag--grey",
}

# Drawn as strokes in a 16 by 16 box; the shape differs, so colour never speaks alone.
ICONS = {
    "plenty": "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13zM8 4.5V8l2.5 2",
    "soon": "M4 1.5h8M4 14.5h8M5 1.5l6 13M11 1.5l-6 13",
    "today": "M8 1.5 15 14H1zM8 6v4M8 11.5v1",
    "late": "M5 1.5h6L14.5 5v6L11 14.5H5L1.5 11V5zM5.5 5.5l5 5M10.5 5.5l-5 5",
    "none": "M3 8h10",
}


def _pattern(name: str) -> str:
    """The language's pattern; a language whose catalogue is not installed takes the default's."""
    pattern = str(formats.get_format(name))
    default = settings.LANGUAGE_CODE
    return str(formats.get_format(name, lang=default)) if pattern == name else pattern


@register.filter
def legal_date(day: date | None) -> SafeString | str:
    """`<time datetime="2026-07-23">jueves 23 de julio de 2026</time>`; nothing for no date."""
    if not day:
        return ""
    words = formats.date_format(day, _pattern("LEGAL_DATE_FORMAT"))
    return format_html(
        '<time class="aip-date" datetime="{}">{}</time>', day.strftime("%Y-%m-%d"), words
    )


@register.filter
def legal_instant(at: datetime | None) -> SafeString | str:
    """A UTC instant as the local date and hour of Paraguay; nothing for no instant."""
    if not at:
        return ""
    local = localtime(at)
    words = formats.date_format(local, _pattern("LEGAL_INSTANT_FORMAT"))
    stamp = local.isoformat(timespec="seconds")
    return format_html('<time class="aip-date" datetime="{}">{}</time>', stamp, words)


@register.filter
def number(value: float | str | None, decimals: int | None = None) -> str:
    """A figure with the separators of the language: `1.234,5`; nothing for no figure.

    It is rounded here to `decimals` places, because Django's own formatting cuts them off.
    """
    if value is None or isinstance(value, str):
        return value or ""
    if decimals is not None:
        value = round(value, decimals)
    return formats.number_format(value, decimals, use_l10n=True, force_grouping=True)


def _urgency(days: int | None) -> str:
    if days is None:
        return "none"
    if days < 0:
        return "late"
    if days == 0:
        return "today"
    return "soon" if days <= SOON_DAYS else "plenty"


def _days_in_words(days: int | None) -> str:
    if days is None:
        return _("sin plazo en curso")
    if days == 0:
        return _("vence hoy")
    if days > 0:
        return ngettext("falta %(n)s día hábil", "faltan %(n)s días hábiles", days) % {"n": days}
    late = -days
    words = ngettext("venció hace %(n)s día hábil", "venció hace %(n)s días hábiles", late)
    return words % {"n": late}


@register.filter
def days_left(days: int | None) -> SafeString:
    """Business days left (negative: days late; None: no term runs) as icon, words and colour."""
    urgency = _urgency(days)
    return format_html(
        '<span class="aip-days aip-days--{}"><svg class="aip-days__icon" viewBox="0 0 16 16"'
        ' fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true"'
        ' focusable="false"><path d="{}"></path></svg>{}</span>',
        urgency,
        ICONS[urgency],
        _days_in_words(days),
    )


@register.simple_tag
def stage_tag(stage: str, label: str) -> SafeString:
    """The stage's words in the stage's colour; an unknown stage takes the neutral one."""
    colour = STAGE_COLOURS.get(str(stage), "govuk-tag--grey")
    return format_html('<strong class="govuk-tag {}">{}</strong>', colour, label)


@register.simple_tag
def article(citation: object, *, verified: bool | None = None) -> SafeString | str:
    """A citation, with "por confirmar" when counsel has not confirmed the reading.

    `verified` comes from the term or rule that cites it:
    `{% article term.article verified=term.verified %}`. Without it no mark is shown.
    """
    if not citation:
        return ""
    mark: SafeString | str = ""
    if verified is False:
        mark = format_html(' <span class="aip-article__open">{}</span>', _("por confirmar"))
    return format_html('<span class="aip-article">{}{}</span>', citation, mark)


class SummaryRow(NamedTuple):
    """One line of a summary list; `change_url` adds a link to change what was given."""

    label: str
    value: Any
    change_url: str = ""


@register.inclusion_tag("look/summary_list.html")
def summary_list(rows: Iterable[Sequence[Any]]) -> dict[str, list[SummaryRow]]:
    """Rows are `(label, value)` or `(label, value, change_url)`; values are escaped."""
    return {"rows": [SummaryRow(*row) for row in rows]}


@register.inclusion_tag("look/pager.html")
def pager(*, previous: str = "", following: str = "") -> dict[str, str]:
    """Links to the neighbouring keyset pages; nothing when there are none."""
    return {"previous": previous, "following": following}


@register.simple_block_tag(end_name="end_table_box")
def table_box(content: str, caption: str) -> SafeString:
    """Let a wide table scroll inside its own box, reachable by keyboard and named `caption`."""
    return format_html(
        '<div class="aip-scroll" role="region" aria-label="{}" tabindex="0">{}</div>',
        caption,
        content,
    )


@register.inclusion_tag("look/nav_item.html", takes_context=True)
def nav_item(
    context: template.Context, url_name: str, label: str, *, apart: str = ""
) -> dict[str, Any]:
    """One link of the navigation, marked when the reader is there.

    `apart` names, with blanks between, pages below it that have a link of their own. A name that
    does not resolve gives no link instead of an error: the error pages draw this navigation too,
    also when it is the address book itself that is broken.
    """
    url, request = _address(url_name), context.get("request")
    if not url:
        return {}
    is_apart = any(_place(request, _address(name), name) for name in apart.split())
    current = "" if is_apart else _place(request, url, url_name)
    return {"url": url, "label": label, "current": current}


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _place(request: HttpRequest | None, url: str, url_name: str) -> str:
    """`page` on the page itself, `true` on a page below it, else nothing (aria-current)."""
    if request is None or not url:
        return ""
    match = request.resolver_match
    if match is not None and match.view_name == url_name:
        return "page"
    return "true" if url != "/" and request.path.startswith(url) else ""
