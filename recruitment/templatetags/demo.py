"""`{% demo_may_go as may_go %}`: whether this person may end the demo that this installation holds."""

from typing import Any

from django import template

from recruitment.demo import removal

register = template.Library()


@register.simple_tag(takes_context=True)
def demo_may_go(context: template.Context) -> bool:
    request: Any = context.get("request")
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated and removal.is_possible() and user.may("demo.remove"))
