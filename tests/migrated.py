"""A database with its tables, made once by the migrations and copied for whoever needs one.

Migrating takes longer than most tests, and the suite needs a dozen databases.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(tempfile.gettempdir()) / f"aip-migrated-{os.getuid()}"
# What decides how the tables look: migrations, and what they or the end of a migration call.
DECISIVE = (
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "*/apps.py",
    "*/*triggers.py",
    "*/*/*triggers.py",
    "*/*/apps.py",
    "requests_app/search/*.py",
    "aip/settings.py",
    "uv.lock",
)


def copy_to(target: Path) -> None:
    """Put a SQLite database with its tables, and the rows migrations bring, at `target`."""
    with sqlite3.connect(_sqlite()) as made, sqlite3.connect(target) as copy:
        made.backup(copy)
        # As the site's own connections keep it.
        copy.execute("PRAGMA journal_mode=WAL")


@contextmanager
def ready(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Make the test database of `connection` exist with its tables while Django takes it over."""
    # Django tells nobody else how it calls the database.
    name = connection.creation._get_test_db_name()  # type: ignore[attr-defined]  # noqa: SLF001
    if connection.vendor == "postgresql":
        _copy_on_postgres(connection, name)
        yield
        return
    # Memory shared by name lives while somebody is connected to it.
    with sqlite3.connect(_sqlite()) as made, sqlite3.connect(name, uri=True) as copy:
        made.backup(copy)
        yield


def _sqlite() -> Path:
    path = FOLDER / f"{_fingerprint()}.sqlite3"
    with _alone():
        if not path.exists():
            making = path.with_suffix(".making")
            making.unlink(missing_ok=True)
            _migrate(f"sqlite:///{making}")
            making.rename(path)
    return path


def _copy_on_postgres(connection: BaseDatabaseWrapper, name: str) -> None:
    where = connection.settings_dict
    template = f"aip_migrated_{_fingerprint()}"
    with _alone(), psycopg.connect(
        host=where["HOST"], port=where["PORT"] or 5432, user=where["USER"],
        password=where["PASSWORD"], dbname="postgres", autocommit=True,
    ) as server:  # fmt: skip
        known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if known.fetchone() is None:
            making = f"{template}_making"
            _drop(server, making)
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(making)))
            user = f"{where['USER']}:{where['PASSWORD']}" if where["PASSWORD"] else where["USER"]
            _migrate(f"postgres://{user}@{where['HOST']}:{where['PORT'] or 5432}/{making}")
            server.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(making), sql.Identifier(template)
                )
            )
        _drop(server, name)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


def _drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _migrate(database_url: str) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "aip.settings",
        "DATABASE_URL": database_url,
        "VAR_DIR": str(FOLDER),
        "BROKER_URL": "memory://",
        "DEMO": "true",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for pattern in DECISIVE:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time make a database, however many test."""
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
