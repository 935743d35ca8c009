"""The technical administration looks at what is frozen; it changes none."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from reports import models


@admin.register(models.Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    list_display = ["place", "month", "revision", "cut_off", "digest"]
    exclude = ["dataset", "traits"]


@admin.register(models.YearReport)
class YearReportAdmin(ReadOnlyAdmin):
    list_display = ["year", "edition", "state", "prepared_by", "decided_by", "digest"]
    list_filter = ["state"]


@admin.register(models.Stopped)
class StoppedAdmin(ReadOnlyAdmin):
    list_display = ["month", "stopped_at", "why"]
