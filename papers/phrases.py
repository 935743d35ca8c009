"""How papers say dates and citations: in Spanish, whatever the language of the page."""

from datetime import date, datetime

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import override

from law.articles import Article
from law.rule_set import Rule

LANGUAGE = "es"
# What the access office of an institution is called beside a signature.
OFFICE = "oficina de acceso a la información"
_DATE = r"l j \d\e F \d\e Y"
_INSTANT = r"l j \d\e F \d\e Y, H:i"


def legal_date(day: date | None) -> str:
    """Return "jueves 23 de julio de 2026"; nothing for no date."""
    if day is None:
        return ""
    with override(LANGUAGE):
        return formats.date_format(day, _DATE)


def legal_instant(at: datetime) -> str:
    """Return a UTC instant as the local date and hour of Paraguay."""
    with override(LANGUAGE):
        return formats.date_format(localtime(at), _INSTANT)


def cite(article: Article | str, *, verified: bool) -> str:
    """Return a citation, marked when counsel has not confirmed the reading."""
    return str(article) if verified else f"{article}, por confirmar"


def cite_rule(rule: Rule) -> str:
    """Return the citation behind a rule, with the other provisions it leans on."""
    return cite("; ".join(map(str, (rule.article, *rule.also))), verified=rule.verified)


def reading(rule: Rule) -> str:
    """Return what a rule says and where it says it."""
    return f"{rule.reading.removesuffix('.')} ({cite_rule(rule)})."
