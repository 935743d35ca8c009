"""The technical administration sees what was sent and where addresses are from, changes nothing."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from off_system.models import AddressChange, Sending


@admin.register(Sending)
class SendingAdmin(ReadOnlyAdmin):
    list_display = ["made_at", "info_request", "address", "sent_by"]
    list_select_related = ["info_request", "sent_by"]
    date_hierarchy = "made_at"


@admin.register(AddressChange)
class AddressChangeAdmin(ReadOnlyAdmin):
    list_display = ["entered_at", "office", "address", "source", "entered_by"]
    list_select_related = ["office__institution", "entered_by"]
