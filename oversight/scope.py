"""Of whom and of when a figure speaks, as its address says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

from look.figures.periods import Period
from offices.law_letters import LETTERS
from offices.models import Branch, Institution
from oversight.catalogue import LISTS, Moment
from oversight.lists import Requests, with_term

# Bodies of the whole country have no department in the registry.
NATIONAL = "nacional"
MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
CODE = re.compile(r"[\w.-]{1,20}")


class NoSuchScope(Exception):
    """An address names an institution, a group or a month that there is not."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Of whom; empty fields leave everybody in. `department` may be NATIONAL."""

    institution: str = ""
    branch: str = ""
    letter: str = ""
    department: str = ""

    @classmethod
    def read(cls, chosen: Mapping[str, str]) -> Scope:
        """Return the scope of an address. Raises NoSuchScope."""
        found = cls(
            chosen.get("institucion", ""),
            chosen.get("poder", ""),
            chosen.get("inciso", ""),
            chosen.get("departamento", ""),
        )
        is_one = (
            (not found.institution or bool(CODE.fullmatch(found.institution)))
            and found.branch in {"", *Branch.values}
            and found.letter in {"", *LETTERS}
            and "\0" not in found.department
        )
        if not is_one:
            raise NoSuchScope
        return found

    @property
    def asked(self) -> dict[str, str]:
        """The parameters of its address."""
        every = {
            "institucion": self.institution,
            "poder": self.branch,
            "inciso": self.letter,
            "departamento": self.department,
        }
        return {name: value for name, value in every.items() if value}

    def belongs(self, body: str) -> Q:
        """Return the condition that the institution whose key is `body` is one of these."""
        if self == EVERYBODY:
            return Q()
        found = {
            "code": self.institution,
            "branch": self.branch,
            "category": self.letter,
            "department": self.department,
        }
        asked = {name: value for name, value in found.items() if value}
        if self.department == NATIONAL:
            asked["department"] = ""
        return Q(**{f"{body}__in": Institution.objects.filter(**asked).values("pk")})

    def in_words(self) -> str:
        """Return of whom, in words; an institution by its name. One query at most."""
        told = [
            Institution.objects.get(code=self.institution).name if self.institution else "",
            str(Branch(self.branch).label) if self.branch else "",
            _("Inciso %(letter)s: %(words)s")
            % {"letter": self.letter, "words": LETTERS[self.letter]}
            if self.letter
            else "",
            _("Organismos nacionales") if self.department == NATIONAL else self.department,
        ]
        return " · ".join(part for part in told if part)


EVERYBODY = Scope()


@dataclass(frozen=True, slots=True)
class Asked:
    """One list of one scope as of a moment: what a figure's address asks for."""

    key: str
    moment: Moment
    scope: Scope = EVERYBODY

    def requests(self, visible: Requests) -> Requests:
        """Return the requests of the list, each with its `due_on`."""
        kind = LISTS[self.key]
        of_them = self.scope.belongs(kind.body)
        return with_term(visible).filter(kind.belongs(self.moment), of_them)

    @property
    def query(self) -> str:
        """The parameters of its address; the period only where the list looks at one."""
        return urlencode(self.parameters)

    @property
    def parameters(self) -> dict[str, str]:
        """The same, by name."""
        return {"lista": self.key, **self.scope.asked, **self._months}

    def other(self, key: str) -> Asked:
        """Return what another list asks, of the same scope and moment."""
        return replace(self, key=key)

    @property
    def _months(self) -> dict[str, str]:
        return months_of(self.moment.period) if LISTS[self.key].of_period else {}


def months_of(period: Period) -> dict[str, str]:
    """Return the parameters that name a period."""
    return {"desde": f"{period.first:%Y-%m}", "hasta": f"{period.last:%Y-%m}"}


def read_period(chosen: Mapping[str, str], *, on: date) -> Period:
    """Return the period of an address, the last twelve months by default. Raises NoSuchScope."""
    first, last = chosen.get("desde", ""), chosen.get("hasta", "")
    if not first and not last:
        return Period.last_twelve(on)
    if not (MONTH.fullmatch(first) and MONTH.fullmatch(last) and first <= last):
        raise NoSuchScope
    return Period(date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01"))
