"""The database's own refusal to change or delete history, on PostgreSQL and SQLite."""

from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

FIND = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) "
    "AND NOT tgisinternal AND tgenabled = 'A'",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
}


@dataclass(frozen=True, slots=True)
class AppendOnlyTable:
    """A table whose rows are added and nothing else; its triggers begin with `name`.

    `same` is the SQL that finds the row a new one would replace. Names are code, never typed.
    """

    name: str
    table: str
    same: str

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Create the triggers that are missing; harmless when they are all there."""
        with connection.cursor() as cursor:
            for statement in self._statements(connection.vendor):
                cursor.execute(statement)

    def remove(self, connection: BaseDatabaseWrapper) -> None:
        """Drop the triggers. For a migration that rebuilds the table, and for tests' own flush."""
        of_table = f" ON {self.table}" if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            for name in sorted(self._expected(connection.vendor)):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{of_table}")

    def missing(self, connection: BaseDatabaseWrapper) -> set[str]:
        """Return the names of the triggers that should guard the table and do not."""
        with connection.cursor() as cursor:
            cursor.execute(FIND[connection.vendor], [self.table])
            found = {row[0] for row in cursor.fetchall()}
        return self._expected(connection.vendor) - found

    def install_after_migrate(self, *, using: str = DEFAULT_DB_ALIAS, **_kwargs: Any) -> None:
        """Put the triggers back once the tables exist; Django calls this after every migrate."""
        connection = connections[using]
        if self.table in connection.introspection.table_names():
            self.install(connection)

    def _expected(self, vendor: str) -> set[str]:
        kinds = (
            ("change", "truncate") if vendor == "postgresql" else ("update", "delete", "replace")
        )
        return {f"{self.name}_no_{kind}" for kind in kinds}

    def _statements(self, vendor: str) -> tuple[str, ...]:
        name, table = self.name, self.table
        if vendor == "postgresql":
            return (
                f"""
CREATE OR REPLACE FUNCTION {name}_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{name} is append-only: % on % refused', TG_OP, TG_TABLE_NAME;
END $$;
CREATE OR REPLACE TRIGGER {name}_no_change BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION {name}_is_final();
CREATE OR REPLACE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION {name}_is_final();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}_no_change;
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}_no_truncate;
""",
            )
        # INSERT OR REPLACE deletes without asking a DELETE trigger, hence the third.
        return (
            f"""CREATE TRIGGER IF NOT EXISTS {name}_no_update BEFORE UPDATE ON {table}
    BEGIN SELECT RAISE(ABORT, '{name} is append-only: UPDATE refused'); END""",
            f"""CREATE TRIGGER IF NOT EXISTS {name}_no_delete BEFORE DELETE ON {table}
    BEGIN SELECT RAISE(ABORT, '{name} is append-only: DELETE refused'); END""",
            f"""CREATE TRIGGER IF NOT EXISTS {name}_no_replace BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE {self.same})
    BEGIN SELECT RAISE(ABORT, '{name} is append-only: REPLACE refused'); END""",  # noqa: S608  ours
        )


_GUARDED: list[AppendOnlyTable] = []


def guard(table: AppendOnlyTable) -> AppendOnlyTable:
    """Count a table among those that must be guarded before the program starts; its application
    still installs the triggers after each migration."""
    _GUARDED.append(table)
    return table


def guarded() -> tuple[AppendOnlyTable, ...]:
    """Return every table of every room that keeps what is written."""
    return tuple(_GUARDED)


HISTORY = guard(
    AppendOnlyTable(
        name="history",
        table="requests_app_timelineevent",
        same="id = NEW.id OR (info_request_id = NEW.info_request_id AND sequence = NEW.sequence)",
    )
)
TABLE = HISTORY.table
install, remove, missing = HISTORY.install, HISTORY.remove, HISTORY.missing
install_after_migrate = HISTORY.install_after_migrate
