"""The database's own refusal to change or delete a file's journal and who opened it."""

from requests_app.triggers import AppendOnlyTable, guard

STEPS = guard(
    AppendOnlyTable(
        name="file_journal",
        table="noncompliance_filestep",
        same="id = NEW.id OR (file_id = NEW.file_id AND sequence = NEW.sequence)",
    )
)
OPENINGS = guard(
    AppendOnlyTable(name="file_openings", table="noncompliance_fileopening", same="id = NEW.id")
)
