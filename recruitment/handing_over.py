"""A leaver's jobs and places on hiring teams, given to somebody else in one act."""

from django.db.models import Q, QuerySet

import audit
from accounts.models import User
from recruitment.models import Job, JobUserObjectPermission, Shortlist, ShortlistReader, TeamRole


def jobs_of(user: User) -> QuerySet[Job]:
    return Job.objects.running().filter(recruiter=user)


def give_jobs(user: User, to: User, by: audit.Actor) -> int:
    jobs = list(jobs_of(user))
    for job in jobs:
        job.change(recruiter=to, by=by)
        job.remove_from_team(user, TeamRole.RECRUITER, by=by)
    return len(jobs)


def teams_of(user: User) -> QuerySet[JobUserObjectPermission]:
    """The recruiter's own place goes with the job."""
    rows = JobUserObjectPermission.objects.filter(user=user).select_related("content_object", "permission")
    return rows.exclude(content_object__status=Job.Status.CLOSED).exclude(content_object__recruiter=user)


def give_teams(user: User, to: User, by: audit.Actor) -> int:
    rows = list(teams_of(user))
    for row in rows:
        role = row.permission.codename.removeprefix("team_")
        row.content_object.add_to_team(to, role, by=by)
        row.content_object.remove_from_team(user, role, by=by)
    return len(rows)


def shortlists_of(user: User) -> QuerySet[Shortlist]:
    """Those that still wait for an answer: sent by the leaver, or to be answered by them."""
    asked = ShortlistReader.objects.filter(user=user).values("shortlist_id")
    mine = Shortlist.objects.unfinished().filter(Q(sent_by=user) | Q(pk__in=asked))
    return mine.select_related("job").order_by("due_at", "pk")


def give_shortlists(user: User, to: User, by: audit.Actor) -> int:
    shortlists = list(shortlists_of(user).select_related("job__recruiter", "sent_by"))
    for shortlist in shortlists:
        shortlist.give_from(user, to, by=by)
    return len(shortlists)
