"""A company for the processes to work on: two colleagues, a job, and each mail of the clock due just now."""

import json
import os
import sys
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ZONES = ("Etc/UTC", "Asia/Tokyo", "America/Los_Angeles")
PASSWORD = "a quiet harbour at seven"


def found() -> dict[str, Any]:
    import desk
    from accounts import setup
    from accounts.models import ApiKey, User
    from accounts.models.api_key import MOST_A_MINUTE

    where = {"name": "Norden", "country": "DE", "city": "Hamburg", "mail": "careers@norden.example"}
    who = {"email": "alma@norden.example", "name": "Alma", "language": "en"}
    alma = setup.begin(setup.token(), company={**where, "time_zone": noon_zone()}, person=who, password=PASSWORD)
    hana = User.objects.create(name="Hana", email="hana@norden.example", office=alma.office, time_zone=alma.time_zone)
    job = searching(alma, hana)
    last_week = datetime.now(ZoneInfo("UTC")) - timedelta(days=7)
    read_weekly(alma, last_week)
    desk.owe("application.review", owner=hana, about=job, due_at=last_week, escalate_to=alma, by=alma)
    desk.follow(hana, job)
    issued = ApiKey.objects.issue(owner=alma, name="Sync", scopes=["*"], by=alma)
    issued.key.limit(reads=MOST_A_MINUTE, writes=MOST_A_MINUTE, by=alma)
    stages = list(job.stages.order_by("sort_order").values_list("pk", flat=True))
    people = {"recruiter": alma.pk, "boss": hana.pk, "email": alma.email}
    return {"secret": issued.secret, "job": job.pk, "stages": stages, "post": published(job, alma), **people}


def noon_zone() -> str:
    """Where no day begins or ends while the test runs, and eight in the morning is over."""
    here = datetime.now(ZoneInfo("UTC"))
    return min(ZONES, key=lambda zone: abs(here.astimezone(ZoneInfo(zone)).hour - 14))


def searching(alma: Any, hana: Any) -> Any:
    from company.models import Brand, Department, PlaceOfWork
    from recruitment.models import Job, StageTemplate

    brand, place = Brand.objects.get(), PlaceOfWork.objects.get()
    department = Department.objects.add(name="Engineering", by=alma)
    job = Job.objects.create_from(
        name="Harbour engineer", template=StageTemplate.objects.get(name="Short"), recruiter=alma, entity=brand.entity,
        brand=brand, place=place, office=alma.office, department=department, by=alma,
    )  # fmt: skip
    job.open(by=alma)
    job.add_to_team(hana, "hiring_manager", by=alma)
    today = datetime.now(alma.office.zone).isoweekday()
    Job.objects.filter(pk=job.pk).update(opened_at=job.opened_at - timedelta(days=7), weekly_on=today)
    return job


def published(job: Any, alma: Any) -> str:
    """Where one applies."""
    from recruitment.models import JobPost

    job.entity.publish_notice(language="en", body="We use your data to handle your application.", by=alma)
    post = JobPost.objects.write(job, title=job.name, content="You keep ships safe.", show_pay=False, by=alma)
    post.publish(by=alma)
    return str(post.slug)


def read_weekly(alma: Any, since: datetime) -> None:
    from recruitment.models import TrackerSubscription

    mine = TrackerSubscription.objects.subscribe(user=alma, weekdays=range(1, 8), hour=0, by=alma)
    TrackerSubscription.objects.filter(pk=mine.pk).update(planned_at=since)


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "recruitment.settings"
    django.setup()
    sys.stdout.write(json.dumps(found()))
