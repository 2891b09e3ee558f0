"""What templates of higher apps need to offer writing a mail."""

from django import template
from django.db.models import Model
from django.urls import reverse
from django.utils.http import urlencode

from audit import things

register = template.Library()


@register.simple_tag
def compose_url(about: Model) -> str:
    """Where a mail about this thing is written."""
    kind, id = things.ref(about)
    return f"{reverse('communications:message-new')}?{urlencode([('about_kind', kind), ('about_id', id)])}"
