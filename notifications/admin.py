"""The technical administration sees what was told, what has left and what is stuck."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin import ReadOnlyAdmin
from notifications.fan_out import SET_ASIDE
from notifications.models import Delivery, IncomingMail, Notification
from requests_app.models import OutboxEntry


class OutboxState(admin.SimpleListFilter):
    """Which facts still wait, and which were set aside because their notices cannot be made."""

    title = _("estado")
    parameter_name = "estado"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> list[tuple[str, Any]]:
        """Offer the three states of an entry."""
        return [("espera", _("Por preparar")), ("apartado", _("Apartado")), ("hecho", _("Hecho"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the entries in the chosen state."""
        match self.value():
            case "espera":
                return queryset.filter(done_at=None, attempts__lt=SET_ASIDE)
            case "apartado":
                return queryset.filter(done_at=None, attempts__gte=SET_ASIDE)
            case "hecho":
                return queryset.exclude(done_at=None)
        return queryset


@admin.register(OutboxEntry)
class OutboxEntryAdmin(ReadOnlyAdmin):
    list_display = ["event", "attempts", "leased_until", "last_error", "done_at"]
    list_filter = [OutboxState]
    list_select_related = ["event"]
    show_full_result_count = False


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ["source_key", "recipient_key", "subject", "created_at", "read_at"]
    list_filter = ["created_at"]
    search_fields = ["source_key", "info_request__number"]
    # What somebody was told is theirs to read.
    exclude = ["body"]
    show_full_result_count = False


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ["notification", "state", "attempts", "next_attempt_at", "last_error", "sent_at"]
    list_filter = ["state"]
    search_fields = ["message_id", "notification__info_request__number"]
    list_select_related = ["notification"]
    show_full_result_count = False


@admin.register(IncomingMail)
class IncomingMailAdmin(ReadOnlyAdmin):
    list_display = ["received_at", "state", "info_request", "attempts", "reason"]
    list_filter = ["state"]
    list_select_related = ["info_request"]
    search_fields = ["info_request__number"]
    ordering = ["-pk"]
    # How many entered, are new and were ignored.
    show_facets = admin.ShowFacets.ALWAYS
    show_full_result_count = False
    # Whoever writes, and what, is not for this administration to read. The recipient of a
    # reply is as good as its code.
    exclude = [
        "raw",
        "sender",
        "subject",
        "recipient",
        "envelope_sender",
        "mail_key",
        "entry_key",
        "draft_digest",
    ]
