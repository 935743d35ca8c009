"""The files of an answer on the desk: held until they are clean or somebody looked, given once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from answering import shelf, tasks
from answering.models import AnswerFile
from answering.models.file import ANSWER_FOLDER
from answering.states import MadeBy, Shelf
from answering.templatetags.owing import files_owed
from offices.models import Duty, Institution, Post
from requests_app.models import Answer, Clearance, Document, FileCheck, InformationRequest
from requests_app.release_gate import Need
from requests_app.states import EventKind, Stage, Visibility
from tests.answering.on_shelf import address, answer, clean, dirty, need, put, text
from tests.factories import appoint, at, file_of, make_user
from tests.requests_app.desk.conftest import signed_in

pytestmark = pytest.mark.django_db


def test_a_file_is_looked_into_as_it_arrives_and_a_dirty_one_waits(
    desk: Client, number: str
) -> None:
    first, second = put(desk, number, clean(), dirty())
    assert (need(first), need(second)) == (Need.NOTHING, Need.CLEAR)
    page = text(desk.get(address(number)))
    assert "Retenido: hay que mirarlo" in page
    one = text(desk.get(address(number, "responder", str(second.key))))
    assert "Hoja oculta" in one
    assert "Notas" in one
    assert "Sin análisis antivirus" in one


def test_each_finding_is_let_through_with_a_reason_and_a_name(
    desk: Client, number: str, officer: User
) -> None:
    (file,) = put(desk, number, dirty())
    here = address(number, "responder", str(file.key))
    keys = [matter.key for matter in shelf.kept(file).standing.matters]
    for wrong in ({}, {"findings": keys}, {"findings": keys, "ready": "own", "reason": " "}):
        refused = desk.post(here, {"step": "clear", **wrong})
        assert (refused.status_code, Clearance.objects.count()) == (422, 0)
    stale = desk.post(here, {"step": "clear", "findings": ["x"], "ready": "asked"})
    assert "El archivo cambió mientras tanto" in text(stale)
    desk.post(here, {"step": "clear", "findings": keys, "ready": "asked"})
    assert {one.by for one in Clearance.objects.all()} == {officer}
    assert need(file) is Need.NOTHING
    assert "corresponde entregarlo" in text(desk.get(here))
    answer(desk, number)
    assert Document.objects.get().name == "sueldos.xlsx"


def test_many_of_a_kind_are_let_through_with_one_mark(desk: Client, number: str) -> None:
    numbers = "\n".join(f"0981 555 4{place}{place}" for place in range(1, 9))
    (file,) = put(desk, number, clean("agenda.csv", f"teléfono\n{numbers}\n"))
    here = address(number, "responder", str(file.key))
    assert "los 8 lugares de la lista" in text(desk.get(here))
    desk.post(here, {"step": "clear", "findings": ["personal_phone"], "ready": "official"})
    assert (Clearance.objects.count(), need(file)) == (8, Need.NOTHING)


def test_the_answer_goes_without_what_is_held_says_so_and_the_file_follows(
    desk: Client, number: str, officer: User, monday: datetime
) -> None:
    put(desk, number, clean(), dirty())
    first = answer(desk, number, seal="")
    assert "1 archivo está retenido" in text(first)
    assert "cambiaron mientras tanto" in text(first)
    assert InformationRequest.objects.get().stage == Stage.RECEIVED
    answer(desk, number)
    given = Answer.objects.get()
    assert (given.files_to_follow, given.documents.get().name) == (1, "datos.csv")
    left = AnswerFile.objects.get()
    assert left.shelf == Shelf.LATER
    assert files_owed(officer, monday.date()) == [given]
    here = address(number, "despues", str(left.key))
    keys = [matter.key for matter in shelf.kept(left).standing.matters]
    desk.post(here, {"step": "clear", "findings": keys, "ready": "asked"})
    told = desk.post(address(number, "despues"), {"step": "deliver"}, follow=True)
    assert "Los archivos fueron entregados" in text(told)
    given.refresh_from_db()
    assert (given.files_to_follow, given.documents.count()) == (0, 2)
    row = InformationRequest.objects.get()
    assert row.timeline.latest("sequence").kind == EventKind.FILES_DELIVERED
    assert not AnswerFile.objects.exists()
    again = desk.post(address(number, "despues"), {"step": "deliver"}, follow=True)
    assert "Elija al menos un archivo" in text(again)


def test_a_file_held_at_the_last_moment_stops_the_answer(desk: Client, number: str) -> None:
    sent = {"text": "Va.", "step": "confirm", "version": "0", "attachments": [clean(), dirty()]}
    page = desk.post(f"/bandeja/{number}/responder/granted/", sent)
    assert (page.status_code, Answer.objects.count()) == (422, 0)
    assert "1 archivo está retenido" in text(page)


def test_nothing_is_delivered_later_before_there_is_an_answer(desk: Client, number: str) -> None:
    assert desk.get(address(number, "despues")).status_code == 302
    assert desk.post(address(number, "despues"), {"step": "deliver"}).status_code == 409


def test_everybody_reads_a_file_only_after_somebody_looked_at_it_whole(
    desk: Client, number: str
) -> None:
    (file,) = put(desk, number, clean())
    here = address(number, "responder", str(file.key))
    assert desk.post(here, {"step": "readers", "readers": "internal"}).status_code == 422
    desk.post(here, {"step": "readers", "readers": "public"})
    file.refresh_from_db()
    assert need(file) is Need.LOOK
    assert desk.post(here, {"step": "look"}).status_code == 422
    desk.post(here, {"step": "look", "looked": "on"})
    assert need(file) is Need.NOTHING
    answer(desk, number)
    assert Document.objects.get().visibility == Visibility.PUBLIC


def test_the_requesters_own_data_never_reach_everybody(desk: Client, number: str) -> None:
    (file,) = put(desk, number, clean("nota.txt", "Para Ana Solicitante, ana@correo.example."))
    here = address(number, "responder", str(file.key))
    shelf.let_read(file, Visibility.PUBLIC)
    assert need(file) is Need.REPLACE
    assert "Es un dato de quien hizo el pedido" in text(desk.get(here))
    keys = [matter.key for matter in shelf.kept(file).standing.matters]
    desk.post(here, {"step": "clear", "findings": keys, "reason": "Lo pidió en voz alta."})
    assert not Clearance.objects.exists()


@pytest.mark.parametrize("name", ["factura.pdf", "planilla.xlsx"])
def test_what_is_not_what_it_says_is_refused_at_the_door(
    desk: Client, number: str, name: str
) -> None:
    page = desk.post(address(number), {"attachments": [SimpleUploadedFile(name, b"<html>")]})
    assert (page.status_code, AnswerFile.objects.count()) == (422, 0)


def test_what_cannot_be_looked_into_is_held_and_may_be_tried_again(
    desk: Client, number: str
) -> None:
    broken = SimpleUploadedFile("nota.pdf", b"%PDF-1.7\nroto")
    (file,) = put(desk, number, broken)
    assert need(file) is Need.CHECK_AGAIN
    here = address(number, "responder", str(file.key))
    assert "Revisar otra vez" in text(desk.get(here))
    desk.post(here, {"step": "check"})
    assert FileCheck.objects.filter(digest=file.digest).count() == 2
    answer(desk, number)
    assert Answer.objects.get().files_to_follow == 1


def test_files_left_over_are_checked_by_the_worker_or_by_hand(
    desk: Client, number: str, officer: User, monday: datetime
) -> None:
    row = InformationRequest.objects.get(number=number)
    for place in range(2):
        checked = file_of(f"{place}.csv", f"a,{place}\n".encode())
        shelf.add(row, Shelf.ANSWER, checked, by=officer, at=monday)
    assert "todavía no se revisaron" in text(desk.get(address(number)))
    first = AnswerFile.objects.earliest("pk")
    assert "Revisar ahora" in text(desk.get(address(number, "responder", str(first.key))))
    shelf.look_into(first, at=monday)
    tasks.check_files(row.pk)
    assert FileCheck.objects.count() == 2
    desk.post(address(number), {"step": "check"})
    assert FileCheck.objects.count() == 2


def test_a_file_is_replaced_or_removed_with_all_that_was_made_of_it(
    desk: Client, number: str
) -> None:
    (file,) = put(desk, number, dirty())
    here = address(number, "responder", str(file.key))
    assert desk.post(here, {"step": "replace"}).status_code == 422
    moved = desk.post(here, {"step": "replace", "attachments": [clean()]})
    (new,) = AnswerFile.objects.all()
    assert (moved.status_code, new.name) == (302, "datos.csv")
    path = str(new.content.name)
    desk.post(address(number, "responder", str(new.key)), {"step": "remove"})
    assert not AnswerFile.objects.exists()
    assert not default_storage.exists(path)


def test_a_copy_that_hides_less_goes_out_and_the_original_stays_inside(
    desk: Client, number: str
) -> None:
    (file,) = put(desk, number, dirty())
    here = address(number, "responder", str(file.key))
    assert "Dejar solo los valores visibles" in text(desk.get(here))
    assert desk.post(here, {"step": "fix", "fix": "x"}).status_code == 404
    copied = desk.post(here, {"step": "fix", "fix": MadeBy.VALUES_ONLY.value}, follow=True)
    assert "Es una copia" in text(copied)
    copy = file.copies.get()
    assert need(copy) is Need.NOTHING
    assert "es la copia la que sale" in text(desk.get(here))
    wrong = desk.post(here, {"step": "fix", "fix": MadeBy.RERENDERED.value}, follow=True)
    assert "No se pudo hacer esa copia" in text(wrong)
    desk.post(address(number, "responder", str(copy.key)), {"step": "undo"})
    assert list(AnswerFile.objects.all()) == [file]
    assert desk.post(here, {"step": "undo"}).status_code == 404
    desk.post(here, {"step": "fix", "fix": MadeBy.VALUES_ONLY.value})
    copy = file.copies.get()
    answer(desk, number)
    kept = Document.objects.values_list("visibility", "digest").order_by("pk")
    assert list(kept) == [("parties", copy.digest), ("internal", file.digest)]


def test_a_full_disk_is_said_and_nothing_is_lost(
    desk: Client, number: str, settings: Settings, tmp_path: Path
) -> None:
    put(desk, number, clean())
    stores, full = settings.STORAGES, tmp_path / "lleno"
    full.write_text("no es una carpeta")
    nowhere = {**stores["default"], "OPTIONS": {"location": str(full)}}
    settings.STORAGES = {**stores, "default": nowhere}
    page = desk.post(address(number), {"attachments": [clean("otro.csv", "b,c\n")]})
    assert (page.status_code, "No pudimos guardar «otro.csv»" in text(page)) == (422, True)
    stopped = answer(desk, number)
    assert "No pudimos guardar los archivos ahora" in text(stopped)
    assert not Answer.objects.exists()
    settings.STORAGES = stores
    answer(desk, number)
    assert Document.objects.get().name == "datos.csv"


def test_the_same_file_is_there_once_and_two_of_a_name_are_told_apart(
    desk: Client, number: str
) -> None:
    put(desk, number, clean(), clean(), clean(text="otra,cosa\n"))
    assert [file.name for file in AnswerFile.objects.all()] == ["datos.csv", "datos (2).csv"]


def test_what_is_prepared_is_handed_over_only_as_a_download(desk: Client, number: str) -> None:
    (file,) = put(desk, number, clean())
    sent: Any = desk.get(address(number, "responder", str(file.key), "contenido"))
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert sent.headers["Content-Security-Policy"].startswith("sandbox")
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert sent.headers["Cache-Control"] == "private, no-store"
    assert b"".join(sent).startswith(b"a")


def test_a_file_of_another_shelf_or_an_unknown_one_is_404(desk: Client, number: str) -> None:
    (file,) = put(desk, number, clean())
    assert desk.get(address(number, "denegar", str(file.key))).status_code == 404
    assert desk.get(address(number, "estante")).status_code == 404


def test_the_files_of_a_denial_do_not_go_with_an_answer(desk: Client, number: str) -> None:
    desk.post(address(number, "denegar"), {"attachments": [clean("resolucion.csv")]})
    answer(desk, number)
    assert not Document.objects.exists()


def test_a_colleague_clears_what_was_replaced_meanwhile_and_is_told(
    desk: Client, number: str, mopc: Institution
) -> None:
    (file,) = put(desk, number, dirty())
    keys = [matter.key for matter in shelf.kept(file).standing.matters]
    here = address(number, "responder", str(file.key))
    desk.post(here, {"step": "replace", "attachments": [clean()]})
    colleague = signed_in(appoint(make_user("colega@mopc.example"), mopc, Duty.HEAD))
    late = colleague.post(here, {"step": "clear", "findings": keys, "ready": "asked"})
    assert (late.status_code, Clearance.objects.count()) == (404, 0)


def test_who_lost_the_post_clears_nothing(desk: Client, number: str, officer: User) -> None:
    (file,) = put(desk, number, dirty())
    keys = [matter.key for matter in shelf.kept(file).standing.matters]
    Post.objects.filter(holder=officer).update(ends_on=at("2026-07-05").date())
    here = address(number, "responder", str(file.key))
    gone = desk.post(here, {"step": "clear", "findings": keys, "ready": "asked"})
    assert (gone.status_code, Clearance.objects.count()) == (404, 0)


def test_a_stored_file_without_a_row_is_swept_after_a_day(
    desk: Client, number: str, monday: datetime
) -> None:
    (file,) = put(desk, number, clean())
    path = Path(default_storage.path(f"{ANSWER_FOLDER}/suelto"))
    path.write_bytes(b"x")
    tasks.sweep_files()
    assert path.exists()
    assert shelf.sweep(at=at("2100-01-01")) >= 1
    assert not path.exists()
    assert default_storage.exists(str(file.content.name))


def test_what_went_out_while_the_process_died_is_not_given_twice(
    desk: Client, number: str, officer: User, monday: datetime
) -> None:
    put(desk, number, clean())
    answer(desk, number)
    row = InformationRequest.objects.get(number=number)
    left = shelf.add(row, Shelf.LATER, file_of("datos.csv", clean().read()), by=officer, at=monday)
    assert left.digest == Document.objects.get().digest
    desk.get(address(number, "despues"))
    assert not AnswerFile.objects.exists()
