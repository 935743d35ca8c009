"""How names are compared: lower case, without accents, apostrophes or punctuation."""

import re
import unicodedata

_APOSTROPHES = re.compile("['’‘`´ʼ]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return the words of `text` as anyone might type them: "Ñemby, Yby Ya’ú" → "nemby yby yau"."""
    # Apostrophes go first: the acute accent, typed for one, would decompose into a blank.
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
    # Lower case can hold composed letters again, hence twice.
    lower = unicodedata.normalize("NFKD", decomposed.casefold())
    letters = "".join(char for char in lower if not unicodedata.combining(char))
    return _BETWEEN_WORDS.sub(" ", _APOSTROPHES.sub("", letters)).strip()
