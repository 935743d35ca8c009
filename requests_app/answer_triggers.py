"""The database's own refusal to change or delete an answer once given, on PostgreSQL and SQLite.

What may still be written of one is when it was told, at a counter (T12), and how many of its
files are to follow.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from requests_app.triggers import FIND

TABLE = "requests_app_answer"
FIXED = (
    "info_request_id",
    "institution_id",
    "outcome",
    "text",
    "source",
    "place",
    "form",
    "search_made",
    "answered_on",
    "is_late",
    "answered_by_id",
)
_NAMES = {
    "postgresql": ("answers_no_change", "answers_no_delete", "answers_no_truncate"),
    "sqlite": ("answers_no_change", "answers_no_delete", "answers_no_replace"),
}

_IN_POSTGRESQL = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in FIXED)
_IN_SQLITE = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in FIXED)

_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION an_answer_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an answer is final: % refused', TG_OP;
END $$;
CREATE OR REPLACE TRIGGER answers_no_change BEFORE UPDATE ON {TABLE}
  FOR EACH ROW WHEN ({_IN_POSTGRESQL}) EXECUTE FUNCTION an_answer_is_final();
CREATE OR REPLACE TRIGGER answers_no_delete BEFORE DELETE ON {TABLE}
  FOR EACH ROW EXECUTE FUNCTION an_answer_is_final();
CREATE OR REPLACE TRIGGER answers_no_truncate BEFORE TRUNCATE ON {TABLE}
  FOR EACH STATEMENT EXECUTE FUNCTION an_answer_is_final();
ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER answers_no_change;
ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER answers_no_delete;
ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER answers_no_truncate;
"""
_SQLITE = (
    f"""CREATE TRIGGER IF NOT EXISTS answers_no_change BEFORE UPDATE ON {TABLE}
    WHEN {_IN_SQLITE} BEGIN SELECT RAISE(ABORT, 'an answer is final: UPDATE refused'); END""",
    f"""CREATE TRIGGER IF NOT EXISTS answers_no_delete BEFORE DELETE ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'an answer is final: DELETE refused'); END""",
    # INSERT OR REPLACE deletes without asking a DELETE trigger.
    f"""CREATE TRIGGER IF NOT EXISTS answers_no_replace BEFORE INSERT ON {TABLE}
    WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'an answer is final: REPLACE refused'); END""",  # noqa: S608  ours
)


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
        for name in _NAMES[connection.vendor]:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{of_table}")


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the names of the triggers that should guard the answers and do not."""
    with connection.cursor() as cursor:
        cursor.execute(FIND[connection.vendor], [TABLE])
        return set(_NAMES[connection.vendor]) - {row[0] for row in cursor.fetchall()}


def install_after_migrate(*, using: str = DEFAULT_DB_ALIAS, **_kwargs: Any) -> None:
    """Put the triggers back once the table exists; Django calls this after every migrate."""
    connection = connections[using]
    if TABLE in connection.introspection.table_names():
        install(connection)
