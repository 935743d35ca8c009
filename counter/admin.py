"""The technical administration sees who looked for which request, and changes nothing."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from counter.models import LookUp


@admin.register(LookUp)
class LookUpAdmin(ReadOnlyAdmin):
    list_display = ["at", "user", "office", "number", "shown", "was_found"]
    list_filter = ["was_found", "shown"]
    list_select_related = ["user", "office"]
    date_hierarchy = "at"
