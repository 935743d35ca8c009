"""The database's own refusal to change or delete a complaint's journal."""

from requests_app.triggers import AppendOnlyTable, guard

JOURNAL = guard(
    AppendOnlyTable(name="complaint_journal", table="complaints_complaintstep", same="id = NEW.id")
)
