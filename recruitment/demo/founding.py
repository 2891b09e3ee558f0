"""Founds the demo company: entities, offices, people, jobs and their pages."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

import audit
from accounts.models import User
from candidates.models import Tag
from company.models import Brand, Department, LegalEntity, Office, PlaceOfWork
from desk.models import SavedView
from recruitment.demo import company as paper
from recruitment.demo import sources
from recruitment.models import Job, JobPost, StageTemplate, TrackerSubscription

HOUSE = audit.by("system", None)
OPENED_WITHIN = timedelta(days=14)


@dataclass
class Founded:
    entities: dict[str, LegalEntity] = field(default_factory=dict)
    brands: dict[str, Brand] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    staff: dict[str, User] = field(default_factory=dict)
    # Shown once, to whoever loads the demo.
    passwords: dict[str, str] = field(default_factory=dict)
    # Each job by its name and a number: for measuring there are several of each.
    jobs: dict[tuple[str, int], Job] = field(default_factory=dict)
    posts: dict[tuple[str, int], JobPost] = field(default_factory=dict)


def found(at: datetime, *, copies: int = 1) -> Founded:
    """The company as it stood before the first application came."""
    founded = Founded()
    with audit.clock.at(at):
        for plan in paper.ENTITIES:
            establish(founded, plan)
        for name, children in paper.DEPARTMENTS.items():
            parent = founded.departments[name] = Department.objects.add(name=name, by=HOUSE)
            for child in children:
                founded.departments[child] = Department.objects.add(name=child, parent=parent, by=HOUSE)
        for office in paper.OFFICES:
            settle(founded, office)
        for person in paper.STAFF:
            employ(founded, person)
        for name in paper.TAGS:
            Tag.objects.named(name)
        subscribe(founded)
        sources.prepare(founded, by=HOUSE)
    open_jobs(founded, at, copies)
    return founded


def open_jobs(founded: Founded, at: datetime, copies: int) -> None:
    """One after the other, as in life; the last before the first application comes."""
    plans = [(job, copy) for copy in range(copies) for job in paper.JOBS]
    for place, (job, copy) in enumerate(plans):
        with audit.clock.at(at + OPENED_WITHIN * place / len(plans)):
            advertise(founded, job, copy)


def subscribe(founded: Founded) -> None:
    """The recruiter reads the tracker by mail twice a week, and has lists that are one click away."""
    recruiter = founded.staff[paper.JOBS[0].recruiter]
    TrackerSubscription.objects.subscribe(user=recruiter, weekdays=[1, 4], hour=8, by=recruiter)
    SavedView.objects.save_view("My searches", list_name="jobs", query="mine=on", shared_with="everyone", by=recruiter)
    SavedView.objects.save_view("Latest first", list_name="candidates", query="order=activity", by=recruiter)


def establish(founded: Founded, plan: paper.EntityPlan) -> None:
    contact = f"privacy.{plan.country.lower()}@fjordline.example"
    entity = LegalEntity.objects.add(
        name=plan.name,
        registered_name=plan.registered_name,
        country=plan.country,
        address=plan.address,
        privacy_contact=contact,
        by=HOUSE,
    )
    for language in plan.languages:
        body = paper.NOTICES[language].format(entity=plan.registered_name, months=plan.months, contact=contact)
        entity.publish_notice(language=language, body=body, by=HOUSE)
    founded.entities[plan.name] = entity
    founded.brands[plan.name] = Brand.objects.add(
        entity=entity,
        name="Fjordline" if plan.country == "DE" else f"Fjordline {plan.country}",
        slug="fjordline" if plan.country == "DE" else f"fjordline-{plan.country.lower()}",
        tagline="Things arrive.",
        about=paper.BRAND_ABOUT,
        accent="#0b6e75",
        sender_name="Fjordline Careers",
        sender_address=f"careers.{plan.country.lower()}@fjordline.example",
        signature=f"{plan.registered_name}, {plan.address}",
        by=HOUSE,
    )


def settle(founded: Founded, plan: paper.OfficePlan) -> None:
    office = founded.offices[plan.name] = Office.objects.add(
        name=plan.name,
        entity=founded.entities[plan.entity],
        city=plan.city,
        region=plan.region,
        country=plan.country,
        time_zone=plan.zone,
        by=HOUSE,
    )
    for mode in PlaceOfWork.Mode:
        PlaceOfWork.objects.add(
            name=f"{plan.city}, {mode.label.lower()}",
            office=office,
            city=plan.city,
            region=plan.region,
            country=plan.country,
            mode=mode.value,
            by=HOUSE,
        )


def employ(founded: Founded, plan: paper.PersonPlan) -> None:
    office = founded.offices[plan.office]
    email = f"{plan.name.lower().replace(' ', '.')}@fjordline.example"
    user = User(name=plan.name, email=email, job_title=plan.title, office=office, time_zone=office.time_zone)
    founded.passwords[plan.name] = secrets.token_urlsafe(12)
    user.set_password(founded.passwords[plan.name])
    with transaction.atomic():
        # Nobody is invited: a mail with a link would be for a person who doesn't exist.
        user.insert_once()
        audit.record("user.joined", user, by=HOUSE)
    founded.staff[plan.name] = user
    for role in plan.roles:
        name, _, department = role.partition("@")
        user.grant(name, department=founded.departments.get(department), by=HOUSE)


def advertise(founded: Founded, plan: paper.JobPlan, copy: int) -> None:
    office = founded.offices[plan.office]
    recruiter = founded.staff[plan.recruiter]
    lowest, highest = plan.pay
    job = founded.jobs[plan.name, copy] = Job.objects.create_from(
        name=plan.name,
        requisition_id=f"FJ-{len(founded.jobs) + 1:03}",
        entity=office.entity,
        brand=founded.brands[office.entity.name],
        department=founded.departments[plan.department],
        office=office,
        place=PlaceOfWork.objects.get(office=office, mode=plan.mode),
        recruiter=recruiter,
        confidential=plan.is_confidential,
        pay_currency=plan.currency,
        pay_minimum=lowest,
        pay_maximum=highest,
        openings=plan.openings,
        template=StageTemplate.objects.get(name="Standard"),
        by=recruiter,
    )
    job.add_to_team(founded.staff[plan.manager], "hiring_manager", by=recruiter)
    for name in plan.interviewers:
        job.add_to_team(founded.staff[name], "interviewer", by=recruiter)
    publish(founded, plan, job, copy)


def publish(founded: Founded, plan: paper.JobPlan, job: Job, copy: int) -> None:
    post = JobPost.objects.write(job, title=plan.name, content=plan.text, language=plan.language, by=job.recruiter)
    founded.posts[plan.name, copy] = post
    for label, kind, required, options in plan.questions:
        post.ask(label=label, answer_type=kind, required=required, options=list(options), by=job.recruiter)
    if plan.is_live:
        post.publish(by=job.recruiter)
    elif plan.is_confidential:
        job.open(by=job.recruiter)
