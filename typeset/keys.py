"""Keys that verify what was printed: random, short enough to copy by hand, read forgivingly."""

import re
import secrets

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else
_LENGTH = 20  # 30 symbols: 98 bits
_GROUP = 5
_KEY = re.compile(rf"[{_ALPHABET}]{{{_LENGTH}}}")


def new_key() -> str:
    """Return a key nobody can guess, as it is kept: 20 symbols without hyphens."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def printed(key: str) -> str:
    """Return the key as people read it, in groups of five."""
    return "-".join(key[start : start + _GROUP] for start in range(0, len(key), _GROUP))


def read(text: str) -> str | None:
    """Return the key somebody typed, in any case and with any blanks or hyphens, or None."""
    symbols = re.sub(r"[\s–—-]+", "", text).upper()
    return symbols if _KEY.fullmatch(symbols) else None
