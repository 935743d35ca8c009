"""Reads the files the system starts from, and says in plain words what is wrong with them."""

from offices.loading.closed_days import DayLine, digest_of, read_closed_days
from offices.loading.registry import SourceLine, read_registry

__all__ = ["DayLine", "SourceLine", "digest_of", "read_closed_days", "read_registry"]
