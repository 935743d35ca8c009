"""The technical administration looks at the checks; it writes nothing."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from oversight.active_transparency.models import Check


@admin.register(Check)
class CheckAdmin(ReadOnlyAdmin):
    list_display = ["institution", "month", "revision", "published", "applicable", "closed_on"]
