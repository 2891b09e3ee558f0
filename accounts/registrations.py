"""What this app tells those below it about what keys do, and who may know of its deletions."""

from typing import Any

from django.urls import reverse

from accounts import deletions
from accounts.models import BulkJob, ExternalId, User
from audit import things

OF_THE_COMPANY = ("legal_entities", "brands", "departments", "offices", "places_of_work", "privacy_notices")


def register() -> None:
    things.register(
        "bulk_job",
        "accounts.BulkJob",
        label=str,
        url=lambda job: reverse("api:bulk_jobs-detail", args=[job.pk]),
        visible_to=BulkJob.objects.visible_to,
    )
    # It says nothing by itself: who sees the record sees its ids.
    things.register(
        "external_id",
        "accounts.ExternalId",
        label=str,
        url=lambda row: reverse("accounts:api-docs"),
        visible_to=lambda user: ExternalId.objects.none(),
    )
    deletions.register(*OF_THE_COMPANY, "office_days", "users", seen=lambda user: deletions.EVERYTHING)
    deletions.register("user_roles", seen=_owners("users.manage"))
    deletions.register("api_keys", seen=_owners("keys.manage"))


def _owners(right: str) -> deletions.Parents:
    """One's own; everyone's for whoever holds the right."""

    def seen(user: User) -> Any:
        return deletions.EVERYTHING if user.may(right) else [user.pk]

    return seen
