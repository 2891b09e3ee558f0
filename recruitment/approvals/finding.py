"""What the command palette knows of approvals: those that wait, by the name of their job."""

from django.urls import reverse

from accounts import palette
from accounts.models import User
from accounts.palette import Entry
from recruitment.models import Approval


def approvals(user: User, text: str) -> list[Entry]:
    if len(text) < palette.SHORTEST:
        return []
    found = Approval.objects.visible_to(user).pending().select_related("job", "application__candidate")
    for word in text.split():
        found = found.filter(job__name__icontains=word)
    return [_entry(one) for one in found.order_by("-asked_at", "-id")[: palette.SHOWN]]


def _entry(approval: Approval) -> Entry:
    address = reverse("recruitment:approval", args=[approval.pk])
    return Entry(approval.in_full, address, "rosette-discount-check", "approval", approval.get_state_display())
