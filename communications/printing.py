"""Mails to a person on paper."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.models import User
from candidates.models import Candidate
from candidates.printing import Section, moment
from communications.models import Message

SHOWN = 100


def mails(candidate: Candidate, user: User) -> Iterator[Section]:
    seen = Message.objects.visible_to(user).filter(candidate=candidate).order_by("-created_at", "-id")[:SHOWN]
    facts = [(moment(mail.created_at), f"{mail.subject} ({mail.get_state_display()})") for mail in seen]
    yield Section(_("Mails"), facts)
