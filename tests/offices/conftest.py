"""Files to load, written by each test as lines, and the real ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

Write = Callable[..., Path]

REGISTRY_HEADER = (
    "code,name,acronym,law_2_1_letter,branch,is_executive,department,district,active,successor"
)
DAYS_HEADER = "date,kind,scope,name,instrument,source,status,published_on"


@pytest.fixture
def registry_file(tmp_path: Path) -> Write:
    """Write rows under the registry's header; each call replaces the file."""

    def write(*rows: str, header: str = REGISTRY_HEADER) -> Path:
        path = tmp_path / "registro.csv"
        path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
        return path

    return write


@pytest.fixture
def days_file(tmp_path: Path) -> Write:
    """Write rows under the header of closed days; each call replaces the file."""

    def write(*rows: str, header: str = DAYS_HEADER) -> Path:
        path = tmp_path / "feriados.csv"
        path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
        return path

    return write


@pytest.fixture
def registry(db: None) -> None:
    """The real registry, loaded by its command."""
    call_command("load_registry", verbosity=0)


@pytest.fixture
def closed_days(db: None) -> None:
    """The real closed days, loaded by their command."""
    call_command("load_closed_days", verbosity=0)
