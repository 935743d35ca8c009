"""What Paraguay's cédulas, RUC, telephones, e-mails and accounts look like in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

# Paraguay's companies and institutions have a RUC from here on; natural persons, their cédula.
FIRST_COMPANY_RUC = 80_000_000
# How far before a number its meaning is looked for, in characters.
CONTEXT = 40
_RUC_MODULUS = 11
_LUHN_MODULUS = 10
_IBAN_MODULUS = 97
_SHORTEST_NAME = 3

EMAIL = re.compile(
    r"[\w.+%-]{1,64}(?:@|\s?[(\[]?\b(?:arroba|at)\b[)\]]?\s?)[a-z0-9-]+(?:\.[a-z0-9-]+)+",
    re.IGNORECASE,
)
# Mobile 09xx and fixed lines 0xx or 0xxx, with or without +595, blanks, dots, hyphens, brackets.
PHONE = re.compile(
    r"(?<![\w.])(?:\+?595[\s.-]?\(?0?|\(?0)(?:9[6-9]\d|[2-8]\d{1,2})\)?[\s./-]{0,2}"
    r"\d{3}[\s.-]?\d{2,4}(?:[\s.-]?\d{2})?(?![\w])"
)
RUC = re.compile(r"(?<![\w.,-])(\d{1,2}(?:\.\d{3}){2}|\d{3}\.\d{3}|\d{5,8})\s?-\s?(\d)(?![\w-])")
NUMBER = re.compile(
    r"(?<![\w.,/-])(?:\d{1,2}(?:\.\d{3}){2}|\d{2,3}\.\d{3}|\d{5,8})(?![\w/]|[.,]\d)"
)
DOTTED_MILLIONS = re.compile(r"\d{1,2}\.\d{3}\.\d{3}")
ACCOUNT = re.compile(r"(?<![\w.])\d(?:[ .-]?\d){5,24}(?!\w)")
LONG_NUMBER = re.compile(r"(?<![\w.])(?:[A-Z]{2})?\d(?:[ -]?\d){14,27}(?!\w)")
_ACCENT = re.compile(r"[\u0300-\u036f]+")
_WORD = re.compile(r"[\w\u0300-\u036f]+")

# Each is searched in a folded text: lower case, no accents.
SAYS_DOCUMENT = re.compile(
    r"\b(?:c\.?\s?i\.?|cedulas?|documentos?|dni|identidad|pasaporte)\b(?!.*[;\n])"
)
SAYS_ACCOUNT = re.compile(r"\b(?:cuentas?|cta|cbu|iban|ahorros?|tarjeta)\b(?!.*[;\n])")
SAYS_MONEY = re.compile(
    r"(?:\b(?:gs|guaranies|usd|monto|suma|valor|precio|pyg)\b|[₲$])[\s.:]*\S*\s*$"
)
SAYS_MONEY_AFTER = re.compile(r"^\s*(?:gs|guaranies|usd|dolares|habitantes|metros|ha|km)\b")
# Words of names and of addresses that say nothing of anybody.
COMMON_WORDS = frozenset(
    re.findall(
        r"\S+",
        "de del la las los el y e da do dos san santa calle avenida avda av barrio casa numero "
        "nro no n km ruta edificio piso depto departamento ciudad esquina esq entre casi compania",
    )
)


def is_ruc(digits: str, check_digit: str) -> bool:
    """Say whether the check digit is right: modulo 11 with weights from 2, as the DNIT counts."""
    total = sum(int(digit) * weight for weight, digit in enumerate(reversed(digits), start=2))
    rest = total % _RUC_MODULUS
    return int(check_digit) == (_RUC_MODULUS - rest if rest > 1 else 0)


def is_luhn(digits: str) -> bool:
    """Say whether the digits end in the check digit that payment cards have."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % _LUHN_MODULUS == 0


def is_iban(text: str) -> bool:
    """Say whether an international account number has its check digits right: modulo 97."""
    letters = "".join(filter(str.isalnum, text)).upper()
    if not letters.isascii():
        return False
    number = "".join(str(int(letter, 36)) for letter in letters[4:] + letters[:4])
    return int(number) % _IBAN_MODULUS == 1


def fold(text: str) -> str:
    """Return the text in lower case without accents; it may have another length."""
    if text.isascii():
        return text.lower()
    return _ACCENT.sub("", unicodedata.normalize("NFD", text.casefold()))


def before(text: str, start: int) -> str:
    """Return, folded, what stands just before a place in the text."""
    return fold(text[max(start - CONTEXT, 0) : start])


def after(text: str, end: int) -> str:
    """Return, folded, what stands just after a place in the text."""
    return fold(text[end : end + CONTEXT])


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word, folded, with where it starts and ends in the text."""
    for found in _WORD.finditer(text):
        yield fold(found[0]), *found.span()


def telling_words(name: str) -> set[str]:
    """Return the words of a name that could recognise somebody, folded."""
    own = {folded for folded, _start, _end in words(name)} - COMMON_WORDS
    return {word for word in own if len(word) >= _SHORTEST_NAME}


def places_of_number(text: str, value: str, *, shortest: int) -> Iterator[tuple[int, int]]:
    """Yield where the digits of a known document or telephone stand, however they are grouped."""
    digits = "".join(filter(str.isdecimal, value)).removeprefix("595").lstrip("0")
    if len(digits) < shortest:
        return
    grouped = r"[\s.,/()-]{0,2}".join(map(re.escape, digits))
    for found in re.finditer(rf"(?<!\d)(?:\+?595[\s.-]?)?\(?0?{grouped}(?!\d)", text):
        yield found.span()


def places_of_address(text: str, address: str) -> Iterator[tuple[int, int]]:
    """Yield where two words of a known address stand together as they do in it.

    Its last part, the city, is left: half the requests name it.
    """
    parts = [part for part in re.split(r"[,;\n]", address) if part.strip()]
    if len(parts) > 1:
        parts.pop()
    pairs = {
        (first[0], second[0])
        for part in parts
        for first, second in pairwise(words(part))
        if not {first[0], second[0]} <= COMMON_WORDS
    }
    if not pairs:
        return
    for first, second in pairwise(words(text)):
        if (first[0], second[0]) in pairs:
            yield first[1], second[2]
