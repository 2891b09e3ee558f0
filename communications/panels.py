"""What stands on the candidate's page: the mails to this person."""

from typing import Any

from django.http import HttpRequest

from accounts.models import User
from candidates import panels
from candidates import printing as candidate_printing
from candidates.models import Candidate
from communications import printing
from communications.models import Message

SHOWN = 20


def register() -> None:
    panels.register("messages", messages_of)
    candidate_printing.register("messages", printing.mails)


def messages_of(request: HttpRequest, candidate: Candidate) -> dict[str, Any]:
    user = request.user
    if not isinstance(user, User):
        return {}
    found = Message.objects.visible_to(user).filter(candidate=candidate).select_related("author", "template")
    rows = list(found.order_by("-created_at", "-id")[: SHOWN + 1])
    return {"messages_sent": rows[:SHOWN], "has_more_messages": len(rows) > SHOWN}
