"""The desk of the other tests, for the pages where answers are prepared."""

from tests.requests_app.desk.conftest import clock, desk, number, receipt

__all__ = ["clock", "desk", "number", "receipt"]
