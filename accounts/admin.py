"""The technical administration looks at people; it gives them no powers."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.socialaccount import admin as provider_admin
from django.contrib import admin
from django.http import HttpRequest

from accounts.models import User

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# Providers come from the environment only, and nobody edits whose identity an account is.
admin.site.unregister(
    [provider_admin.SocialApp, provider_admin.SocialToken, provider_admin.SocialAccount]
)
admin.site.site_header = "AIP — administración técnica (solo lectura)"


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """Shows rows; state changes only through acts."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Nobody adds rows here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody edits rows here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes rows here."""
        return False


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ["email", "full_name", "is_active", "is_staff", "joined_at"]
    search_fields = ["email", "full_name"]
    exclude = ["password"]
