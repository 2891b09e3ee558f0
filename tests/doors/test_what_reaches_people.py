"""What comes to people unasked, in files, mails, bells and feeds: of the other team's things there is nothing in it,
nor of what a colleague could see when it was written and may see no more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import audit
import desk
from accounts import bulk
from accounts.models import BulkJob
from audit import things
from candidates.models import Candidate
from communications import delivery, mime
from communications.models import Message
from communications.refusals import NoLongerDue
from desk import digests, notifications, telling
from desk.models import Notification, Preference
from recruitment import weekly
from recruitment.models import Application, TrackerSubscription
from recruitment.tracker import mailing
from tests.doors.asking import urls
from tests.doors.house import House, mailed, shortlisted
from tests.doors.teams import PAIRS, UNKNOWN, addresses, found_in, having, jobbed, searches, text_of, told_by

# A Monday; in Hamburg it is an hour later.
MONDAY = datetime(2099, 3, 2, 9, 30, tzinfo=UTC)
# Of kinds that stand for several events, one of these.
SAYS = {"offer.approved": "offer.refused", "requisition.settled": "requisition.refused"}
LISTS = sorted(name for name, needed in urls().items() if re.fullmatch(r"api:[\w-]+-list", name) and not needed)


@pytest.fixture
def told(teams: Any, hana: Any, deliver: Any) -> None:
    """Everybody is told of all that happens in both teams, by whichever way, and the clock has done its round."""
    everybody = [team.recruiter for team in teams.values()]
    for place, kind in enumerate(notifications.kinds()):
        channel = "mail" if place % 2 and "mail" in kind.channels else "digest"
        for user in everybody if channel in kind.channels else ():
            Preference.objects.choose(user, kind.name, channel, by=user)
        for team in teams.values():
            house = team.house
            thing = (house.job, house.application, house.ada, house.shortlist)[place // 2 % 4]
            facts = {"stage": team.word, "tag": team.word, "duty": "application.review", "owner": team.recruiter}
            facts["verb"] = SAYS.get(kind.name, "application.rejected")
            desk.notify(kind.name, everybody, about=thing, by=audit.SYSTEM, **facts)
    for team in teams.values():
        team.house.job.change(weekly_on=1, by=team.recruiter)
        team.house.job.add_to_team(hana, "hiring_manager", by=team.recruiter)
    TrackerSubscription.objects.update(weekdays=[1], hour=8, look="jobs")
    deliver()
    with audit.clock.at(MONDAY):
        digests.send_due()
        weekly.send_due()
        mailing.mail_what_is_due()
        deliver()


def mails_to(user: Any) -> Iterator[str]:
    """As they would go over the wire now."""
    for message in Message.objects.filter(to_address=user.email).select_related("brand", "author"):
        try:
            with audit.clock.at(MONDAY):
                shown = mime.content(message)
        except NoLongerDue:
            continue
        yield f"{message.about_kind} {shown.subject} {shown.text} {shown.html}"


@pytest.mark.parametrize(("reader", "other"), PAIRS)
def test_no_mail_says_a_word_of_the_other_team(teams: Any, told: None, reader: str, other: str) -> None:
    mine, theirs = teams[reader], teams[other]
    mails = list(mails_to(mine.recruiter))

    assert [mail for mail in mails if theirs.hidden.search(mail)] == []
    kinds = {mail.split()[0] for mail in mails if mine.hidden.search(mail)}
    assert kinds >= {"user", "tracker_subscription", "weekly_status"}


@pytest.mark.parametrize(("reader", "other"), PAIRS)
def test_the_bell_counts_and_tells_only_what_its_owner_may_see(
    teams: Any, told: None, as_user: Any, reader: str, other: str
) -> None:
    mine, theirs = teams[reader], teams[other]
    client = as_user(mine.recruiter)

    assert found_in(client.get, iter(["/notifications/", "/"]), theirs.hidden) == []
    abouts = {one.about_ref for one in Notification.objects.visible_to(mine.recruiter)}
    assert abouts and abouts == set(things.resolve(abouts, mine.recruiter))


@pytest.mark.parametrize(("reader", "other"), PAIRS)
def test_no_full_copy_has_a_word_of_the_other_team(teams: Any, api: Any, settle: None, reader: str, other: str) -> None:
    """Every list as a client takes it whole, line by line."""
    from django.urls import reverse

    mine, theirs = teams[reader], teams[other]
    client = api(mine.recruiter)
    asked = [reverse(name) for name in LISTS if name != "api:search-list"] + ["/api/v1/search?q=xylo"]
    copied = [text_of(client.get(address, HTTP_ACCEPT="application/x-ndjson")) for address in asked]

    assert [text[:200] for text in copied if theirs.hidden.search(text)] == []
    assert len([text for text in copied if mine.hidden.search(text)]) > 15


@pytest.mark.parametrize(("reader", "other"), PAIRS)
def test_a_deletion_in_the_other_team_is_not_told(teams: Any, api: Any, settle: None, reader: str, other: str) -> None:
    for team in teams.values():
        team.house.ada.phones.get().remove(by=team.recruiter)
        team.house.ada.notes.get().remove(by=team.recruiter)

    gone = [(row["kind"], row["id"]) for row in api(teams[reader].recruiter).get("/api/v1/deletions").json()["data"]]
    known = [(row["kind"], row["id"]) for row in api(teams[other].recruiter).get("/api/v1/deletions").json()["data"]]

    assert len(gone) > 1 and set(gone) & set(known) == set()


@pytest.mark.parametrize(("reader", "other"), PAIRS)
def test_a_bulk_job_answers_for_the_other_team_s_ids_as_for_none(teams: Any, api: Any, reader: str, other: str) -> None:
    from accounts.models import ApiKey

    mine, theirs = teams[reader], teams[other]
    issued = ApiKey.objects.issue(owner=mine.recruiter, name="bulk", scopes=["*"], by=mine.recruiter)
    stage = theirs.house.last_stage.pk
    items = [{"id": one, "stage_id": stage, "if_match": "*"} for one in (theirs.house.application.pk, UNKNOWN)]
    job = BulkJob.objects.begin("applications", "move", items, by=issued.key)
    bulk.run(job.pk)

    answer = api(mine.recruiter).get(f"/api/v1/bulk_jobs/{job.pk}")
    unseen, unknown = [(item.status, _without_request(item.problem)) for item in job.items.order_by("number")]
    assert unseen == unknown and unseen[0] == 404
    assert not theirs.hidden.search(text_of(answer))


def _without_request(problem: Any) -> Any:
    return {name: value for name, value in (problem or {}).items() if name not in {"request_id", "instance"}}


@pytest.mark.parametrize(("reader", "other"), PAIRS)
def test_an_address_that_the_other_team_knows_is_refused_to_nobody(
    teams: Any, api: Any, reader: str, other: str
) -> None:
    """The same person may stand in both teams' records: a refusal would say that they are here."""
    mine, theirs = teams[reader], teams[other]
    client = api(mine.recruiter)
    told = []
    for value in (theirs.house.ada.emails.get().value, "nobody.knows@mail.example"):
        body = {"candidate_id": mine.house.ada.pk, "value": value}
        answer = client.post("/api/v1/candidate_email_addresses", body, format="json")
        told.append((answer.status_code, sorted(answer.json())))

    assert told[0] == told[1] and told[0][0] == 201


# A colleague who could see it when it was written, and may not when it arrives.


@pytest.fixture
def waiting(application: Any, hana: Any, rosa: Any, deliver: Any) -> Any:
    """All mails that Hana gets as the hiring manager, and what stands behind her bell."""
    job = application.job
    job.open(by=rosa)
    type(job).objects.update(opened_at=MONDAY - timedelta(days=9), weekly_on=1)
    for kind in notifications.kinds():
        if "mail" in kind.channels:
            Preference.objects.choose(hana, kind.name, "mail", by=hana)
    shortlisted(application, by=rosa)
    job.send_shortlist([application], readers=[hana], message="Again.", by=rosa)
    application.candidate.write_note("@Hana please call.", by=rosa, about=application)
    desk.owe("application.review", owner=rosa, about=application, due_at=audit.now() - timedelta(days=1),
             escalate_to=hana, by=audit.SYSTEM).escalate()  # fmt: skip
    application.move_to(job.stages.get(name="Interview"), by=rosa)
    deliver()
    with audit.clock.at(MONDAY):
        weekly.send_due()
    deliver()
    found = Message.objects.filter(to_address=hana.email)
    assert {mail.about_kind for mail in found} == {"user", "weekly_status", "shortlist_reader"}
    return found


def test_who_lost_access_meanwhile_gets_none_of_the_mails_that_waited(
    waiting: Any, application: Any, hana: Any, rosa: Any, deliver: Any, smtp: Any
) -> None:
    application.job.remove_from_team(hana, "hiring_manager", by=rosa)
    deliver()
    for mail in waiting:
        delivery.attempt(mail)
    deliver()

    assert [(mail.about_kind, mail.subject, mail.state) for mail in waiting.exclude(state="cancelled")] == []
    assert smtp.received == []
    assert not rosa.duties.open().filter(about_kind="message").exists()


def test_nor_does_the_bell_tell_it(waiting: Any, application: Any, hana: Any, rosa: Any, as_user: Any) -> None:
    assert desk.bell.unread(hana) > 0
    application.job.remove_from_team(hana, "hiring_manager", by=rosa)

    assert telling.lines(Notification.objects.visible_to(hana), hana) == []
    assert "Ada" not in as_user(hana).get("/notifications/").content.decode()


def test_who_still_has_access_gets_them(waiting: Any, smtp: Any) -> None:
    for mail in waiting:
        delivery.attempt(mail)

    assert {mail.state for mail in waiting.all()} == {"sent"}
    assert len(smtp.received) == waiting.count()


# One person, two teams.


@dataclass
class Walk:
    """All that a team can ask about its own things."""

    pages: list[str]
    lists: list[str]


@pytest.fixture
def shared(teams: Any, company: Any, deliver: Any) -> dict[str, Walk]:
    """Each team's person has applied to the other's confidential search too, where much is written about them."""
    walks = {name: walk(team.house) for name, team in teams.items()}
    for mine, theirs in PAIRS:
        guest, host = teams[mine].house.ada, teams[theirs]
        department = company.engineering if theirs == "rosa" else company.sales
        job = jobbed(f"Hushed{theirs}", host.recruiter, department, company, confidential=True)
        write_much(Application.objects.add(candidate=guest, job=job, by=host.recruiter), f"Hushed{theirs}")
    deliver()
    return walks


def walk(house: House) -> Walk:
    pages = [*addresses(house, rest=False), *searches(house), f"/candidates/{house.ada.pk}/?document=1"]
    return Walk(pages, [address for address in addresses(house, rest=True) if address != "/api/v1/schema"])


def write_much(application: Application, word: str) -> None:
    person, by = application.candidate, application.job.recruiter
    person = Candidate.objects.get(pk=person.pk)
    person.write_note(f"{word} note", by=by, about=application)
    person.log("call", "reached", f"{word} call", by=by, about=application)
    mailed(application, by=by, subject=f"{word} subject", body=word)
    desk.owe("application.review", owner=by, about=application, title=f"{word} duty", by=by)
    application.move_to(application.job.stages.get(name=f"{word} stage"), by=by)
    shortlisted(application, by=by)


@pytest.mark.parametrize(("reader", "other"), PAIRS)
def test_of_a_person_whom_two_teams_share_each_reads_its_own_application_alone(
    shared: dict[str, Walk], teams: Any, as_user: Any, api: Any, settle: None, reader: str, other: str
) -> None:
    user, walk = teams[reader].recruiter, shared[reader]
    hidden, own = (re.compile(f"Hushed{name}", re.IGNORECASE) for name in (other, reader))
    pages, lists = told_by(as_user(user).get, walk.pages), told_by(api(user).get, walk.lists)

    assert having(hidden, pages | lists) == []
    assert having(own, pages) and having(own, lists)


@pytest.mark.parametrize(("reader", "other"), PAIRS)
def test_nor_does_either_hear_by_mail_of_what_the_other_does_with_them(
    shared: dict[str, Walk], teams: Any, told: None, reader: str, other: str
) -> None:
    mails = list(mails_to(teams[reader].recruiter))

    assert mails and [mail for mail in mails if re.search(f"Hushed{other}", mail, re.IGNORECASE)] == []
