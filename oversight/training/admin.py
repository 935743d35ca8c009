"""The technical administration looks at training; it writes nothing."""

from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from oversight.training.models import Certificate, Course, Session


@admin.register(Course)
class CourseAdmin(ReadOnlyAdmin):
    list_display = ["title", "hours", "valid_months", "created_at"]


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    list_display = ["course", "held_on", "seats", "closed_on"]


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    list_display = ["course", "issued_on", "valid_until", "revoked_on"]
    fields = ["course", "held_on", "issued_on", "valid_until", "revoked_on", "revoked_because"]
