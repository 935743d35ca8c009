"""The database's own refusal to change or delete a frozen month."""

from requests_app.triggers import AppendOnlyTable, guard

SNAPSHOTS = guard(
    AppendOnlyTable(
        name="snapshots",
        table="reports_snapshot",
        same="id = NEW.id OR place = NEW.place OR digest = NEW.digest"
        " OR (month = NEW.month AND revision = NEW.revision)",
    )
)
