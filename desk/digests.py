"""The morning mail: what has happened, and what is due today; once a working day, or not at all."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

import audit
from accounts.models import User
from desk.models import Digest, Duty, Notification, Preference
from desk.vocabulary import DUE_TODAY

BEGINS, ENDS = time(8), time(12)
WEEKDAYS = range(1, 6)
MOST = 100


def send_due() -> int:
    """For everyone whose morning it is and whose turn nobody has taken; how many get a mail."""
    return sum(send(user, day) for day, users in _mornings() for user in users)


def send(user: User, day: date) -> bool:
    """Communications listens and writes the mail. Where there is nothing to say, none is sent that day."""
    with transaction.atomic():
        if not Digest.objects.take(user, day):
            return False
        told = _told(user)
        if not told and not duties_today(user, day).exists():
            return False
        Notification.objects.filter(pk__in=told).update(mailed_at=audit.now())
        audit.record("digest.due", user, by=audit.SYSTEM, notifications=told, day=day.isoformat())
    return True


def duties_today(user: User, day: date) -> QuerySet[Duty]:
    """What is due by the evening of that day, in the zone of the person; nothing if they don't want to hear of it."""
    if Preference.objects.of(user)[DUE_TODAY] != "digest":
        return Duty.objects.none()
    evening = datetime.combine(day, time.max, user.zone)
    found: QuerySet[Duty] = Duty.objects.visible_to(user).open().filter(due_at__lte=evening).by_due()
    return found


def _told(user: User) -> list[int]:
    """The newest; older ones still stand behind the bell."""
    return list(Notification.objects.visible_to(user).for_digest().newest().values_list("pk", flat=True)[:MOST])


def _mornings() -> Iterator[tuple[date, QuerySet[User]]]:
    """By zone: the day that it is there, and who still waits for its mail."""
    people = User.objects.able_to_sign_in().order_by("pk")
    for zone in people.order_by().values_list("time_zone", flat=True).distinct():
        here = audit.now().astimezone(ZoneInfo(zone))
        if here.isoweekday() in WEEKDAYS and BEGINS <= here.time() < ENDS:
            yield here.date(), people.filter(time_zone=zone).exclude(digest__last_day__gte=here.date())
