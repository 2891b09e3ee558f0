"""Who sees which jobs and applications, and whose roles come from a hiring team."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from accounts.access import BEYOND_A_JOB, RIGHTS, held, once
from accounts.lookups import one_of
from accounts.models import User

if TYPE_CHECKING:
    from candidates.models import Candidate
    from recruitment.models import Application


def jobs_open_to(user: "User", right: str) -> Q:
    """A confidential job opens only through its team, its recruiter included."""
    return once(user, ("jobs", right), lambda: _jobs_open_to(user, right))


def _jobs_open_to(user: "User", right: str) -> Q:
    all_held = held(user)
    reach = all_held.reach(right)
    team = [] if right in BEYOND_A_JOB else [job for job, rights in all_held.on_jobs.items() if right in rights]
    if reach.everywhere:
        return one_of(team) | Q(confidential=False)
    by_place = Q(department__in=reach.departments) | Q(office__in=reach.offices)
    return one_of(team) | (Q(confidential=False) & by_place)


def applications_open_to(user: "User") -> Q:
    """Nobody has confirmed an unconfirmed one: only who may close it sees it."""
    return once(user, "applications", lambda: _applications_open_to(user))


def _applications_open_to(user: "User") -> Q:
    from recruitment.models import Job

    seen = Q(job__in=Job.objects.open_to(user, "applications.view").order_by().values("pk"))
    closing = Q(job__in=Job.objects.open_to(user, "applications.close").order_by().values("pk"))
    return seen & known_to(user) & (Q(confirmed_at__isnull=False) | closing)


def known_to(user: "User", prefix: str = "") -> Q:
    """All but the own applications of colleagues that their present manager does not know of yet, and one's own:
    those one reads where every applicant does. Whatever `user` may see or count of applications goes through this."""
    return once(user, ("known applications", prefix), lambda: _known_to(user, prefix))


def _known_to(user: "User", prefix: str) -> Q:
    team, others = User.objects.filter(manager=user), User.objects.exclude(pk=user.pk)
    others = others.filter(Q(manager=None) | ~Q(manager=user))
    told = {f"{prefix}employee__in": team.values("pk"), f"{prefix}manager_told_at__isnull": False}
    return Q(**{f"{prefix}employee": None}) | Q(**{f"{prefix}employee__in": others.values("pk")}) | Q(**told)


def unknowing(application: "Application") -> set[int]:
    """Users from whom this one is kept, a colleague's own: the colleague, and who manages them and isn't told yet."""
    if application.employee is None:
        return set()
    manager = application.employee.manager_id if application.manager_told_at is None else None
    return {pk for pk in (application.employee_id, manager) if pk}


def kept_from(user: "User") -> "QuerySet[Any, Any]":
    """People of whom `user` learns nothing: they have applied in silence, and no other application shows them."""
    return once(user, "kept from", lambda: _kept_from(user))


def _kept_from(user: "User") -> "QuerySet[Any, Any]":
    from recruitment.models import Application

    silent = Application.objects.filter(employee__isnull=False).filter(
        Q(employee=user) | Q(employee__in=User.objects.filter(manager=user).values("pk"), manager_told_at=None)
    )
    seen = Application.objects.visible_to(user).filter(candidate=OuterRef("candidate_id"))
    return silent.exclude(Exists(seen.order_by())).order_by().values("candidate_id")


def requisitions_open_to(user: "User") -> Q:
    """A confidential one is only for who asked, who completes it, and whoever sees the job that it became."""
    from recruitment.models import Job

    own = Q(raised_by=user) | Q(recruiter=user)
    seen = Q(job__in=Job.objects.visible_to(user).order_by().values("pk"))
    reach = held(user).reach("jobs.create")
    if reach.everywhere:
        return own | seen | Q(confidential=False)
    by_place = Q(department__in=reach.departments) | Q(office__in=reach.offices)
    return own | seen | (Q(confidential=False) & by_place)


def candidates_of(user: "User") -> "QuerySet[Any, Any]":
    """People who have applied for a job whose applications `user` may see."""
    from recruitment.models import Application

    return Application.objects.visible_to(user).order_by().values("candidate_id")


def candidates_where(user: "User", right: str) -> "QuerySet[Any, Any]":
    """People with an application that `user` sees, on a job where `user` holds the right."""
    from recruitment.models import Application, Job

    jobs = Job.objects.open_to(user, right).order_by().values("pk")
    return Application.objects.visible_to(user).filter(job__in=jobs).order_by().values("candidate_id")


def audience_of(candidate: "Candidate") -> Q:
    """The teams of the person's jobs, and whoever sees applications by a role of theirs."""
    from recruitment.models import Application, Job, JobUserObjectPermission

    jobs = Application.objects.filter(candidate=candidate).order_by().values("job_id")
    team = JobUserObjectPermission.objects.filter(content_object__in=jobs).order_by().values("user_id")
    leads = Job.objects.filter(pk__in=jobs).order_by().values("recruiter_id")
    roles = [role for role, rights in RIGHTS.items() if rights & {"applications.view", "candidates.all"}]
    return Q(pk__in=team) | Q(pk__in=leads) | Q(grants__role__in=roles)


def team_roles(users: "Collection[User]") -> Mapping[int, Mapping[int, set[str]]]:
    """{user id: {job id: roles}}, by the teams' rows and by being a job's recruiter."""
    from recruitment.models import Job, JobUserObjectPermission, TeamRole

    rows = JobUserObjectPermission.objects.filter(user__in=users).order_by()
    named = rows.values_list("user_id", "content_object_id", "permission__codename")
    led = Job.objects.filter(recruiter__in=users).order_by()
    leads = led.values_list("recruiter_id", "pk", Value(TeamRole.RECRUITER.permission))
    roles: defaultdict[int, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for user, job, codename in named.union(leads):
        roles[user][job].add(codename.removeprefix("team_"))
    return roles
