"""The panel that offers the first steps to whoever has not put it away."""

from __future__ import annotations

from typing import Any

from django import template

from accounts.models import User
from casework.models import StepsSeen

register = template.Library()


@register.inclusion_tag("casework/_first_steps.html", takes_context=True)
def first_steps_panel(context: template.Context) -> dict[str, Any]:
    """`{% first_steps_panel %}`: one query; nothing for who put it away."""
    user = context.get("user")
    is_new = isinstance(user, User) and not StepsSeen.objects.filter(user=user).exists()
    return {"is_new": is_new, "csrf_token": context.get("csrf_token")}
