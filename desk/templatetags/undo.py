from typing import Any

from django import template

from desk import toasts

register = template.Library()


@register.inclusion_tag("desk/_undo_toast.html", takes_context=True)
def undo_toast(context: dict[str, Any]) -> dict[str, Any]:
    """What the reader has just done and can still take back."""
    request = context.get("request")
    shown = toasts.standing(request) if request is not None and request.user.is_authenticated else None
    return {"shown": shown, "request": request, "csrf_token": context.get("csrf_token")}
