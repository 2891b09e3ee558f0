"""The people and things that most tests begin with, as plain functions: for one test, or once for all of a file."""

from typing import Any

PASSWORD = "correct horse battery staple"


def found_company() -> Any:
    from company.models import Brand, Department, LegalEntity, Office, PlaceOfWork, PrivacyNotice

    class Company:
        entity = LegalEntity.objects.create(
            name="Norden",
            registered_name="Norden GmbH",
            country="DE",
            address="Hafenstr. 1, Hamburg",
            privacy_contact="privacy@norden.example",
        )
        brand = Brand.objects.create(
            entity=entity,
            name="Norden",
            slug="norden",
            sender_name="Norden Careers",
            sender_address="careers@norden.example",
        )
        sales = Department.objects.create(name="Sales")
        engineering = Department.objects.create(name="Engineering")
        office = Office.objects.create(
            name="Hamburg", entity=entity, city="Hamburg", region="HH", country="DE", time_zone="Europe/Berlin"
        )
        place = PlaceOfWork.objects.create(name="Hamburg office", office=office, city="Hamburg", country="DE")
        notice = PrivacyNotice.objects.create(
            entity=entity, language="en", version=1, body="We use your data to handle your application."
        )

    return Company


def employ(company: Any, password_hash: str, name: str, *roles: str, department: Any = None) -> Any:
    from accounts.models import RoleGrant, User

    user = User(email=f"{name.lower()}@norden.example", name=name, office=company.office, password=password_hash)
    user.save()
    for role in roles:
        RoleGrant.objects.create(user=user, role=role, department=department)
    return user


def add_ada(rosa: Any) -> Any:
    from candidates.models import Candidate

    return Candidate.objects.add(
        first_name="Ada", last_name="Lovelace", email="ada@lovelace.example", language="en", by=rosa
    )


def open_job(company: Any, rosa: Any, hana: Any, ivo: Any) -> Any:
    from recruitment.models import Job, StageTemplate

    template, _ = StageTemplate.objects.get_or_create(name="Short")
    if not template.stages.exists():
        for order, name in enumerate(("Applied", "Interview", "Offer")):
            template.stages.create(name=name, sort_order=order)
    job = Job.objects.create_from(
        name="Engineer",
        entity=company.entity,
        brand=company.brand,
        department=company.engineering,
        office=company.office,
        place=company.place,
        recruiter=rosa,
        openings=1,
        template=template,
        by=rosa,
    )
    job.add_to_team(hana, "hiring_manager", by=rosa)
    job.add_to_team(ivo, "interviewer", by=rosa)
    return job


def apply_for(job: Any, ada: Any, rosa: Any) -> Any:
    from recruitment.models import Application

    return Application.objects.add(candidate=ada, job=job, by=rosa)
