"""Who looks after an application: the job's recruiter, unless a colleague's own application is kept from them."""

from collections.abc import Iterable

from accounts.models import User
from recruitment import access
from recruitment.models import Application


def minder_of(application: Application) -> User:
    """Of an application that is kept from the recruiter, somebody else who may act on this job."""
    recruiter = application.job.recruiter
    if application.employee_id is None or knows(recruiter, application):
        return recruiter
    team = [user for user, _role in application.job.team() if user.may("applications.move", application.job)]
    others = User.objects.active().filter(grants__role="recruiter").distinct().order_by("pk")
    return next((user for user in (*team, *others) if knows(user, application)), recruiter)


def knows(user: User, application: Application) -> bool:
    return user.is_active and Application.objects.visible_to(user).filter(pk=application.pk).exists()


def among(users: Iterable[User], application: Application) -> list[User]:
    """Those of `users` from whom the application is not kept."""
    unknowing = access.unknowing(application)
    return [user for user in users if user.pk not in unknowing]
