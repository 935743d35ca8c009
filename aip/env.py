"""Reads settings from the environment, and fails at start-up rather than at noon."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """Return the value of NAME, or the content of the file that NAME_FILE points to.

    Raises ImproperlyConfigured when neither is set and there is no default.
    """
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"set the environment variable {name}")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """Return a switch: only the words "true" and "false" are understood."""
    value = text(name, str(default)).lower()
    if value not in {"true", "false"}:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}")
    return value == "true"


def words(name: str, default: str = "") -> list[str]:
    """Return a list of words separated by blanks."""
    return text(name, default).split()


def number(name: str, default: int) -> int:
    """Return a whole number."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}")
    return int(value)


def secure_url(name: str) -> str:
    """Return an address without its last slash, or "" when NAME is empty.

    Raises ImproperlyConfigured unless it is https, or http on 127.0.0.1.
    """
    value = text(name, "").rstrip("/")
    parts = urlsplit(value)
    is_safe = parts.scheme == "https" and parts.hostname
    if value and not is_safe and (parts.scheme, parts.hostname) != ("http", "127.0.0.1"):
        raise ImproperlyConfigured(f"{name} must be an https:// address, not {value!r}")
    return value


def origin(url: str) -> str:
    """Return scheme, host and port of an address, as browsers compare them (RFC 6454)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
