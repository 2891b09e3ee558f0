"""A new job like one that is there: what it is, its stages, its team, its posts as drafts with their questions."""

from django.db import transaction

import audit
from recruitment.models import Job, JobPost, Question

# Whom it replaces and when somebody should begin belongs to the one need alone.
COPIED = (
    "entity", "brand", "department", "office", "place", "recruiter", "confidential", "pay_currency", "pay_minimum",
    "pay_maximum", "pay_period", "notes", "weekly_on", "level", "budget_code", "must_haves", "evergreen",
)  # fmt: skip
SHOWN = ("title", "content", "language", "show_pay", "audience")
ASKED = ("label", "answer_type", "required", "options")


def clone(
    job: Job,
    *,
    name: str,
    by: audit.Actor,
    requisition_id: str = "",
    openings: int = 1,
    is_template: bool = False,
) -> Job:
    """A draft; or a template, which has no openings."""
    facts = {field: getattr(job, field) for field in COPIED}
    with transaction.atomic():
        made = Job.objects.create_like(
            job, name=name, requisition_id=requisition_id, is_template=is_template, openings=openings, by=by, **facts
        )
        for person, role in job.team():
            if person.is_active:
                made.add_to_team(person, role, by=by)
        for post in job.posts.prefetch_related("questions"):
            _copy_post(post, made, by)
        audit.record("job.cloned", made, by=by, on=[job], source=job.pk)
    return made


def _copy_post(post: JobPost, made: Job, by: audit.Actor) -> None:
    """A post that was called like its job is called like the new one."""
    shown = {field: getattr(post, field) for field in SHOWN}
    if post.title == post.job.name:
        shown["title"] = made.name
    copy = JobPost.objects.write(made, by=by, **shown)
    for order, question in enumerate(post.questions.all()):
        asked = {field: getattr(question, field) for field in ASKED}
        Question(post=copy, sort_order=order, **asked).insert(by=by)
