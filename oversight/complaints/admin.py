"""The technical administration sees how complaints and their mails stand, not what they say."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from oversight.complaints.models import Complaint, ComplaintMail


@admin.register(Complaint)
class ComplaintAdmin(ReadOnlyAdmin):
    list_display = ["number", "institution", "ground", "stage", "filed_on", "due_on", "closed_on"]
    list_filter = ["stage", "ground"]
    fields = ["number", "institution", "ground", "stage", "filed_on", "due_on", "closed_on"]
    show_full_result_count = False


@admin.register(ComplaintMail)
class ComplaintMailAdmin(ReadOnlyAdmin):
    list_display = ["kind", "state", "attempts", "created_at", "next_attempt_at", "last_error"]
    list_filter = ["state", "kind"]
    exclude = ["complaint", "step", "official", "message_id"]
    show_full_result_count = False
