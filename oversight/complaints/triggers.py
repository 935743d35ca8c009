"""The database's own refusal to change or delete a complaint's journal."""

from requests_app.triggers import AppendOnly

JOURNAL = AppendOnly(name="complaint_journal", table="complaints_complaintstep", same="id = NEW.id")
