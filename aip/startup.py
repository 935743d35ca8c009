"""What must be true before this process may count a legal day, asked of the real parts.

Imported by the worker's application before Django is set up, hence no models at the top.
"""

import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError, DataError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from requests_app import answer_triggers, triggers

# Paraguay keeps summer time all year since October 2024; older zone tables give four hours here.
_INSTANT = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
_OFFSET = timedelta(hours=-3)
_IS_RIGHT = (
    "SELECT (timestamptz '2026-07-01 12:00:00+00' AT TIME ZONE %s)"
    " = timestamp '2026-07-01 09:00:00'"
)


def problems() -> list[str]:
    """Return one sentence for each reason not to start; none when all is well."""
    found = []
    if not python_knows_the_hour(settings.TIME_ZONE):
        found.append(
            f"Python no da −03:00 a {settings.TIME_ZONE} el 2026-07-01: actualice tzdata (2025a o "
            "posterior)."
        )
    if not settings.EMBEDDED and not settings.EMAIL_HOST:
        found.append("Nadie recibiría avisos: indique el servidor de correo en EMAIL_HOST.")
    try:
        return found + _of_the_database()
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        return [*found, f"La base de datos no responde: {reason}"]


def refuse_to_start() -> None:
    """Leave the process with exit code 1 and every problem on stderr, if there is one."""
    found = problems()
    if not connection.in_atomic_block:
        # Not kept: a worker forks after this, and a pool has few to give.
        connection.close()
    if found:
        sys.stderr.writelines(f"No se puede empezar. {problem}\n" for problem in found)
        raise SystemExit(1)


def python_knows_the_hour(zone: str) -> bool:
    """Say whether Python gives `zone` the offset Paraguay has by law since October 2024."""
    try:
        return _INSTANT.astimezone(ZoneInfo(zone)).utcoffset() == _OFFSET
    except (ZoneInfoNotFoundError, ValueError):
        return False


def database_knows_the_hour(database: BaseDatabaseWrapper, zone: str) -> bool:
    """Ask the database the same; SQLite has no zones of its own and takes Python's."""
    if database.vendor != "postgresql":
        return python_knows_the_hour(zone)
    try:
        with transaction.atomic(using=database.alias), database.cursor() as cursor:
            # The session's own zone plays no part: both sides are told without it.
            cursor.execute(_IS_RIGHT, [zone])
            answer: tuple[bool] = cursor.fetchone()
            return answer[0]
    except DataError:
        return False


def _of_the_database() -> list[str]:
    pending = _pending_migrations()
    if pending:
        # Without its tables nothing else can be asked.
        return [f"Migraciones pendientes: {pending}. Ejecute manage.py migrate."]
    found = []
    if connection.vendor == "postgresql" and not database_knows_the_hour(
        connection, settings.TIME_ZONE
    ):
        found.append(
            f"La base de datos no da −03:00 a {settings.TIME_ZONE} el 2026-07-01: actualice su "
            "tzdata (2025a o posterior)."
        )
    missing = [name for one in triggers.guarded() for name in sorted(one.missing(connection))]
    if missing := [*missing, *sorted(answer_triggers.missing(connection))]:
        names = ", ".join(missing)
        found.append(f"La historia no está protegida, falta {names}: ejecute manage.py migrate.")
    if not settings.DEMO and get_user_model().objects.filter(is_demo=True).exists():
        found.append(
            "Hay datos de demostración y DEMO no está activo: use otra base de datos, o DEMO=true."
        )
    return found


def _pending_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
