"""Finds what may be personal data in a request's text, for a person to decide before it is public.

Marks propose; they decide nothing. They err towards marking too much: a wrong mark costs the
officer a click, a missed one may publish somebody's telephone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from release.identifiers import (
    ACCOUNT,
    COMMON_WORDS,
    CONTEXT,
    DOTTED_MILLIONS,
    EMAIL,
    FIRST_COMPANY_RUC,
    LONG_NUMBER,
    NUMBER,
    PHONE,
    RUC,
    SAYS_ACCOUNT,
    SAYS_DOCUMENT,
    SAYS_MONEY,
    SAYS_MONEY_AFTER,
    after,
    before,
    is_ruc,
    places_of_address,
    places_of_number,
    telling_words,
    words,
)

STRUCK = "▇▇▇"
_SHORTEST_DOCUMENT = 5
_SHORTEST_PHONE = 6


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
    found += [Mark(Kind.ADDRESS, *pair) for pair in places_of_address(text, facts.address)]
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
    wanted = [folded for folded, _start, _end in words(phrase)]
    said = list(words(text))
    size = len(wanted)
    return [
        Span(said[place][1], said[place + size - 1][2])
        for place in range(len(said) - size + 1)
        if size and [folded for folded, _start, _end in said[place : place + size]] == wanted
    ]


def _emails(text: str) -> Iterator[Mark]:
    for found in EMAIL.finditer(text):
        yield Mark(Kind.EMAIL, *found.span())


def _phones(text: str) -> Iterator[Mark]:
    for found in PHONE.finditer(text):
        yield Mark(Kind.PHONE, *found.span())


def _rucs(text: str) -> Iterator[Mark]:
    for found in RUC.finditer(text):
        digits = found[1].replace(".", "")
        if is_ruc(digits, found[2]):
            is_company = int(digits) >= FIRST_COMPANY_RUC
            yield Mark(Kind.COMPANY_RUC if is_company else Kind.RUC, *found.span())


def _cedulas(text: str) -> Iterator[Mark]:
    for found in NUMBER.finditer(text):
        said = before(text, found.start())
        looks_like_one = DOTTED_MILLIONS.fullmatch(found[0]) and not (
            SAYS_MONEY.search(said) or SAYS_MONEY_AFTER.search(after(text, found.end()))
        )
        if looks_like_one or SAYS_DOCUMENT.search(said):
            yield Mark(Kind.CEDULA, *found.span())


def _accounts(text: str) -> Iterator[Mark]:
    for found in LONG_NUMBER.finditer(text):
        yield Mark(Kind.ACCOUNT, *found.span())
    for found in ACCOUNT.finditer(text):
        if SAYS_ACCOUNT.search(before(text, found.start())):
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
    known = (
        (Kind.CEDULA, facts.identity_document, _SHORTEST_DOCUMENT),
        (Kind.PHONE, facts.phone, _SHORTEST_PHONE),
    )
    for kind, value, shortest in known:
        for place in places_of_number(text, value, shortest=shortest):
            yield Mark(kind, *place)


def _own_words(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Find each word of the name; words side by side, with "de" or "la" between, are one."""
    own = telling_words(name)
    run: tuple[int, int] | None = None
    joined = True
    for folded, start, end in words(text):
        if folded in own:
            near = run is not None and joined and start - run[1] < CONTEXT
            if run is not None and not near:
                yield run
            run, joined = (run[0] if run is not None and near else start, end), True
        elif folded not in COMMON_WORDS:
            joined = False
    if run is not None:
        yield run


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
