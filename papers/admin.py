"""The technical administration sees which papers were issued, never what they hold."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from papers.models import IssuedPaper


@admin.register(IssuedPaper)
class IssuedPaperAdmin(ReadOnlyAdmin):
    list_display = ["info_request", "kind", "branch", "issued_on", "edition"]
    fields = ["info_request", "kind", "branch", "issued_on", "issued_at", "edition", "digest"]
