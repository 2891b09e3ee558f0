"""A small company for the model: its people, each with the doors that they come in by, and two jobs under policies."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from accounts import bulk
from accounts.models import ApiKey, RoleGrant
from accounts.models.api_key import MOST_A_MINUTE
from candidates.models import Candidate
from recruitment.models import ApprovalPolicy, Job, OfferLetterTemplate, Signatory, StageTemplate
from recruitment.models.approval_policy import StepPlan
from recruitment.offers.letter_words import BEGINNINGS

HERE = "recruitment:"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Person:
    user: Any
    page: Client
    rest: APIClient


@dataclass
class House:
    """Rosa recruits, Hana manages the hires and approves, Cleo may skip what waits, Cara signs."""

    rosa: Person
    hana: Person
    cleo: Person
    cara: Person
    guest: Person
    jobs: list[Job]
    candidates: list[Any]
    answers: list[int] = field(default_factory=list)

    def page(self, who: Person, name: str, /, *args: Any, **said: Any) -> Any:
        return self.answered(who.page.post(reverse(name, args=args), {k: v for k, v in said.items() if v is not None}))

    def rest(self, who: Person, path: str, /, method: str = "post", **said: Any) -> Any:
        call = getattr(who.rest, method)
        return self.answered(call(f"/api/v1/{path}", said, format="json", headers={"If-Match": "*"}))

    def bulk(self, who: Person, resource: str, action: str, /, **item: Any) -> None:
        """One item of many, as the worker does it."""
        asked = self.rest(who, f"{resource}/bulk", action=action, items=[item])
        if asked.status_code == 202:
            job = asked.json()["id"]
            while bulk.run(job):
                pass
            for result in who.rest.get(f"/api/v1/bulk_jobs/{job}").json()["results"]:
                self.note(result["status"], json.dumps(result["problem"]))

    def sign_in(self) -> None:
        """A browser that was away for a while is signed out."""
        for who in (self.rosa, self.hana, self.cleo, self.cara):
            who.page.force_login(who.user, backend=BACKEND)

    def answered(self, answer: Any) -> Any:
        assert not answer.headers.get("Location", "").startswith("/account/login/"), answer
        self.note(answer.status_code, answer.content[:300])
        return answer

    def note(self, status: int, words: Any) -> None:
        """A refusal is an answer; an error of ours is none."""
        assert status < 500, words
        self.answers.append(status)


def build(company: Any, person: Any, job: Job, rosa: Any, hana: Any, cleo: Any, admin: Any) -> House:
    # Whoever coordinates may use keys.
    cara = person("Cara", "coordinator")
    RoleGrant.objects.create(user=hana, role="coordinator", department=company.engineering)
    for kind in ("requisition", "stage", "offer"):
        ApprovalPolicy.objects.write(kind=kind, name=kind, steps=[StepPlan(users=[hana])], by=admin)
    Signatory.objects.appoint(cara, entity=company.entity, title="Director", by=admin)
    OfferLetterTemplate.objects.write(entity=company.entity, body=BEGINNINGS["en"], by=admin)
    other = Job.objects.create_from(
        name="Pilot", entity=company.entity, brand=company.brand, department=company.engineering,
        office=company.office, place=company.place, recruiter=rosa, openings=2, by=rosa,
        template=StageTemplate.objects.get(name="Short"),
    )  # fmt: skip
    other.add_to_team(hana, "hiring_manager", by=rosa)
    people = [
        Candidate.objects.add(first_name=name, last_name="Model", email=f"{name.lower()}@model.example", by=rosa)
        for name in ("Ada", "Bea", "Cid")
    ]
    for one in (job, other):
        gate(one, by=rosa)
    guest = Person(None, Client(), APIClient())
    return House(*map(enter, (rosa, hana, cleo, cara)), guest=guest, jobs=[job, other], candidates=people)


def gate(job: Job, *, by: Any) -> None:
    """The second stage wants a checklist and somebody's yes, the third an approval."""
    _first, second, third = job.stages.order_by("sort_order")[:3]
    second.add_check("Portfolio read", by=by)
    second.set_gate(advice_from="hiring_manager", by=by)
    third.set_gate(wants_approval=True, by=by)


def enter(user: Any) -> Person:
    page, rest = Client(), APIClient()
    issued = ApiKey.objects.issue(owner=user, name="model", scopes=["*"], by=user)
    issued.key.limit(reads=MOST_A_MINUTE, writes=MOST_A_MINUTE, by=user)
    rest.credentials(HTTP_AUTHORIZATION=f"Bearer {issued.secret}")
    return Person(user, page, rest)
