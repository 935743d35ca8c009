"""Settings as a fresh process reads them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PRODUCTION = {
    "SECRET_KEY": "a-secret-of-this-test",
    "ALLOWED_HOSTS": "pedidos.example",
    "PUBLIC_URL": "https://pedidos.example",
}


def _read(expression: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", f"from aip import settings; print({expression})"],
        env={**inherited, "VAR_DIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_production_does_not_start_without_a_secret(tmp_path: Path) -> None:
    run = _read("1", tmp_path, ALLOWED_HOSTS="pedidos.example")
    assert run.returncode != 0
    assert "set the environment variable SECRET_KEY" in run.stderr


def test_with_no_settings_at_all_it_is_a_trial_for_this_machine_only(tmp_path: Path) -> None:
    run = _read("settings.DEMO, settings.ALLOWED_HOSTS", tmp_path)
    assert run.stdout == "True ['localhost', '127.0.0.1', '[::1]']\n"


def test_production_is_never_a_demonstration_by_itself(tmp_path: Path) -> None:
    assert _read("settings.DEMO", tmp_path, **PRODUCTION).stdout == "False\n"


def test_production_asks_for_https_and_demo_does_not(tmp_path: Path) -> None:
    said = "settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE"
    assert _read(said, tmp_path, **PRODUCTION).stdout == "True True\n"
    assert _read(said, tmp_path, DEMO="true").stdout == "False False\n"


@pytest.mark.parametrize(
    ("url", "vendor"),
    [("postgres://u@127.0.0.1/aip", "postgresql"), ("sqlite:///:memory:", "sqlite3")],
)
def test_the_database_is_chosen_by_its_address(tmp_path: Path, url: str, vendor: str) -> None:
    run = _read("settings.DATABASE_VENDOR", tmp_path, DATABASE_URL=url, **PRODUCTION)
    assert run.stdout == f"{vendor}\n"


def test_another_kind_of_database_is_refused(tmp_path: Path) -> None:
    run = _read("1", tmp_path, DATABASE_URL="mysql://u@127.0.0.1/aip", **PRODUCTION)
    assert "DATABASE_URL must be" in run.stderr


def test_redis_serves_broker_and_limits_when_it_is_named(tmp_path: Path) -> None:
    said = "settings.CELERY['broker_url'], settings.CACHES['default']['BACKEND']"
    with_redis = _read(said, tmp_path, REDIS_URL="redis://127.0.0.1/1", **PRODUCTION).stdout
    assert "redis://127.0.0.1/1" in with_redis
    assert "RedisCache" in with_redis
    without = _read(said, tmp_path, **PRODUCTION).stdout
    assert "filesystem://" in without
    assert "DatabaseCache" in without


def test_time_zones_come_from_the_pinned_wheel(tmp_path: Path) -> None:
    run = _read("__import__('zoneinfo').TZPATH", tmp_path, **PRODUCTION)
    assert run.stdout == "()\n"
