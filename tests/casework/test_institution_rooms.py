"""The place where an office finds what it has with the Directorate."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from casework.rooms import ROOMS
from offices.models import Duty, Institution
from tests.factories import appoint, make_user

pytestmark = pytest.mark.django_db
PAGE = "/bandeja/con-la-direccion/"


@pytest.mark.parametrize("duty", [Duty.OFFICER, Duty.HEAD, Duty.HIGHEST_AUTHORITY])
def test_every_page_that_is_listed_opens(client: Client, mopc: Institution, duty: Duty) -> None:
    client.force_login(appoint(make_user("alguien@mopc.example"), mopc, duty))
    page = client.get(PAGE).content.decode()
    listed = [room for room in ROOMS if f'href="{reverse(room.url)}"' in page]
    assert len(listed) == len(
        [room for room in ROOMS if duty != Duty.OFFICER or not room.for_leads]
    )
    for room in listed:
        assert client.get(reverse(room.url)).status_code == 200, room.url
