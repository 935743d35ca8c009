"""What the search knows: the stemmed public words of each request, and how words are spelt."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from requests_app.models.request import InformationRequest

# Stemmed words that must stand one after the other; most often a single one.
Phrase = tuple[str, ...]
# Phrases that must all be there, or all those of another alternative.
Wanted = tuple[tuple[Phrase, ...], ...]

TEXT_TABLE = "requests_app_searchtext"
LONGEST_WORD = 40


class WordsField(models.TextField[str, str]):
    """Stemmed words between blanks, one at each end, that the `says` look-up finds by index."""


@WordsField.register_lookup
class Says(models.Lookup[Any]):
    """`words__says=Wanted`, through the tsvector of PostgreSQL or the FTS5 table of SQLite.

    Words hold only lower-case letters of English and digits, so quoting them leaves nothing to
    either query language. Raises ValueError for any other word.
    """

    lookup_name = "says"
    prepare_rhs = False

    def as_postgresql(
        self, compiler: SQLCompiler, _connection: BaseDatabaseWrapper
    ) -> tuple[str, list[str]]:
        """Compare the generated column with a tsquery."""
        alias = compiler.quote_name_unless_alias(self.lhs.alias)
        return f'{alias}."document" @@ %s::tsquery', [_joined(self.rhs, "'", " <-> ", "&", "|")]

    def as_sqlite(
        self, compiler: SQLCompiler, _connection: BaseDatabaseWrapper
    ) -> tuple[str, list[str]]:
        """Look the rows up in the full-text table."""
        alias = compiler.quote_name_unless_alias(self.lhs.alias)
        found = f"SELECT rowid FROM {TEXT_TABLE} WHERE {TEXT_TABLE} MATCH %s"  # noqa: S608  our own name
        sql = f'{alias}."info_request_id" IN ({found})'
        return sql, [_joined(self.rhs, '"', " + ", "AND", "OR")]


def _joined(wanted: Wanted, quote: str, then: str, every: str, either: str) -> str:
    for word in (word for phrases in wanted for phrase in phrases for word in phrase):
        if not (word.isascii() and word.isalnum()):
            raise ValueError("a stemmed word has only letters and digits")
    return f" {either} ".join(
        "("
        + f" {every} ".join(
            "(" + then.join(f"{quote}{word}{quote}" for word in phrase) + ")" for phrase in phrases
        )
        + ")"
        for phrases in wanted
    )


class SearchEntry(models.Model):
    """The words of what anybody may read of one request. Who may not be found has no entry."""

    info_request = models.OneToOneField(
        InformationRequest, models.CASCADE, primary_key=True, related_name="search_entry"
    )
    subject = models.TextField()
    words = WordsField()

    class Meta:
        verbose_name = _("entrada del buscador")
        verbose_name_plural = _("entradas del buscador")

    def __str__(self) -> str:
        return str(self.pk)


class KnownWord(models.Model):
    """One spelling met in public texts; what is typed wrong is read as the closest of them."""

    spelling = models.CharField(max_length=LONGEST_WORD, primary_key=True)
    stem = models.CharField(max_length=LONGEST_WORD, db_index=True)

    class Meta:
        verbose_name = _("palabra conocida")
        verbose_name_plural = _("palabras conocidas")

    def __str__(self) -> str:
        return self.spelling


class WordSlip(models.Model):
    """A known word as written and as it sounds, whole and without each of its letters: two words
    one slip apart share one of these."""

    word = models.ForeignKey(KnownWord, models.CASCADE, related_name="slips")
    key = models.CharField(max_length=LONGEST_WORD)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "word"], name="each_slip_once_per_word")
        ]
        verbose_name = _("variante de palabra")
        verbose_name_plural = _("variantes de palabras")

    def __str__(self) -> str:
        return self.key


class SuggestionDay(models.Model):
    """How often, on one day, published answers were offered to who was about to ask. Only sums."""

    day = models.DateField(_("día"), primary_key=True)
    shown = models.PositiveIntegerField(_("veces mostradas"), default=0)
    opened = models.PositiveIntegerField(_("respuestas abiertas"), default=0)
    continued = models.PositiveIntegerField(_("siguieron con su pedido"), default=0)

    class Meta:
        ordering = ["-day"]
        verbose_name = _("sugerencias de un día")
        verbose_name_plural = _("sugerencias por día")

    def __str__(self) -> str:
        return self.day.isoformat()
