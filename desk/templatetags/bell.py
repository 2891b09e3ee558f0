"""`{% unread as count %}`: how many notifications the reader of this page has not read."""

from django import template
from django.template.context import RequestContext

from accounts.models import User
from desk import bell

register = template.Library()


@register.simple_tag(takes_context=True)
def unread(context: RequestContext) -> int:
    """Remembered between requests: a page that is shown again asks nothing of the database for it."""
    user = context["request"].user
    return bell.unread(user) if isinstance(user, User) else 0
