"""Every outcome has its parts; leaving any one out refuses the act and names the field."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.actors import Actor
from offices.models import Post
from requests_app import actions
from requests_app.actions import Withheld
from requests_app.errors import Incomplete
from requests_app.states import Outcome
from tests.factories import at
from tests.requests_app.story import refused, reload, reply, resolution

pytestmark = pytest.mark.django_db

LACKING_REPLIES = [
    (Outcome.GRANTED, {"text": ""}, "text"),
    (Outcome.GRANTED, {"text": " …\n"}, "text"),
    (Outcome.PARTLY_GRANTED, {"text": ""}, "text"),
    (Outcome.PARTLY_GRANTED, {"withheld": ()}, "withheld"),
    (Outcome.PARTLY_GRANTED, {"withheld": (Withheld("Anexo", ""),)}, "withheld"),
    (Outcome.PARTLY_GRANTED, {"withheld": (Withheld("", "Ley 1/1992, art. 2"),)}, "withheld"),
    (
        Outcome.PARTLY_GRANTED,
        {"withheld": (Withheld("Anexo", "Decreto 4064/2015, art. 3"),)},
        "withheld",
    ),
    (Outcome.PARTLY_GRANTED, {"withheld": (Withheld("Anexo", "Ley 6534/2020"),)}, "withheld"),
    (
        Outcome.PARTLY_GRANTED,
        {"withheld": (Withheld("Anexo", "Ley 1/1992, art. 2"), Withheld("Planos", " "))},
        "withheld",
    ),
    (Outcome.ALREADY_PUBLIC, {"text": ""}, "text"),
    (Outcome.ALREADY_PUBLIC, {"source": ""}, "source"),
    (Outcome.ALREADY_PUBLIC, {"place": " "}, "place"),
    (Outcome.ALREADY_PUBLIC, {"form": ""}, "form"),
    (Outcome.NOT_HELD, {"text": ""}, "text"),
    (Outcome.NOT_HELD, {"search_made": ""}, "search_made"),
]
LACKING_RESOLUTIONS = [
    ({"number": " "}, {"resolution_number"}),
    ({"signed_on": None}, {"resolution_on"}),
    ({"signatory": None}, {"signatory"}),
    ({"facts": ""}, {"facts"}),
    ({"legal_grounds": ""}, {"legal_grounds"}),
    ({"reserve_law": ""}, {"reserve_law"}),
    ({"reserve_law": "Decreto 4064/2015"}, {"reserve_law"}),
    ({"reserve_law": "Resolución N° 12/2024"}, {"reserve_law"}),
    ({"reserve_law": "Decreto 4064/2015", "other_ground": "Otro motivo"}, {"reserve_law"}),
    ({"reserve_article": ""}, {"reserve_article"}),
    ({"reserve_law": "", "reserve_article": ""}, {"other_ground"}),
]


@pytest.mark.parametrize(("outcome", "without", "field"), LACKING_REPLIES)
def test_an_answer_without_one_of_its_parts_is_refused(
    number: str, by_officer: Actor, outcome: Outcome, without: dict[str, Any], field: str
) -> None:
    with refused(Incomplete) as refusal:
        actions.answer(number, by=by_officer, at=at("2026-07-21"), reply=reply(outcome, **without))
    assert set(refusal.value.fields) == {field}
    assert reload(number).is_open


@pytest.mark.parametrize(("without", "fields"), LACKING_RESOLUTIONS)
def test_a_denial_without_one_of_its_parts_is_refused(
    number: str, by_officer: Actor, seal: Post, without: dict[str, Any], fields: set[str]
) -> None:
    with refused(Incomplete) as refusal:
        actions.deny(
            number, by=by_officer, at=at("2026-07-21"), resolution=resolution(seal, **without)
        )
    assert set(refusal.value.fields) == fields
    assert reload(number).is_open


def test_an_answer_cannot_deny(number: str, by_officer: Actor) -> None:
    with refused(Incomplete) as refusal:
        actions.answer(number, by=by_officer, at=at("2026-07-21"), reply=reply(Outcome.DENIED))
    assert {"resolution_number", "signatory"} <= set(refusal.value.fields)


def test_another_legal_ground_stands_without_a_reserve(
    number: str, by_officer: Actor, seal: Post
) -> None:
    other = resolution(
        seal, reserve_law="", reserve_article="", other_ground="Exige un estudio (art. 18)."
    )
    actions.deny(number, by=by_officer, at=at("2026-07-21"), resolution=other)
    assert reload(number).outcome == Outcome.DENIED
