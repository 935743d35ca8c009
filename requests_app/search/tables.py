"""What the models cannot say of the index: a tsvector on PostgreSQL, an FTS5 table on SQLite."""

from __future__ import annotations

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

ENTRIES = "requests_app_searchentry"
TEXT = "requests_app_searchtext"

# The words come stemmed, hence 'simple'. Stored, because a match may have to be checked again.
_POSTGRESQL = (
    f"""ALTER TABLE {ENTRIES} ADD COLUMN IF NOT EXISTS document tsvector
    GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED""",
    f"CREATE INDEX IF NOT EXISTS search_document ON {ENTRIES} USING gin (document)",
)
_UNDO_POSTGRESQL = (f"ALTER TABLE {ENTRIES} DROP COLUMN IF EXISTS document",)

# The full-text table keeps no text of its own; triggers keep it equal to the entries, so that
# whatever writes or empties them (an act, a rebuild, a flush) needs to know nothing of it.
_ADD = f"INSERT INTO {TEXT}(rowid, words) VALUES (new.info_request_id, new.words);"  # noqa: S608  our own names
_TAKE = (
    f"INSERT INTO {TEXT}({TEXT}, rowid, words) "  # noqa: S608  our own names
    "VALUES ('delete', old.info_request_id, old.words);"
)
_SQLITE = (
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS {TEXT} USING fts5(
    words, content='{ENTRIES}', content_rowid='info_request_id', tokenize='ascii')""",
    f"""CREATE TRIGGER IF NOT EXISTS search_text_added AFTER INSERT ON {ENTRIES}
    BEGIN {_ADD} END""",
    f"""CREATE TRIGGER IF NOT EXISTS search_text_taken AFTER DELETE ON {ENTRIES}
    BEGIN {_TAKE} END""",
    f"""CREATE TRIGGER IF NOT EXISTS search_text_changed AFTER UPDATE ON {ENTRIES}
    BEGIN {_TAKE} {_ADD} END""",
)
_UNDO_SQLITE = (
    "DROP TRIGGER IF EXISTS search_text_added",
    "DROP TRIGGER IF EXISTS search_text_taken",
    "DROP TRIGGER IF EXISTS search_text_changed",
    f"DROP TABLE IF EXISTS {TEXT}",
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Create what is missing; harmless when it is all there."""
    _execute(connection, _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop what `install` made."""
    is_postgresql = connection.vendor == "postgresql"
    _execute(connection, _UNDO_POSTGRESQL if is_postgresql else _UNDO_SQLITE)


def recount(connection: BaseDatabaseWrapper) -> None:
    """Fill SQLite's full-text table from the entries, whatever it held."""
    if connection.vendor == "sqlite":
        _execute(connection, (f"INSERT INTO {TEXT}({TEXT}) VALUES ('rebuild')",))  # noqa: S608  our own name


def scrub(connection: BaseDatabaseWrapper) -> None:
    """Write SQLite's full-text table anew, which otherwise keeps the words of what was taken out
    until it happens to merge the part that holds them."""
    if connection.vendor == "sqlite":
        _execute(connection, (f"INSERT INTO {TEXT}({TEXT}) VALUES ('optimize')",))  # noqa: S608  our own name


def install_after_migrate(*, using: str = DEFAULT_DB_ALIAS, **_kwargs: Any) -> None:
    """Put back what a rebuild of the entries' table drops; Django calls this after a migrate."""
    connection = connections[using]
    if ENTRIES in connection.introspection.table_names():
        install(connection)


def _execute(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
