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
_FROM = "".join(_ACCENTED.values())
_TO = "".join(plain * len(accented) for plain, accented in _ACCENTED.items())
# The apostrophes of Guaraní and the tilde on its g, which has no letter of its own.
_TAKEN_OUT = "'’‘`´ʼ\u0303"


class Says(Func):
    """Whether a text has a folded word in it, whole or as a part of another.

    The word has small letters and digits only: neither pattern language finds a sign in it.
    """

    output_field = BooleanField()

    def __init__(self, text: Any, word: str = "") -> None:
        super().__init__(text)
        self.word = word

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, list[Any]]:
        """Fold the text in the database and look for the word in it."""
        text, params = compiler.compile(self.get_source_expressions()[0])
        sql = f"LOWER(TRANSLATE({text}, %s, %s)) LIKE %s"
        return sql, [*params, _FROM + _TAKEN_OUT, _TO, f"%{self.word}%"]

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        """SQLite cannot fold: each letter of the word stands for all its forms."""
        text, params = compiler.compile(self.get_source_expressions()[0])
        letters = (f"[{sign}{sign.upper()}{_ACCENTED.get(sign, '')}]" for sign in self.word)
        sql = f"REPLACE(REPLACE({text}, %s, ''), %s, '') GLOB %s"
        return sql, (*params, "'", "’", f"*{''.join(letters)}*")


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
