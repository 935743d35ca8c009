"""The technical administration sees how audits stand, not what they find."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from oversight.audits.models import Audit


@admin.register(Audit)
class AuditAdmin(ReadOnlyAdmin):
    list_display = ["number", "title", "stage", "announced_on", "drawn_on", "published_on"]
    list_filter = ["stage"]
    fields = ["number", "title", "stage", "announced_on", "drawn_on", "published_on", "digest"]
