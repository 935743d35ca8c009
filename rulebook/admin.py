"""The technical administration looks at the rulebook; acts change it."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from rulebook.models import Confirmation, RuleSetChange


@admin.register(RuleSetChange)
class RuleSetChangeAdmin(ReadOnlyAdmin):
    list_display = ["base", "in_force_from", "withdraws", "instrument", "state", "decided_at"]
    list_filter = ["state"]


@admin.register(Confirmation)
class ConfirmationAdmin(ReadOnlyAdmin):
    list_display = ["edition", "rule", "basis", "counsel", "instrument", "state", "decided_at"]
    list_filter = ["state", "basis"]
