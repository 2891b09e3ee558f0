"""How many queries the pages and resources take that show many rows: as many at 1,000 rows as at 10.

`query_counts.json` keeps the numbers; a change of one of them is a change of that file, to be looked at.
"""

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import audit
from audit.models import Event, EventThing
from candidates.models import Candidate, EmailAddress, Note, Tag
from communications.models import Message
from communications.models.message import fresh_message_id
from desk.models import Duty, Notification, Undo
from recruitment.models import (
    Application,
    Approval,
    ApprovalPolicy,
    ApprovalSeat,
    ApprovalSnapshot,
    ApprovalStep,
    BulkAct,
    Job,
    JobPost,
    Offer,
    OfferLetterTemplate,
    Opening,
    Shortlist,
    ShortlistAnswer,
    ShortlistItem,
    ShortlistReader,
    StageVisit,
)
from tests.doors.asking import arguments
from tests.doors.house import House
from tests.doors.standing import *  # noqa: F403 - its fixtures are this file's
from tests.test_every_door import address, client_of, question_of, table
from vault.models import DataKey

KEPT = Path(__file__).with_name("query_counts.json")
MOST = 15  # on a page
# They gather what many apps keep: all that a leaver holds, all of a person on paper, a letter. Fewer is welcome.
MORE = {
    "accounts:leaving",
    "candidates:candidate-pdf",
    "recruitment:job-weekly-preview",
}
FEW, MANY = 10, 1_000
# Written from the code alone: slow to make, and asks the database for nothing.
OF_CODE = {"accounts:api-docs", "api-schema"}
OPENERS = ("rosa", "alma", "cleo", "hana")


@pytest.fixture
def filled(job: Any, ada: Any, application: Any, rosa: Any) -> Any:
    """Gives each list so many rows; on the board, in the mails and duties, on Ada's and on the job's page."""
    tag = Tag.objects.get_or_create(name="Engines")[0]

    def fill(until: int, since: int = 1) -> None:
        span = range(since, until)
        persons = [person_of(number, rosa) for number in span]
        Candidate.objects.bulk_create(persons)
        EmailAddress.objects.bulk_create(address_of(one) for one in persons)
        Tag.candidates.through.objects.bulk_create(Tag.candidates.through(tag=tag, candidate=one) for one in persons)
        applied = Application.objects.bulk_create(application_of(one, job, application) for one in persons)
        StageVisit.objects.bulk_create(StageVisit(application=one, stage=one.stage) for one in applied)
        Duty.objects.bulk_create(duty_of(one, rosa) for one in applied)
        shortlisted(applied, job, rosa)
        asked_for(applied, rosa)
        Offer.objects.bulk_create(offer_of(one, rosa) for one in applied)
        OfferLetterTemplate.objects.bulk_create(letter_of(job, number) for number in span)
        Message.objects.bulk_create(mail_of(one, rosa) for one in applied)
        Notification.objects.bulk_create(told_of(one, rosa) for one in applied)
        Note.objects.bulk_create(note_of(application, rosa) for _number in span)
        Undo.objects.bulk_create(undo_of(rosa) for _number in span)
        BulkAct.objects.bulk_create(BulkAct(owner=rosa, kind="move", thing_kind="application", total=1) for _n in span)
        copied(job, span)
        happened(application, len(span), rosa)
        # Without statistics of them the planner takes a thousand rows for one, and walks them a million times.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    return fill


def person_of(number: int, owner: Any) -> Candidate:
    person = Candidate(data_key=DataKey.objects.make(), owner=owner)
    person.take(first_name=f"N{number:04}", last_name="Person")
    return person


def address_of(person: Candidate) -> EmailAddress:
    value = f"{person.first_name.lower()}@mail.example"
    return EmailAddress(candidate=person, value=value, key=value, primary=True)


def application_of(person: Candidate, job: Job, like: Application) -> Application:
    return Application(candidate=person, job=job, stage=like.stage, confirmed_at=audit.now())


def duty_of(application: Application, owner: Any) -> Duty:
    about = {"about_kind": "application", "about_id": application.pk}
    return Duty(kind="application.review", owner=owner, title="Review", due_at=audit.now(), **about)


def mail_of(application: Application, author: Any) -> Message:
    about = {"about_kind": "application", "about_id": application.pk, "candidate": application.candidate}
    sender = {"from_name": "Norden", "from_address": "careers@norden.example", "to_address": "a@mail.example"}
    said = {"subject": "Hello", "body": "Hello", "message_id": fresh_message_id("x.example")}
    return Message(author=author, **said, **about, **sender)


def told_of(application: Application, reader: Any) -> Notification:
    about = {"about_kind": "application", "about_id": application.pk, "actor_kind": "user", "actor_id": reader.pk}
    moved = {"kind": "application.moved", "facts": {"stage": ["stage", application.stage_id]}, "channel": "page"}
    return Notification(recipient=reader, **about, **moved)


def asked_for(applications: list[Application], by: Any) -> None:
    """An approval for each, with what was shown; nobody sits in it."""
    policy = ApprovalPolicy.objects.get_or_create(kind="stage", name="Every card")[0]
    asked = Approval.objects.bulk_create(approval_of(one, policy, by) for one in applications)
    ApprovalSnapshot.objects.bulk_create(snapshot_of(one) for one in asked)
    steps = ApprovalStep.objects.bulk_create(
        ApprovalStep(approval=one, number=1, needed=1, state="open", opened_at=audit.now()) for one in asked
    )
    ApprovalSeat.objects.bulk_create(ApprovalSeat(step=step, user=by) for step in steps)


def approval_of(application: Application, policy: ApprovalPolicy, by: Any) -> Approval:
    about = {"about_kind": "gate", "about_id": application.pk, "job": application.job, "application": application}
    return Approval(kind="stage", policy=policy, asked_by=by, data_key=application.candidate.data_key, **about)


def snapshot_of(approval: Approval) -> ApprovalSnapshot:
    shown = {"lines": [], "pay_yearly": None, "currency": ""}
    return ApprovalSnapshot(approval=approval, content=shown, hash="0" * 64, watched_hash="0" * 64)


def offer_of(application: Application, by: Any) -> Offer:
    where = {"place": application.job.place, "expires_zone": "Europe/Berlin"}
    return Offer(application=application, made_by=by, title="Engineer", pay={"amount": "70000.00"}, **where)


def letter_of(job: Job, number: int) -> OfferLetterTemplate:
    return OfferLetterTemplate(entity=job.entity, name=f"Letter {number}", body="Hello")


def undo_of(owner: Any) -> Undo:
    return Undo(owner=owner, label="Moved", total=1, lapses_at=audit.now())


def note_of(application: Application, author: Any) -> Note:
    about = {"about_kind": "application", "about_id": application.pk}
    return Note(candidate=application.candidate, author=author, body="Good.", **about)


def shortlisted(applications: list[Application], job: Job, reader: Any) -> None:
    """Each on a shortlist of their own, answered."""
    due = audit.now() + timedelta(days=9)
    sent = Shortlist.objects.bulk_create(Shortlist(job=job, sent_by=reader, due_at=due) for _one in applications)
    ShortlistReader.objects.bulk_create(ShortlistReader(shortlist=one, user=reader) for one in sent)
    pairs = zip(sent, applications, strict=True)
    items = ShortlistItem.objects.bulk_create(ShortlistItem(shortlist=one, application=card) for one, card in pairs)
    ShortlistAnswer.objects.bulk_create(ShortlistAnswer(item=item, user=reader, answer="yes") for item in items)


def copied(job: Job, span: range) -> None:
    """Other open jobs, each with its post and opening."""
    names = ("entity", "brand", "department", "office", "place", "recruiter", "status")
    same = {name: getattr(job, name) for name in names}
    others = Job.objects.bulk_create(Job(name=f"Job {n}", requisition_id=f"Q-{n}", **same) for n in span)
    Opening.objects.bulk_create(Opening(job=one, opening_id=f"{one.requisition_id}-1") for one in others)
    said = {"title": "Job", "content": "Work.", "language": "en", "live": True}
    JobPost.objects.bulk_create(JobPost(job=one, slug=f"job-{one.pk}", **said) for one in others)


def happened(application: Application, times: int, by: Any) -> None:
    """The same event so many times over, on each timeline that it is of."""
    refs = audit.record(
        "application.moved", application, by=by, on=[application.candidate, application.job],
        from_stage=application.stage_id, to_stage=application.stage_id,
    ).things.values_list("kind", "thing_id")  # fmt: skip
    like = Event.objects.order_by("-pk").values("verb", "about_kind", "about_id", "actor_kind", "actor_id", "facts")[0]
    events = Event.objects.bulk_create(Event(**like) for _time in range(times - 1))
    EventThing.objects.bulk_create(EventThing(event=one, kind=kind, thing_id=id) for one in events for kind, id in refs)


def opened(part: str) -> dict[str, str]:
    """Every GET that the door table says opens, with who opens it."""
    head, rows = table(part)
    found = {}
    for (name, method), answers in rows.items():
        opens = [who for who in OPENERS if answers[head.index(who)] == "200"]
        if method == "GET" and opens and name not in OF_CODE:
            found[name] = opens[0]
    return found


def pages(house: House) -> dict[str, tuple[str, str]]:
    places, found = arguments(house), {}
    for name, who in opened("pages").items():
        asked = urlencode(question_of(name, house))
        found[name] = (who, f"{address(name, places)}{'?' if asked else ''}{asked}")
    return found


def looks(house: House) -> dict[str, tuple[str, str]]:
    """The same pages, asked otherwise."""
    return {
        "applications of a job": ("rosa", f"/jobs/{house.job.pk}/?look=list"),
        "candidates by search": ("rosa", "/candidates/?q=person"),
        "candidates by tag": ("rosa", "/candidates/?tag=Engines"),
        "palette by name": ("rosa", "/palette/?q=pers"),
        "tracker by recruiter": ("rosa", "/tracker/?look=recruiters"),
    }


def resources() -> dict[str, tuple[str, str]]:
    return {name: (who, reverse(name)) for name, who in opened("rest").items() if name.endswith("-list")}


def counted(client: Any, address: str) -> int:
    """Fetched twice, and the fewer counted: now and then a request writes down that somebody was here, or fills what
    is remembered for the next."""
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code == 200, address
        counts.append(len(queries))
    return min(counts)


@pytest.fixture
def measured(filled: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Counts all of them at few rows and at many, and compares with what is kept."""
    # A list ends before what an open transaction wrote, and a test is one open transaction.
    monkeypatch.setattr("accounts.api.pagination.sync_horizon", lambda: audit.now() + timedelta(days=1))

    def measure(asked: dict[str, tuple[Any, str]], part: str, most: int) -> None:
        def count() -> dict[str, int]:
            return {name: counted(client, place) for name, (client, place) in asked.items()}

        filled(FEW)
        at_few = count()
        filled(MANY, FEW)
        at_many = count()

        keep(part, at_many)
        # Fewer there may be: a page full of one kind of event asks for fewer kinds of things.
        assert {name: (at_few[name], count) for name, count in at_many.items() if count > at_few[name]} == {}
        assert {name: count for name, count in at_many.items() if count > most and name not in MORE} == {}
        assert at_many == json.loads(KEPT.read_text())[part]

    return measure


def keep(part: str, counts: dict[str, int]) -> None:
    """`KEEP_QUERY_COUNTS=1 pytest tests/test_queries.py` writes the file; the change of it is what one looks at."""
    if os.environ.get("KEEP_QUERY_COUNTS"):
        kept = json.loads(KEPT.read_text()) | {part: counts}
        KEPT.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n")


def test_a_page_takes_as_many_queries_at_1000_rows_as_at_10(
    measured: Any, house: House, people: dict[str, Any]
) -> None:
    clients = {who: client_of(people[who]) for who in OPENERS}
    every = pages(house) | looks(house)

    measured({name: (clients[who], place) for name, (who, place) in every.items()}, "pages", MOST)


def test_a_resource_takes_as_many_queries_at_1000_rows_as_at_10(
    measured: Any, house: House, people: dict[str, Any], api: Any
) -> None:
    keys = {who: api(people[who]) for who in OPENERS}

    measured({name: (keys[who], place) for name, (who, place) in resources().items()}, "rest", MOST)
