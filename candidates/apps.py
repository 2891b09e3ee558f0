from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext, gettext_lazy

import desk
from audit import things

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User


class CandidatesConfig(AppConfig):
    name = "candidates"
    verbose_name = gettext_lazy("Candidates")

    def ready(self) -> None:
        from accounts import deletions
        from candidates import access, finding, listeners, lists, wording  # noqa: F401
        from candidates.models import Activity, Candidate, Document, Note

        things.register(
            "candidate", "candidates.Candidate", label=str, url=_page, visible_to=Candidate.objects.visible_to
        )
        things.register(
            "note",
            "candidates.Note",
            label=_about,
            url=_note,
            visible_to=lambda user: Note.objects.visible_to(user).select_related("candidate"),
        )
        things.register(
            "document",
            "candidates.Document",
            label=str,
            url=_page,
            visible_to=lambda user: Document.objects.visible_to(user).select_related("file"),
        )
        things.register("activity", "candidates.Activity", label=str, url=_note, visible_to=Activity.objects.visible_to)
        access.register("owner", _owned)
        desk.notifications.register(
            "note.mentioned",
            label=gettext_lazy("Somebody names me in a note"),
            sentence=gettext_lazy("%(who)s named you in a note"),
            default="page",
            direct=True,
        )
        lists.register()
        deletions.register(
            "candidate_email_addresses",
            "candidate_phone_numbers",
            "candidate_website_addresses",
            "attachments",
            "notes",
            "activities",
            seen=lambda user: Candidate.objects.visible_to(user).order_by().values("pk"),
            narrowed=access.in_sight,
        )
        finding.register()


def _page(row: Any) -> str:
    return str(row.get_absolute_url())


def _about(note: Any) -> str:
    return gettext("Note on %(person)s") % {"person": note.candidate}


def _note(row: Any) -> str:
    from django.urls import reverse

    return f"{reverse('candidates:candidate', args=[row.candidate_id])}#{row._meta.model_name}-{row.pk}"


def _owned(user: "User") -> "QuerySet[Any, Any]":
    from candidates.models import Candidate

    return Candidate.objects.filter(owner=user).values("pk")
