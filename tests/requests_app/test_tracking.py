"""The secret code: long enough, forgiving to read, slow to try and nowhere stored."""

from __future__ import annotations

import re

import pytest
from pytest_django.fixtures import Settings

from requests_app import tracking

CODE = re.compile(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}")


def test_a_code_has_eighty_bits_in_an_alphabet_without_look_alikes() -> None:
    codes = {tracking.code_for(f"token-{number}") for number in range(200)}
    assert len(codes) == 200
    assert all(CODE.fullmatch(code) for code in codes)
    assert len(tracking.ALPHABET) ** tracking.CODE_LENGTH >= 2**80
    assert set("".join(codes)) - {"-"} == set(tracking.ALPHABET)


def test_the_same_form_has_the_same_code_and_another_key_another() -> None:
    assert tracking.code_for("token") == tracking.code_for("token")


def test_a_code_depends_on_the_installation(settings: Settings) -> None:
    here = tracking.code_for("token")
    settings.SECRET_KEY = "another"
    assert tracking.code_for("token") != here


@pytest.mark.parametrize(
    "typed",
    ["ABCD-EFGH-JKMN-0123", "abcdefghjkmn0123", " abcd efgh jkmn o123 ", "ABCDEFGHJKMNOI23"],
)
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert tracking.matches(typed, tracking.hash_code("ABCD-EFGH-JKMN-0123"))


@pytest.mark.parametrize("typed", ["", "-", "ABCD-EFGH-JKMN-0124", "ABCD-EFGH-JKMN-012", "ñandutí"])
def test_any_other_is_not_the_code(typed: str) -> None:
    assert not tracking.matches(typed, tracking.hash_code("ABCD-EFGH-JKMN-0123"))


def test_without_a_request_the_answer_is_no_after_the_same_work() -> None:
    assert not tracking.matches("ABCD-EFGH-JKMN-0123", None)


def test_at_rest_there_is_a_slow_salted_hash() -> None:
    one, other = (tracking.hash_code("ABCD-EFGH-JKMN-0123") for _ in range(2))
    assert one != other
    assert one.startswith("scrypt_code$2048$")
    assert "ABCD" not in one


def test_of_a_token_only_its_digest_is_kept() -> None:
    assert tracking.digest_of("token") == tracking.digest_of("token") != tracking.digest_of("Token")
    assert "token" not in tracking.digest_of("token")
