"""How the system cites the law: a statute and the number of its article."""

from dataclasses import dataclass
from enum import StrEnum


class Statute(StrEnum):
    """Every text the system cites, under the name a Paraguayan reader knows it by."""

    ACCESS_LAW = "Ley 5282/2014"
    ACCESS_DECREE = "Decreto 4064/2015"
    CONSTITUTION = "Constitución"
    CIVIL_CODE = "Código Civil"
    PENAL_CODE = "Código Penal"
    CIVIL_PROCEDURE = "CPC"
    COURT_ORDER_1005 = "Acordada 1005/2015"
    HOLIDAYS_1990 = "Ley 8/1990 y modificatorias"
    HOLIDAYS_2025 = "Ley 7544/2025"
    CIVIL_SERVICE_2000 = "Ley 1626/2000"
    CIVIL_SERVICE_2025 = "Ley 7445/2025"


@dataclass(frozen=True, slots=True)
class Article:
    """One provision of one statute; `number` is empty when the article is still unknown.

    `statute` is a Statute, or the name of a later text that a dated rule set cites.
    """

    statute: str
    number: str = ""

    def __str__(self) -> str:
        if not self.number:
            return str(self.statute)
        several = not self.number.replace(".", "").isdecimal()
        return f"{self.statute}, {'arts.' if several else 'art.'} {self.number}"
