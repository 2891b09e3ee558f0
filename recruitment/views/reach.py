"""What a signed-in person has before them. What they may not see is not there: 404."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.ids import id_in
from accounts.models import User
from recruitment.models import Application, Job, ShortlistReader
from recruitment.models.shortlist import SEND


def user_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def find_job(request: HttpRequest, pk: int, right: str | None = None) -> Job:
    """The job, or 404; with `right`, 403 for whoever sees it but lacks that on it."""
    user = user_of(request)
    job = get_object_or_404(Job.objects.visible_to(user).with_names().with_seats(), pk=pk)
    if right is not None:
        user.require(right, job)
    return job


def find_application(request: HttpRequest, pk: int, right: str | None = None) -> Application:
    user = user_of(request)
    found = Application.objects.visible_to(user).for_page().with_transfers().select_related(
        "candidate__data_key", "stage", "post", "address", "resume", "notice", "closure__reason", "opening", "employee",
        "referral__referrer",
        "job__brand", "job__recruiter", "job__department", "job__office", "job__place",
    )  # fmt: skip
    application = get_object_or_404(found, pk=pk)
    if right is not None:
        user.require(right, application.job)
    return application


def find_within(rows: "QuerySet[Any]", pk: int | str | None) -> Any:
    """For an id in a body: one that is not among `rows` does not exist."""
    return get_object_or_404(rows, pk=id_in(pk))


def is_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def status_of(form: Any) -> int:
    """A form that came back with errors is no success, also for whoever reads only the code."""
    return 422 if form.is_bound and form.errors else 200


def tabs_of(request: HttpRequest, job: Job) -> dict[str, Any]:
    """What every page of a job shows around it."""
    user = user_of(request)
    may = {
        "edit": user.may("jobs.edit", job),
        "publish": user.may("jobs.publish", job),
        "shortlists": user.may(SEND, job) or ShortlistReader.objects.filter(user=user, shortlist__job=job).exists(),
    }
    return {"job": job, "may": may}
