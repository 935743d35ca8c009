"""Loading closed days: a new version only when something differs, and no version ever lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from law.calendar import DayKind
from offices.actions import declare_closed_days
from offices.calendars import NoCalendar, calendar_for, local_date
from offices.errors import LoadedMeanwhile
from offices.loading import digest_of, read_closed_days
from offices.models import CalendarVersion, ClosedDay
from tests.factories import at, make_institution
from tests.offices.conftest import DAYS_HEADER, Write

pytestmark = pytest.mark.django_db

NEW_YEAR = "2026-01-01,feriado,national,Año Nuevo,Ley 7544/2025,Gaceta,confirmed,"
EXTRA = (
    "2026-06-30,feriado,national,Feriado extraordinario,Decreto 1/2026,Gaceta,confirmed,2026-06-29"
)
LUQUE_DAY = "2026-05-20,asueto,institution:MUN-1109,Aniversario,Ordenanza 1,Junta,confirmed,"


def load(path: Path) -> None:
    call_command("load_closed_days", str(path), verbosity=0)


def refusal(path: Path) -> list[str]:
    """Load a file that must be refused, and return its complaints; nothing may be left."""
    with pytest.raises(CommandError) as refused:
        load(path)
    assert not CalendarVersion.objects.exists()
    assert not ClosedDay.objects.exists()
    return str(refused.value).split("\n")


def days_of(number: int) -> set[date]:
    return set(ClosedDay.objects.of_version(number).values_list("day", flat=True))


def test_the_days_that_come_with_the_system_load_whole(closed_days: None) -> None:
    assert ClosedDay.objects.count() == 216
    assert CalendarVersion.objects.get().number == 1


def test_the_same_days_in_another_order_make_no_version(days_file: Write) -> None:
    load(days_file(NEW_YEAR, EXTRA))

    load(days_file(EXTRA, NEW_YEAR))

    assert CalendarVersion.objects.count() == 1


def test_a_new_version_keeps_what_the_old_one_held(days_file: Write) -> None:
    load(days_file(NEW_YEAR))
    load(days_file(NEW_YEAR, EXTRA))
    load(days_file(EXTRA))

    assert days_of(1) == {date(2026, 1, 1)}
    assert days_of(2) == {date(2026, 1, 1), date(2026, 6, 30)}
    assert days_of(3) == {date(2026, 6, 30)}


def test_a_changed_day_ends_in_the_version_in_which_it_begins_again(days_file: Write) -> None:
    load(days_file(NEW_YEAR))

    load(days_file(NEW_YEAR.replace("Gaceta", "Gaceta Oficial")))

    old, new = ClosedDay.objects.order_by("pk")
    assert old.removed_in == new.added_in == CalendarVersion.objects.get(number=2)
    assert new.removed_in is None


def test_the_digest_is_that_of_the_days_whatever_the_history(days_file: Write) -> None:
    load(days_file(NEW_YEAR))
    load(days_file(NEW_YEAR, EXTRA))
    load(days_file(NEW_YEAR))

    first, second, third = CalendarVersion.objects.order_by("number")
    assert first.digest == third.digest == digest_of(read_closed_days(days_file(NEW_YEAR)))
    assert second.digest != first.digest
    assert third.label == f"3-{third.digest[:8]}"


def test_the_reason_is_kept_with_the_version(days_file: Write) -> None:
    call_command("load_closed_days", str(days_file(NEW_YEAR)), reason="Decreto 1", verbosity=0)

    assert CalendarVersion.objects.get().reason == "Decreto 1"


def test_every_mistake_is_told_with_its_line_and_nothing_is_loaded(days_file: Write) -> None:
    told = refusal(
        days_file(
            NEW_YEAR,
            "01/05/2026,feriado,national,Trabajadores,,,seed,",
            "20260501,feriado,national,Trabajadores,,,seed,",
            "2026-02-30,feriado,national,No existe,,,seed,",
            "2050-01-01,feriado,national,Año Nuevo,,,seed,",
            "2026-05-01,puente,national,Trabajadores,,,seed,",
            "2026-05-01,feriado,luna,Trabajadores,,,seed,",
            NEW_YEAR,
            "2026-05-01,feriado,national,,,,,ayer",
        )
    )

    assert [line.partition(":")[0] for line in told] == [
        *[f"línea {number}" for number in range(3, 10)],
        *["línea 10"] * 3,
    ]
    assert told[0] == "línea 3: «date» dice «01/05/2026»; escriba la fecha como 2026-07-06."
    assert told[1].startswith("línea 4: «date» dice «20260501»")
    assert told[3] == "línea 6: la fecha 2050-01-01 está fuera de 2014 a 2040."
    assert "«kind» dice «puente»" in told[4]
    assert "no se entiende el alcance «luna»" in told[5]
    assert told[6] == "línea 9: repite el día, la clase y el alcance de la línea 2."


def test_a_file_without_days_is_refused(days_file: Write) -> None:
    assert refusal(days_file()) == ["El archivo no tiene ningún día."]


def test_an_unknown_column_is_refused(days_file: Write) -> None:
    told = refusal(days_file(NEW_YEAR + ",", header=f"{DAYS_HEADER},color"))

    assert told == ["línea 1: no se conoce la columna «color»."]


def test_without_any_version_there_is_no_calendar(db: None) -> None:
    with pytest.raises(NoCalendar):
        calendar_for(None)


def test_a_removed_feriado_counts_again_but_not_in_the_older_version(days_file: Write) -> None:
    load(days_file(NEW_YEAR, EXTRA))
    load(days_file(NEW_YEAR))
    older = CalendarVersion.objects.get(number=1)

    assert calendar_for(None).days.is_business_day(date(2026, 6, 30))
    assert not calendar_for(None, version=older).days.is_business_day(date(2026, 6, 30))


def test_a_day_published_later_is_left_out_of_what_was_known(days_file: Write) -> None:
    load(days_file(NEW_YEAR, EXTRA))

    known_before = calendar_for(None, known_on=date(2026, 6, 28)).days
    known_after = calendar_for(None, known_on=date(2026, 6, 29)).days
    assert known_before.is_business_day(date(2026, 6, 30))
    assert not known_after.is_business_day(date(2026, 6, 30))


def test_a_local_day_is_only_for_its_institution(days_file: Write) -> None:
    load(days_file(NEW_YEAR, LUQUE_DAY))
    luque, other = make_institution("MUN-1109"), make_institution("MUN-1103")

    closing = calendar_for(luque).days.closed_day(date(2026, 5, 20))
    assert closing is not None
    assert closing.kind is DayKind.ASUETO
    assert calendar_for(other).days.closed_day(date(2026, 5, 20)) is None


def test_institutions_without_days_of_their_own_share_one_calendar(days_file: Write) -> None:
    load(days_file(NEW_YEAR, LUQUE_DAY))
    one, two = make_institution("MOPC"), make_institution("MEC")

    assert calendar_for(one).days is calendar_for(two).days is calendar_for(None).days


def test_a_number_that_carries_other_days_is_not_served_from_memory(days_file: Write) -> None:
    load(days_file(NEW_YEAR, EXTRA))
    before = calendar_for(None).days
    ClosedDay.objects.all().delete()
    CalendarVersion.objects.all().delete()

    load(days_file(NEW_YEAR))

    assert calendar_for(None).version.number == 1
    assert not before.is_business_day(date(2026, 6, 30))
    assert calendar_for(None).days.is_business_day(date(2026, 6, 30))


def test_the_legal_date_of_an_instant_is_that_of_asuncion() -> None:
    assert local_date(at("2026-09-15", hour=23, minute=59)) == date(2026, 9, 15)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs two real connections")
def test_of_two_loads_at_once_each_version_belongs_to_one(days_file: Write) -> None:
    load(days_file(NEW_YEAR))
    files = [read_closed_days(days_file(NEW_YEAR, row)) for row in (EXTRA, LUQUE_DAY)]
    together = Barrier(len(files))
    ends: list[str] = []

    def declare(index: int) -> Callable[[], None]:
        def run() -> None:
            together.wait()
            try:
                declare_closed_days(files[index], reason=f"{index}", at=at("2026-06-29"))
                ends.append("declared")
            except LoadedMeanwhile:
                ends.append("refused")
            finally:
                connection.close()

        return run

    threads = [Thread(target=declare(index)) for index in range(len(files))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert "declared" in ends
    assert CalendarVersion.objects.count() == 1 + ends.count("declared")
    last = CalendarVersion.objects.latest("number")
    standing = ClosedDay.objects.of_version(last.number)
    assert standing.count() == 2
    assert last.digest in {digest_of(days) for days in files}
