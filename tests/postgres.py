"""Says by its exit code whether the tests' PostgreSQL can be reached."""

import os
import sys

import dj_database_url
import psycopg

URL = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/aip")


def reachable() -> bool:
    """Try to connect to the server of URL within two seconds."""
    parts = dj_database_url.parse(URL)
    try:
        psycopg.connect(
            host=parts["HOST"],
            port=parts["PORT"] or 5432,
            user=parts["USER"],
            password=parts["PASSWORD"],
            dbname="postgres",
            connect_timeout=2,
        ).close()
    except psycopg.OperationalError:
        return False
    return True


if __name__ == "__main__":
    # In CI a run without PostgreSQL must fail there, not be left out.
    sys.exit(0 if os.environ.get("CI") or reachable() else 1)
