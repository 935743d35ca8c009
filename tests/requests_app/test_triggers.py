"""The database itself refuses to change or delete history, and says when it cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from requests_app import triggers
from requests_app.models import TimelineEvent

COLUMNS = (
    "info_request_id, institution_id, sequence, kind, actor_kind, actor_id, happened_on, "
    "recorded_at, article, payload, previous_hash, hash"
)
CHANGES = [
    "UPDATE requests_app_timelineevent SET happened_on = '2020-01-01'",
    "UPDATE requests_app_timelineevent SET payload = payload",
    "DELETE FROM requests_app_timelineevent",
    "DELETE FROM requests_app_timelineevent WHERE sequence = 1",
]
REPLACE_BY_PLACE = (
    f"INSERT OR REPLACE INTO requests_app_timelineevent (id, {COLUMNS}) "  # noqa: S608  ours
    f"SELECT id + 1000, {COLUMNS} FROM requests_app_timelineevent"
)
REPLACEMENTS = [
    "INSERT OR REPLACE INTO requests_app_timelineevent SELECT * FROM requests_app_timelineevent",
    REPLACE_BY_PLACE,
]
UPSERT = (
    f"INSERT INTO requests_app_timelineevent (id, {COLUMNS}) "  # noqa: S608  ours
    f"SELECT id, {COLUMNS} FROM requests_app_timelineevent WHERE true "
    "ON CONFLICT (id) DO UPDATE SET payload = '{}'"
)
POSTGRESQL_CHANGES = [
    "TRUNCATE requests_app_timelineevent CASCADE",
    f"SET session_replication_role = replica; {CHANGES[0]}",
]
DISABLE = "ALTER TABLE requests_app_timelineevent DISABLE TRIGGER history_no_change"


def refuse(statement: str) -> None:
    """Run a statement that history must refuse, and see that nothing changed."""
    before = list(TimelineEvent.objects.values_list())
    connection.check_constraints()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert list(TimelineEvent.objects.values_list()) == before


@pytest.mark.django_db
@pytest.mark.parametrize("statement", [*CHANGES, UPSERT])
def test_history_is_neither_changed_nor_deleted_by_sql(number: str, statement: str) -> None:
    refuse(statement)


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own statement")
@pytest.mark.parametrize("statement", REPLACEMENTS)
def test_history_is_not_replaced(number: str, statement: str) -> None:
    refuse(statement)


@pytest.mark.django_db
@pytest.mark.postgres
@pytest.mark.parametrize("statement", POSTGRESQL_CHANGES)
def test_history_is_not_truncated_even_by_a_replica_session(number: str, statement: str) -> None:
    refuse(statement)


@pytest.mark.django_db
def test_nor_through_the_models(number: str) -> None:
    event = TimelineEvent.objects.get()
    event.article = "otro"
    with pytest.raises(DatabaseError), transaction.atomic():
        event.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        TimelineEvent.objects.update(article="otro")
    with pytest.raises(DatabaseError), transaction.atomic():
        TimelineEvent.objects.bulk_update([event], ["article"])
    event.commitments.all().delete()
    event.outbox_entry.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        event.delete()
    assert TimelineEvent.objects.get().article != "otro"


@pytest.mark.django_db
def test_a_dropped_trigger_is_noticed_and_put_back(number: str) -> None:
    assert triggers.missing(connection) == set()
    connection.check_constraints()
    triggers.remove(connection)
    assert len(triggers.missing(connection)) == (2 if connection.vendor == "postgresql" else 3)
    triggers.install(connection)
    triggers.install(connection)
    assert triggers.missing(connection) == set()
    refuse(CHANGES[0])


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_disabled_trigger_is_noticed(number: str) -> None:
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(DISABLE)
    assert triggers.missing(connection) == {"history_no_change"}
    triggers.install(connection)
    assert triggers.missing(connection) == set()


@pytest.mark.django_db(transaction=True)
def test_migrate_puts_the_triggers_back(number: str) -> None:
    triggers.remove(connection)
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection) == set()


@pytest.mark.django_db
def test_before_the_table_exists_there_is_nothing_to_guard() -> None:
    later = replace(triggers.HISTORY, table="not_yet_made")
    later.install_after_migrate()
    assert later.missing(connection)
    triggers.install_after_migrate()
    assert triggers.missing(connection) == set()
