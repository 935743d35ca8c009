"""The technical administration sees which mails are stuck, never to whom they go."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from openness.models import Mailing


@admin.register(Mailing)
class MailingAdmin(ReadOnlyAdmin):
    list_display = ["kind", "state", "attempts", "created_at", "next_attempt_at", "last_error"]
    list_filter = ["state", "kind"]
    exclude = ["subscription", "message_id"]
    show_full_result_count = False
