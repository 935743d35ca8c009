"""Finds what may be personal data in a request's text, for a person to decide before it is public.

Marks propose; they decide nothing. They err towards marking too much: a wrong mark costs the
officer a click, a missed one may publish somebody's telephone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.db import models
from django.utils.translation import gettext_lazy as _

STRUCK = "▇▇▇"
# How far before a number its meaning is looked for, in characters.
_CONTEXT = 40
_SHORTEST_NAME = 3
_SHORTEST_PHONE = 6
# Paraguay's companies and institutions have a RUC from here on; natural persons, their cédula.
_FIRST_COMPANY_RUC = 80_000_000
_RUC_MODULUS = 11

_EMAIL = re.compile(
    r"[\w.+%-]{1,64}(?:@|\s?\(?\b(?:arroba|at)\b\)?\s?)[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE
)
# Mobile 09xx and fixed lines 0xx or 0xxx, with or without +595, blanks, dots, hyphens, brackets.
_PHONE = re.compile(
    r"(?<![\w.])(?:\+?595[\s.-]?\(?0?|\(?0)(?:9[6-9]\d|[2-8]\d{1,2})\)?[\s./-]{0,2}"
    r"\d{3}[\s.-]?\d{2,4}(?:[\s.-]?\d{2})?(?![\w])"
)
_RUC = re.compile(r"(?<![\w.,-])(\d{1,2}(?:\.\d{3}){2}|\d{3}\.\d{3}|\d{5,8})\s?-\s?(\d)(?![\w-])")
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?:\d{1,2}(?:\.\d{3}){2}|\d{2,3}\.\d{3}|\d{5,8})(?![\w/]|[.,]\d)"
)
_DOTTED_MILLIONS = re.compile(r"\d{1,2}\.\d{3}\.\d{3}")
_ACCOUNT = re.compile(r"(?<![\w.])\d(?:[ .-]?\d){5,24}(?!\w)")
_LONG_NUMBER = re.compile(r"(?<![\w.])(?:[A-Z]{2})?\d(?:[ -]?\d){14,27}(?!\w)")
_WORD = re.compile(r"[\w\u0300-\u036f]+")

_SAYS_DOCUMENT = re.compile(
    r"\b(?:c\.?\s?i\.?|cedulas?|documentos?|dni|identidad|pasaporte)\b(?!.*[;\n])"
)
_SAYS_ACCOUNT = re.compile(r"\b(?:cuentas?|cta|cbu|iban|ahorros?|tarjeta)\b(?!.*[;\n])")
_SAYS_MONEY = re.compile(
    r"(?:\b(?:gs|guaranies|usd|monto|suma|valor|precio|pyg)\b|[₲$])[\s.:]*\S*\s*$"
)
_SAYS_MONEY_AFTER = re.compile(r"^\s*(?:gs|guaranies|usd|dolares|habitantes|metros|ha|km)\b")
# Words of names and of addresses that say nothing of anybody.
_COMMON = frozenset(
    re.findall(
        r"\S+",
        "de del la las los el y e da do dos san santa calle avenida avda av barrio casa numero "
        "nro no n km ruta edificio piso depto departamento ciudad esquina esq entre casi compania",
    )
)


class Kind(models.TextChoices):
    """What a mark seems to be."""

    CEDULA = "cedula", _("documento de identidad")
    RUC = "ruc", _("RUC de una persona")
    COMPANY_RUC = "company_ruc", _("RUC de empresa o institución")
    PHONE = "phone", _("teléfono")
    EMAIL = "email", _("correo electrónico")
    ACCOUNT = "account", _("cuenta bancaria o tarjeta")
    NAME = "name", _("nombre de quien pide")
    ADDRESS = "address", _("domicilio de quien pide")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of a text, in characters: `start` is in it, `end` is not."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A span and what it seems to be."""

    kind: Kind
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it is."""
        return Span(self.start, self.end)

    @property
    def is_personal(self) -> bool:
        """Whether striking it out is proposed: a company's RUC is nobody's private datum."""
        return self.kind != Kind.COMPANY_RUC


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of who asks, to be recognised in their text. `name` is empty if it is shown."""

    name: str = ""
    identity_document: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Struck:
    """What a person decided to strike out of a request's subject and description."""

    subject: tuple[Span, ...] = ()
    description: tuple[Span, ...] = ()

    def __len__(self) -> int:
        return len(self.subject) + len(self.description)


NOTHING_STRUCK = Struck()


def marks(text: str, facts: Facts) -> list[Mark]:
    """Return what may be personal data in `text`, in order and without overlaps."""
    found = [mark for finder in _FINDERS for mark in finder(text)]
    found += _own_numbers(text, facts)
    found += [Mark(Kind.NAME, *pair) for pair in _own_words(text, facts.name)]
    found += [Mark(Kind.ADDRESS, *pair) for pair in _own_address(text, facts.address)]
    return _apart(found)


def strike(text: str, spans: Iterable[Span]) -> str:
    """Return `text` with each span replaced by a black bar of one length, whatever it hid.

    Raises ValueError for a span outside the text: nothing must stay visible by mistake.
    """
    pieces: list[str] = []
    last = 0
    for span in sorted(spans):
        if not 0 <= span.start < span.end <= len(text):
            raise ValueError("a span lies outside its text")
        if span.start >= last:
            pieces += [text[last : span.start], STRUCK]
        last = max(last, span.end)
    return "".join([*pieces, text[last:]])


def places_of(phrase: str, text: str) -> list[Span]:
    """Return where the words of `phrase` stand together in `text`, whatever accents and case."""
    wanted = [folded for folded, _start, _end in _words(phrase)]
    words = list(_words(text))
    size = len(wanted)
    return [
        Span(words[place][1], words[place + size - 1][2])
        for place in range(len(words) - size + 1)
        if size and [folded for folded, _start, _end in words[place : place + size]] == wanted
    ]


def is_ruc(digits: str, check_digit: str) -> bool:
    """Say whether the check digit is right: modulo 11 with weights from 2, as the DNIT counts."""
    total = sum(int(digit) * weight for weight, digit in enumerate(reversed(digits), start=2))
    rest = total % _RUC_MODULUS
    return int(check_digit) == (_RUC_MODULUS - rest if rest > 1 else 0)


def _emails(text: str) -> Iterator[Mark]:
    for found in _EMAIL.finditer(text):
        yield Mark(Kind.EMAIL, *found.span())


def _phones(text: str) -> Iterator[Mark]:
    for found in _PHONE.finditer(text):
        yield Mark(Kind.PHONE, *found.span())


def _rucs(text: str) -> Iterator[Mark]:
    for found in _RUC.finditer(text):
        digits = found[1].replace(".", "")
        if is_ruc(digits, found[2]):
            is_company = int(digits) >= _FIRST_COMPANY_RUC
            yield Mark(Kind.COMPANY_RUC if is_company else Kind.RUC, *found.span())


def _cedulas(text: str) -> Iterator[Mark]:
    for found in _NUMBER.finditer(text):
        before = _before(text, found.start())
        after = _fold(text[found.end() : found.end() + _CONTEXT])
        looks_like_one = _DOTTED_MILLIONS.fullmatch(found[0]) and not (
            _SAYS_MONEY.search(before) or _SAYS_MONEY_AFTER.search(after)
        )
        if looks_like_one or _SAYS_DOCUMENT.search(before):
            yield Mark(Kind.CEDULA, *found.span())


def _accounts(text: str) -> Iterator[Mark]:
    for found in _LONG_NUMBER.finditer(text):
        yield Mark(Kind.ACCOUNT, *found.span())
    for found in _ACCOUNT.finditer(text):
        if _SAYS_ACCOUNT.search(_before(text, found.start())):
            yield Mark(Kind.ACCOUNT, *found.span())


_FINDERS: tuple[Callable[[str], Iterator[Mark]], ...] = (
    _emails,
    _phones,
    _rucs,
    _cedulas,
    _accounts,
)


def _own_numbers(text: str, facts: Facts) -> Iterator[Mark]:
    """Find the requester's own document and telephone, however their digits are grouped."""
    known = ((Kind.CEDULA, facts.identity_document, 5), (Kind.PHONE, facts.phone, _SHORTEST_PHONE))
    for kind, value, shortest in known:
        digits = "".join(filter(str.isdecimal, value)).removeprefix("595").lstrip("0")
        if len(digits) >= shortest:
            grouped = r"[\s.,/()-]{0,2}".join(map(re.escape, digits))
            for found in re.finditer(rf"(?<!\d)(?:\+?595[\s.-]?)?\(?0?{grouped}(?!\d)", text):
                yield Mark(kind, *found.span())


def _own_words(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Find each word of the name; words side by side, with "de" or "la" between, are one."""
    own = {folded for folded, _start, _end in _words(name)} - _COMMON
    own = {word for word in own if len(word) >= _SHORTEST_NAME}
    run: tuple[int, int] | None = None
    joined = True
    for folded, start, end in _words(text):
        if folded in own:
            near = run is not None and joined and start - run[1] < _CONTEXT
            if run is not None and not near:
                yield run
            run, joined = (run[0] if run is not None and near else start, end), True
        elif folded not in _COMMON:
            joined = False
    if run is not None:
        yield run


def _own_address(text: str, address: str) -> Iterator[tuple[int, int]]:
    """Find two or more words of the address that stand together as they do in it.

    Its last part, the city, is left: half the requests name it.
    """
    parts = [part for part in re.split(r"[,;\n]", address) if part.strip()]
    if len(parts) > 1:
        parts.pop()
    pairs = {
        (first[0], second[0])
        for part in parts
        for first, second in pairwise(_words(part))
        if not {first[0], second[0]} <= _COMMON
    }
    for first, second in pairwise(_words(text)):
        if (first[0], second[0]) in pairs:
            yield first[1], second[2]


def _apart(found: Iterable[Mark]) -> list[Mark]:
    """Join marks that overlap into one, of the kind of the longest."""
    joined: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if not joined or mark.start >= joined[-1].end:
            joined.append(mark)
            continue
        last = joined[-1]
        longest = max(last, mark, key=lambda one: one.end - one.start)
        joined[-1] = Mark(longest.kind, last.start, max(last.end, mark.end))
    return joined


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    for found in _WORD.finditer(text):
        yield _fold(found[0]), *found.span()


def _before(text: str, start: int) -> str:
    return _fold(text[max(start - _CONTEXT, 0) : start])


def _fold(text: str) -> str:
    """Return the text in lower case without accents; it may have another length."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))
