"""The fictional requests are found as if the acts had published them."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from requests_app.models import InformationRequest, KnownWord, SearchEntry
from requests_app.search import index
from requests_app.states import Screening

pytestmark = pytest.mark.django_db(transaction=True)


def kept() -> tuple[list[tuple[int, str]], list[str]]:
    entries = SearchEntry.objects.order_by("pk").values_list("pk", "words")
    return list(entries), list(KnownWord.objects.order_by("pk").values_list("pk", flat=True))


def test_a_load_leaves_the_index_as_a_rebuild_would() -> None:
    call_command(
        "demo", requests=150, today=date(2026, 9, 30), stdout=StringIO(), stderr=StringIO()
    )
    before = kept()
    shown = InformationRequest.objects.filter(screening=Screening.SHOWN)
    assert [key for key, _words in before[0]] == list(
        shown.order_by("pk").values_list("pk", flat=True)
    )
    index.rebuild()
    assert kept() == before
