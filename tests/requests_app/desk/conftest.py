"""A desk on one fixed morning: Monday 6 July 2026, ten o'clock in Asunción."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from offices.models import Institution
from requests_app.actions import Receipt
from tests.factories import file_one

Travel = Callable[[str], None]
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def clock(monday: datetime) -> Iterator[time_machine.Traveller]:
    """Stop the edges' clock."""
    with time_machine.travel(monday, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def receipt(mopc: Institution, monday: datetime) -> Receipt:
    """A request to the MOPC, presented this morning and due on Monday 27 July."""
    return file_one(mopc, when=monday)


@pytest.fixture
def number(receipt: Receipt) -> str:
    """Its number."""
    return receipt.info_request.number


@pytest.fixture
def desk(officer: User) -> Client:
    """The MOPC's officer, signed in."""
    return signed_in(officer)


def signed_in(user: User) -> Client:
    """Return a browser in which `user` has signed in."""
    client = Client()
    client.force_login(user)
    return client


def pdf(name: str = "nota.pdf") -> SimpleUploadedFile:
    """Return a small PDF as a browser sends it."""
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")
