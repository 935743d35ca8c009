"""Finding words in what a request says, with or without accents, in either database."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, CharField, F, Func, Value
from django.db.models.functions import Concat
from django.db.models.sql.compiler import SQLCompiler

from offices.names import fold
from requests_app.models.request import InformationRequestQuerySet

MOST_WORDS = 8
LONGEST_WORD = 60
# Each plain letter with those of Spanish and Guaraní that stand on it.
_ACCENTED = {
    "a": "áãÁÃ",
    "e": "éẽÉẼ",
    "i": "íĩÍĨ",
    "n": "ñÑ",
    "o": "óõÓÕ",
    "u": "úüũÚÜŨ",
    "y": "ỹỸ",
}
# The apostrophes of Guaraní and the tilde on its g, which has no letter of its own.
_MAY_FOLLOW = "['’‘`´ʼ\u0303]?"


class Says(Func):
    """Whether a text has a folded word in it, whole or as a part of another.

    The word has small letters and digits only: neither pattern language finds a sign in it.
    """

    output_field = BooleanField()

    def __init__(self, text: Any, word: str = "") -> None:
        super().__init__(text)
        self.word = word

    @property
    def _letters(self) -> list[str]:
        # Each letter stands for all its forms.
        return [f"[{sign}{sign.upper()}{_ACCENTED.get(sign, '')}]" for sign in self.word]

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, list[Any]]:
        """A pattern is ten times faster than folding every text in the database."""
        text, params = compiler.compile(self.get_source_expressions()[0])
        return f"({text}) ~ %s", [*params, "".join(f"{one}{_MAY_FOLLOW}" for one in self._letters)]

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        """The same with the only pattern SQLite has, where nothing may follow a letter."""
        text, params = compiler.compile(self.get_source_expressions()[0])
        sql = f"REPLACE(REPLACE({text}, %s, ''), %s, '') GLOB %s"
        return sql, (*params, "'", "’", f"*{''.join(self._letters)}*")


def saying(rows: InformationRequestQuerySet, text: str) -> InformationRequestQuerySet:
    """Return those whose number, subject or text has every word of `text`, or a part of a word.

    Nothing that can be searched finds nothing.
    """
    words = [word[:LONGEST_WORD] for word in fold(text).split()[:MOST_WORDS]]
    if not words:
        return rows.none()
    parts = (F("number"), Value(" "), F("subject"), Value(" "), F("description"))
    said = Concat(*parts, output_field=CharField())
    return rows.filter(*(Says(said, word) for word in words))
