"""What colleagues read: the public posts, and those that are for them alone."""

from recruitment.models import Job, JobPost
from recruitment.models.post import JobPostQuerySet


def for_employees() -> JobPostQuerySet:
    shown = JobPost.objects.live_for_employees()
    return shown.select_related("job__brand", "job__department", "job__place", "job__entity", "job__office")


def is_open(post: JobPost) -> bool:
    return post.live and post.job.status == Job.Status.OPEN
