"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from law.outcomes import Outcome as LegalOutcome
from law.terms import TermKind
from offices.models.calendar import DayKindChoice
from requests_app.models.term import TermKindChoice
from requests_app.states import Outcome

ROOT = Path(__file__).resolve().parent.parent
APPS = (
    "aip", "accounts", "answering", "casework", "counter", "demo", "law", "look", "mailing",
    "noncompliance", "notifications", "off_system", "offices", "openness", "oversight", "papers",
    "release", "reports", "requests_app", "rulebook", "stats", "typeset",
)  # fmt: skip
LONGEST_FILE = 400
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "services", "manager", "misc"}
EDGES = re.compile(
    r"(^|/)(views|tasks|management|context|middleware|admin|adapters|run|startup)(\.py$|/|_)"
)
CLOCK = re.compile(r"\b(localdate|timezone\.now|date\.today|datetime\.now|datetime\.utcnow)\(")


def _tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


SOURCES = [
    path for path in _tracked(*(f"{app}/*.py" for app in APPS)) if "migrations" not in path.parts
]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [*SOURCES, *_tracked("tests/*.py")], ids=_name)
def test_no_file_grows_past_what_one_reads_at_a_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_every_module_opens_with_a_sentence(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_no_module_is_a_drawer_for_anything(path: Path) -> None:
    assert path.stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_nothing_reads_the_clock_below_an_edge(path: Path) -> None:
    if EDGES.search(_name(path)):
        return
    assert not CLOCK.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_no_query_goes_round_the_state_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\.update\([^)]*\bstage=", text)


def test_views_find_requests_only_through_what_is_visible_or_public() -> None:
    pattern = re.compile(r"InformationRequest\.objects\.(all|get|filter|first|last)\(")
    offenders = [
        _name(path)
        for path in SOURCES
        if "views" in path.parts and pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert offenders == []


def test_nothing_carries_a_path_of_a_developers_machine() -> None:
    pattern = re.compile(r"(?<![\w.])/(work|root|home)/[A-Za-z.]")
    offenders = [
        _name(path)
        for path in _tracked("*.py", "*.md", "*.toml", "*.html", "*.sh", "Makefile", ".ci/run")
        if path != Path(__file__).resolve() and pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert offenders == []


def test_the_lock_file_installs_on_any_machine() -> None:
    assert "file:///" not in (ROOT / "uv.lock").read_text(encoding="utf-8")


def test_words_of_the_procedure_are_those_of_the_law() -> None:
    assert set(Outcome.values) == {outcome.value for outcome in LegalOutcome}
    assert set(TermKindChoice.values) <= {kind.value for kind in TermKind}
    assert set(DayKindChoice.values) == {"feriado", "asueto", "suspension"}
