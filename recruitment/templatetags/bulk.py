from typing import Any

from django import template

from recruitment.bulk import kinds
from recruitment.bulk.kinds import Kind
from recruitment.models import Job

register = template.Library()


@register.simple_tag(takes_context=True)
def bulk_offered(context: dict[str, Any], things: str, job: Job | None = None) -> list[Kind]:
    """What the reader may do to many of these at once."""
    user = context["request"].user
    return [kind for kind in kinds.known() if things in kind.things and user.may(kind.right_on(things), job or None)]
