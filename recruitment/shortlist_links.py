"""The link in the mail to a reader: it opens one shortlist for one person, without a password.

It is made when the mail is sent and kept nowhere. Whether it still opens is asked of the shortlist and of the person
each time (docs/decisions/0004-a-link-answers-a-shortlist.md).
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from recruitment.models import ShortlistReader

PURPOSE = "recruitment.shortlist"


def link(reader: ShortlistReader) -> str:
    return settings.SITE_URL + reverse("recruitment:shortlist-link", args=[seal(reader)])


def seal(reader: ShortlistReader) -> str:
    """Bound to the person: whoever answers in their place gets a link of their own."""
    return signing.Signer(salt=PURPOSE).sign_object([reader.pk, reader.user_id])


def opened(token: str) -> ShortlistReader | None:
    """Whose link it is, or None where it is forged or its reader is one no more."""
    try:
        pk, user = signing.Signer(salt=PURPOSE).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = ShortlistReader.objects.select_related(
        "user", "shortlist__job__recruiter", "shortlist__job__office", "shortlist__job__department",
        "shortlist__job__place", "shortlist__sent_by",
    )  # fmt: skip
    return rows.filter(pk=pk, user_id=user).first()


def still_opens(reader: ShortlistReader) -> bool:
    """Until the shortlist closes, and for who is still here and on the job."""
    return reader.shortlist.takes_answers and reader.user.may("applications.view", reader.shortlist.job)
