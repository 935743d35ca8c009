"""The database's own refusal to change or delete an audit's journal."""

from requests_app.triggers import AppendOnlyTable, guard

AUDIT_JOURNAL = guard(
    AppendOnlyTable(name="audit_journal", table="audits_auditstep", same="id = NEW.id")
)
