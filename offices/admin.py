"""The technical administration looks at the registry; acts and commands change it."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from offices.models import (
    CalendarVersion,
    ClosedDay,
    Institution,
    Office,
    Post,
    RegistryChange,
)


@admin.register(Institution)
class InstitutionAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "acronym", "branch", "department", "is_active", "successor"]
    list_filter = ["branch", "is_active", "is_executive", "department"]
    list_select_related = ["successor"]
    search_fields = ["code", "search_text"]


@admin.register(Office)
class OfficeAdmin(ReadOnlyAdmin):
    list_display = ["institution", "kind", "name", "district", "email", "phone", "address"]
    list_filter = ["kind"]
    list_select_related = ["institution"]
    search_fields = ["name", "institution__code", "institution__search_text"]


@admin.register(Post)
class PostAdmin(ReadOnlyAdmin):
    list_display = ["holder", "duty", "office", "starts_on", "ends_on"]
    list_filter = ["duty"]
    list_select_related = ["holder", "office__institution"]
    search_fields = ["holder__email", "holder__full_name", "office__institution__code"]


@admin.register(CalendarVersion)
class CalendarVersionAdmin(ReadOnlyAdmin):
    list_display = ["number", "digest", "made_at", "reason"]


@admin.register(ClosedDay)
class ClosedDayAdmin(ReadOnlyAdmin):
    list_display = ["day", "kind", "scope", "name", "instrument", "added_in", "removed_in"]
    list_filter = ["kind", "status"]
    list_select_related = ["added_in", "removed_in"]
    date_hierarchy = "day"


@admin.register(RegistryChange)
class RegistryChangeAdmin(ReadOnlyAdmin):
    list_display = ["act", "institution", "instrument", "effective_on", "state", "decided_at"]
    list_filter = ["act", "state"]
    list_select_related = ["institution"]
    search_fields = ["institution__code", "instrument"]
