"""The database's own refusal to change or delete history, on PostgreSQL and SQLite."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "requests_app_timelineevent"

_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION history_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history is append-only: % on % refused', TG_OP, TG_TABLE_NAME;
END $$;
CREATE OR REPLACE TRIGGER history_no_change BEFORE UPDATE OR DELETE ON {TABLE}
  FOR EACH ROW EXECUTE FUNCTION history_is_final();
CREATE OR REPLACE TRIGGER history_no_truncate BEFORE TRUNCATE ON {TABLE}
  FOR EACH STATEMENT EXECUTE FUNCTION history_is_final();
ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER history_no_change;
ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER history_no_truncate;
"""

# INSERT OR REPLACE deletes without asking a DELETE trigger, hence the third.
_SQLITE = (
    f"""CREATE TRIGGER IF NOT EXISTS history_no_update BEFORE UPDATE ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'history is append-only: UPDATE refused'); END""",
    f"""CREATE TRIGGER IF NOT EXISTS history_no_delete BEFORE DELETE ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'history is append-only: DELETE refused'); END""",
    f"""CREATE TRIGGER IF NOT EXISTS history_no_replace BEFORE INSERT ON {TABLE}
    WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id OR
      (info_request_id = NEW.info_request_id AND sequence = NEW.sequence))
    BEGIN SELECT RAISE(ABORT, 'history is append-only: REPLACE refused'); END""",  # noqa: S608  TABLE is ours
)

_EXPECTED = {
    "postgresql": {"history_no_change", "history_no_truncate"},
    "sqlite": {"history_no_update", "history_no_delete", "history_no_replace"},
}
_FIND = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) "
    "AND NOT tgisinternal AND tgenabled = 'A'",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers that are missing; harmless when they are all there."""
    statements = (_POSTGRESQL,) if connection.vendor == "postgresql" else _SQLITE
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers. For a migration that rebuilds the table, and for tests' own flush."""
    of_table = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in sorted(_EXPECTED[connection.vendor]):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{of_table}")


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the names of the triggers that should guard history and do not."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND[connection.vendor], [TABLE])
        found = {row[0] for row in cursor.fetchall()}
    return _EXPECTED[connection.vendor] - found


def install_after_migrate(*, using: str = DEFAULT_DB_ALIAS, **_kwargs: Any) -> None:
    """Put the triggers back once the tables exist; Django calls this after every migrate."""
    connection = connections[using]
    if TABLE in connection.introspection.table_names():
        install(connection)
