"""What a person's page says of notes and files."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from candidates import mentions
from candidates.models import Note

register = template.Library()
# Of a long file name so much is seen of its end: the extension, and what tells two versions apart.
TAIL = 14


@register.filter
def marked(note: Note) -> SafeString:
    """`{{ note|marked }}`: its words as HTML, with the colleagues whom they name."""
    return mentions.marked(note)


@register.filter
def cut(name: object) -> SafeString:
    """`{{ document|cut }}`: a file name that is cut in its middle where it does not fit, never at its end."""
    said = str(name)
    head, tail = (said[:-TAIL], said[-TAIL:]) if len(said) > 2 * TAIL else (said, "")
    return format_html(
        '<bdi class="file-name" title="{}"><span class="file-name-head">{}</span><span>{}</span></bdi>',
        said,
        head,
        tail,
    )
