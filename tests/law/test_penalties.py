"""What an official may be exposed to, by the date of the act."""

from datetime import date

import pytest

from law.penalties import CIVIL_SERVICE, CONTEMPT, Exposure, exposure

LAST_OLD, FIRST_NEW = date(2025, 7, 15), date(2025, 7, 16)


def exposed(
    act_on: date, *, regime_applies: bool = True, repeated: bool = False, contempt: bool = False
) -> list[str]:
    ranges = exposure(act_on, regime_applies=regime_applies, repeated=repeated, contempt=contempt)
    return [one.id for one in ranges]


def test_the_date_of_the_act_chooses_the_regime() -> None:
    assert exposed(LAST_OLD) == exposed(LAST_OLD, repeated=True) == ["ley-1626-grave"]
    assert exposed(FIRST_NEW) == ["ley-7445-leve"]


def test_repetition_opens_the_serious_range() -> None:
    assert exposed(FIRST_NEW, repeated=True) == ["ley-7445-leve", "ley-7445-grave"]


@pytest.mark.parametrize("act_on", [LAST_OLD, FIRST_NEW])
def test_a_body_with_its_own_regime_is_exposed_to_contempt_only(act_on: date) -> None:
    assert exposed(act_on, regime_applies=False, repeated=True) == []
    assert exposed(act_on, regime_applies=False, contempt=True) == ["desacato"]


def test_contempt_adds_to_the_regime_and_starts_with_the_access_law() -> None:
    assert exposed(FIRST_NEW, contempt=True) == ["ley-7445-leve", "desacato"]
    assert exposed(date(2014, 9, 17), regime_applies=False, contempt=True) == []


@pytest.mark.parametrize("one", [*CIVIL_SERVICE, CONTEMPT], ids=lambda one: one.id)
def test_every_exposure_is_possible_cited_and_unverified(one: Exposure) -> None:
    assert one.label == "posible"
    assert one.articles
    assert one.range_text.endswith(".")
    assert not one.verified
