"""What an official may be exposed to for not answering, by the date of the act."""

from dataclasses import dataclass
from datetime import date

from law.articles import Article, Statute

POSSIBLE = "posible"


@dataclass(frozen=True, slots=True)
class Exposure:
    """One range a competent authority might apply; never a finding about a person."""

    id: str
    range_text: str
    articles: tuple[Article, ...]
    first_act_on: date | None
    last_act_on: date | None
    verified: bool = False
    only_repeated: bool = False
    label: str = POSSIBLE

    def covers(self, act_on: date) -> bool:
        """Say whether the regime of this range rules an act of that day."""
        begun = self.first_act_on is None or self.first_act_on <= act_on
        return begun and (self.last_act_on is None or act_on <= self.last_act_on)


_OLD, _NEW = Statute.CIVIL_SERVICE_2000, Statute.CIVIL_SERVICE_2025
_NEW_FROM = date(2025, 7, 16)

CIVIL_SERVICE: tuple[Exposure, ...] = (
    Exposure(
        id="ley-1626-grave",
        range_text="Falta grave: desde suspensión sin goce de sueldo de hasta 30 días hasta "
        "destitución.",
        articles=(Article(_OLD),),
        first_act_on=None,
        last_act_on=date(2025, 7, 15),
    ),
    Exposure(
        id="ley-7445-leve",
        range_text="Falta leve: amonestación escrita o multa de 1 a 5 días de remuneración.",
        articles=(Article(_NEW, "59–60"),),
        first_act_on=_NEW_FROM,
        last_act_on=None,
    ),
    Exposure(
        id="ley-7445-grave",
        range_text="Falta grave: suspensión sin goce de sueldo de hasta 90 días, o destitución "
        "con inhabilitación de hasta 5 años, por la máxima autoridad y previo sumario.",
        articles=(Article(_NEW, "61–62"), Article(_NEW, "64")),
        first_act_on=_NEW_FROM,
        last_act_on=None,
        only_repeated=True,
    ),
)

CONTEMPT = Exposure(
    id="desacato",
    range_text="Desacato a una orden judicial: hasta 300 días-multa e inhabilitación de hasta "
    "2 años.",
    articles=(Article(Statute.ACCESS_LAW, "26–27"), Article(Statute.PENAL_CODE, "52")),
    first_act_on=date(2014, 9, 18),
    last_act_on=None,
)


def exposure(
    act_on: date, *, regime_applies: bool, repeated: bool, contempt: bool
) -> tuple[Exposure, ...]:
    """Return the ranges an act of that day may fall under, each labelled as possible.

    `regime_applies` is false where the body has its own staff regime (municipalities, Congress,
    the Judiciary). Whether silence is a serious breach is open: the serious range of Ley
    7445/2025 is shown only when `repeated`. `contempt` is the breach of a court's order.
    """
    ranges = [
        one
        for one in CIVIL_SERVICE
        if regime_applies and one.covers(act_on) and (repeated or not one.only_repeated)
    ]
    if contempt and CONTEMPT.covers(act_on):
        ranges.append(CONTEMPT)
    return tuple(ranges)
