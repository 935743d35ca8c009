from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from aip import env


def test_a_setting_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAME", "value")
    assert env.text("NAME") == "value"


def test_a_secret_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hidden\n", encoding="utf-8")
    monkeypatch.setenv("NAME_FILE", str(tmp_path / "secret"))
    assert env.text("NAME") == "hidden"


def test_an_empty_setting_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAME", "")
    assert env.text("NAME", "default") == "default"


def test_a_missing_setting_is_named() -> None:
    with pytest.raises(ImproperlyConfigured, match="NO_SUCH_NAME"):
        env.text("NO_SUCH_NAME")


@pytest.mark.parametrize(("said", "meant"), [("true", True), ("False", False)])
def test_a_switch_is_true_or_false(
    monkeypatch: pytest.MonkeyPatch, said: str, meant: object
) -> None:
    monkeypatch.setenv("NAME", said)
    assert env.flag("NAME") is meant


def test_a_switch_that_says_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAME", "maybe")
    with pytest.raises(ImproperlyConfigured, match="true or false"):
        env.flag("NAME")


def test_a_number_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAME", "12")
    assert env.number("NAME", 1) == 12
    monkeypatch.setenv("NAME", "-1")
    with pytest.raises(ImproperlyConfigured, match="whole number"):
        env.number("NAME", 1)


def test_words_are_separated_by_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAME", "one  two")
    assert env.words("NAME") == ["one", "two"]
