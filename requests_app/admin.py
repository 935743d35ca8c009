"""The technical administration looks at the procedure's rows; it changes none.

What people wrote and who they are is left out: reading that leaves a record, and this does not.
"""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from requests_app import models


@admin.register(models.InformationRequest)
class InformationRequestAdmin(ReadOnlyAdmin):
    list_display = ["number", "institution", "stage", "outcome", "presented_on", "answered_on"]
    list_filter = ["stage", "outcome", "channel"]
    list_select_related = ["institution"]
    search_fields = ["number"]
    ordering = ["-pk"]
    exclude = [
        "requester",
        "subject",
        "description",
        "verdict_reason",
        "tracking_code_hash",
        "token_digest",
    ]


@admin.register(models.Term)
class TermAdmin(ReadOnlyAdmin):
    list_display = ["info_request", "kind", "starts_on", "due_on", "closed_on", "ended_as"]
    list_filter = ["kind", "ended_as"]
    list_select_related = ["info_request"]
    search_fields = ["info_request__number"]
    ordering = ["-pk"]


@admin.register(models.TimelineEvent)
class TimelineEventAdmin(ReadOnlyAdmin):
    list_display = ["info_request", "sequence", "kind", "actor_kind", "happened_on", "hash"]
    list_filter = ["kind", "actor_kind"]
    list_select_related = ["info_request"]
    search_fields = ["info_request__number", "hash"]
    ordering = ["-pk"]


@admin.register(models.Leg)
class LegAdmin(ReadOnlyAdmin):
    list_display = ["info_request", "from_institution", "to_institution", "forwarded_on", "is_late"]
    list_select_related = ["info_request", "from_institution", "to_institution"]
    search_fields = ["info_request__number"]
    ordering = ["-pk"]
    exclude = ["reason"]


@admin.register(models.Answer)
class AnswerAdmin(ReadOnlyAdmin):
    list_display = ["info_request", "institution", "outcome", "answered_on", "is_late"]
    list_filter = ["outcome", "is_late"]
    list_select_related = ["info_request", "institution"]
    search_fields = ["info_request__number"]
    ordering = ["-pk"]
    exclude = ["text", "search_made"]


@admin.register(models.Reconsideration)
class ReconsiderationAdmin(ReadOnlyAdmin):
    list_display = ["info_request", "stage", "ground", "filed_on", "is_late", "closed_on"]
    list_filter = ["stage", "ground"]
    list_select_related = ["info_request"]
    search_fields = ["info_request__number"]
    ordering = ["-pk"]
    exclude = ["text", "decision"]


@admin.register(models.CourtCase)
class CourtCaseAdmin(ReadOnlyAdmin):
    list_display = ["info_request", "stage", "filed_on", "ruled_on", "complied_on"]
    list_filter = ["stage"]
    list_select_related = ["info_request"]
    search_fields = ["info_request__number"]
    ordering = ["-pk"]
    exclude = ["court", "case_number", "ruling"]


@admin.register(models.Document)
class DocumentAdmin(ReadOnlyAdmin):
    list_display = ["key", "info_request", "media_type", "size", "visibility", "uploaded_at"]
    list_filter = ["visibility", "media_type"]
    list_select_related = ["info_request"]
    search_fields = ["info_request__number", "digest"]
    ordering = ["-pk"]
    exclude = ["content", "name"]


@admin.register(models.SuggestionDay)
class SuggestionDayAdmin(ReadOnlyAdmin):
    list_display = ["day", "shown", "opened", "continued"]
    date_hierarchy = "day"
    ordering = ["-day"]


@admin.register(models.NumberCounter)
class NumberCounterAdmin(ReadOnlyAdmin):
    list_display = ["year", "last"]
