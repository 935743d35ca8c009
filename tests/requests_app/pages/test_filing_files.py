"""Files chosen while a request is written: kept, shown, filed with it, and swept when forgotten."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from pytest_django.fixtures import Settings

from offices.models import Institution
from requests_app import draft_files, tasks
from requests_app.models import Document, FilingDraft, InformationRequest
from requests_app.models.draft import DRAFT_FOLDER, DraftFile
from requests_app.states import Visibility
from tests.requests_app.pages.visitors import WHAT, file_one, fill, sending, text_of

pytestmark = pytest.mark.django_db(transaction=True)

FILES = "/solicitar/archivos/"


def note(name: str = "nota.txt", content: bytes = b"Una nota que explica.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    """Keep the files of one test out of the next."""
    backend = settings.STORAGES["default"]
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**backend, "OPTIONS": {"location": str(tmp_path / "files")}},
    }


def stored() -> list[str]:
    if not default_storage.exists(DRAFT_FOLDER):
        return []
    return default_storage.listdir(DRAFT_FOLDER)[1]


def test_several_files_are_kept_shown_and_filed_for_the_parties_only(
    client: Client, mopc: Institution
) -> None:
    fill(client, mopc)
    added = client.post(FILES, {"attachments": [note(), note("mapa.csv", b"a;b\n1;2\n")]})
    assert added["Location"] == "/solicitar/revisar/"
    assert "nota.txt" in text_of(client.get(FILES))
    assert "mapa.csv" in text_of(client.get("/solicitar/revisar/"))
    sent = client.post("/solicitar/revisar/", sending(client))
    filed = InformationRequest.objects.get()
    assert filed.number in sent["Location"]
    papers = list(filed.documents.all())
    assert [paper.name for paper in papers] == ["nota.txt", "mapa.csv"]
    assert {paper.visibility for paper in papers} == {Visibility.PARTIES}
    with papers[0].content.open("rb") as content:
        assert content.read() == b"Una nota que explica."
    assert not DraftFile.objects.exists()
    assert stored() == []


def test_a_refused_file_is_named_and_the_others_are_kept(client: Client, mopc: Institution) -> None:
    fill(client, mopc)
    bad = [note("virus.exe", b"MZ"), note("vacio.txt", b"")]
    page = client.post(FILES, {"attachments": [note(), *bad]})
    assert page.status_code == 422
    written = text_of(page)
    assert "«virus.exe» no es un archivo de los tipos aceptados" in written
    assert "«vacio.txt» está vacío" in written
    assert [kept.name for kept in DraftFile.objects.all()] == ["nota.txt"]
    assert WHAT["subject"] in text_of(client.get("/solicitar/revisar/"))


def test_the_same_page_sent_twice_adds_its_files_once(client: Client, mopc: Institution) -> None:
    for _time in range(2):
        client.post(FILES, {"attachments": [note()], "more": "1"})
    assert DraftFile.objects.count() == 1
    assert len(stored()) == 1


def test_a_file_can_be_taken_out_and_taking_it_out_twice_is_no_error(
    client: Client, mopc: Institution
) -> None:
    client.post(FILES, {"attachments": [note()]})
    key = str(DraftFile.objects.get().key)
    for _time in range(2):
        assert client.post(FILES, {"remove": key})["Location"] == FILES
    assert "nota.txt" not in text_of(client.get(FILES))
    assert stored() == []
    assert client.post(FILES, {"remove": "' OR 1=1"}).status_code == 302


def test_one_draft_does_not_reach_the_files_of_another(client: Client, mopc: Institution) -> None:
    client.post(FILES, {"attachments": [note()]})
    key = str(DraftFile.objects.get().key)
    stranger = Client()
    assert "nota.txt" not in text_of(stranger.get(FILES))
    stranger.post(FILES, {"remove": key})
    assert DraftFile.objects.count() == 1


def test_there_is_a_limit_of_number_and_of_size_said_plainly(
    client: Client, mopc: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [note(f"{place}.txt", f"nota {place}".encode()) for place in range(12)]
    written = text_of(client.post(FILES, {"attachments": many}))
    assert DraftFile.objects.count() == 10
    assert "«10.txt» no se agregó: puede adjuntar hasta 10 archivos." in written
    monkeypatch.setattr(draft_files, "MAX_DRAFT_BYTES", 10)
    written = text_of(Client().post(FILES, {"attachments": [note()]}))
    assert "entre todos pueden pesar" in written


def test_files_added_in_another_window_are_read_again_before_sending(
    client: Client, mopc: Institution
) -> None:
    fill(client, mopc)
    sent = sending(client)
    client.post(FILES, {"attachments": [note()]})
    page = client.post("/solicitar/revisar/", sent)
    assert page.status_code == 409
    assert "nota.txt" in text_of(page)


def test_a_file_that_cannot_be_read_stops_nothing_but_itself(
    client: Client, mopc: Institution
) -> None:
    fill(client, mopc)
    client.post(FILES, {"attachments": [note()]})
    default_storage.delete(str(DraftFile.objects.get().content.name))
    page = client.post("/solicitar/revisar/", sending(client))
    assert page.status_code == 409
    assert "quite los archivos" in text_of(page)
    client.post(FILES, {"remove": str(DraftFile.objects.get().key)})
    assert client.post("/solicitar/revisar/", sending(client)).status_code == 302
    assert Document.objects.count() == 0


def test_a_full_disk_loses_no_text(client: Client, mopc: Institution) -> None:
    fill(client, mopc)
    # A file where the folder should be: nothing can be written below it.
    blocked = Path(default_storage.path(DRAFT_FOLDER))
    blocked.parent.mkdir(parents=True, exist_ok=True)
    blocked.write_text("")
    page = client.post(FILES, {"attachments": [note()]})
    assert page.status_code == 422
    assert "No pudimos guardar «nota.txt» ahora" in text_of(page)
    blocked.unlink()
    file_again = client.post("/solicitar/revisar/", sending(client))
    assert file_again.status_code == 302


def test_what_nobody_came_back_to_is_erased_and_so_is_a_file_without_a_draft(
    client: Client, mopc: Institution
) -> None:
    client.post(FILES, {"attachments": [note()]})
    FilingDraft.objects.update(updated_at=now() - timedelta(days=31))
    Client().post(FILES, {"attachments": [note("fresca.txt", b"fresca")]})
    lost = Path(default_storage.path(f"{DRAFT_FOLDER}/perdido"))
    lost.write_text("sin fila")
    tasks.sweep_drafts()
    assert lost.exists()
    two_days_ago = (now() - timedelta(days=2)).timestamp()
    os.utime(lost, (two_days_ago, two_days_ago))
    tasks.sweep_drafts()
    assert not lost.exists()
    assert [kept.name for kept in DraftFile.objects.all()] == ["fresca.txt"]
    assert len(stored()) == 1


def test_after_filing_a_new_request_has_no_files(client: Client, mopc: Institution) -> None:
    client.post(FILES, {"attachments": [note()]})
    file_one(client, mopc)
    assert "nota.txt" not in text_of(client.get(FILES))
