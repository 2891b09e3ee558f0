"""A colleague applies while their manager manages the hire: asked or unasked, nothing says it to the manager."""

import re
from typing import Any
from uuid import uuid4

import pytest

import audit
import desk
from accounts.models import User
from candidates.models import Candidate
from desk import digests
from desk.models import Duty, Notification, Preference
from recruitment import weekly
from recruitment.models import Application, Offer, Signatory
from recruitment.sources import applying_inside
from tests.doors.hiring import accepted
from tests.doors.house import House, mailed
from tests.doors.standing import cut_off
from tests.doors.teams import addresses, having, searches, told_by
from tests.doors.test_what_reaches_people import MONDAY, mails_to
from tests.hiring.offering import CHECKS, offered

# The applicant's name, which the colleague does not have any more: whatever says it says it of the application.
CANARY = re.compile("xyloquiet|quiet[._]one", re.IGNORECASE)
SLOW_OR_SINGLE = re.compile(r"/schema$|/docs$|/pdf$|/\d+$")


@pytest.fixture
def house(
    company: Any, rosa: Any, ivo: Any, person: Any, application: Application, monkeypatch: pytest.MonkeyPatch
) -> House:
    cut_off(monkeypatch)
    return House.around(application, company, by=rosa, ivo=ivo, leaver=person("Lea"))


@pytest.fixture
def quiet(house: House, hana: Any, person: Any, admin: Any, rosa: Any, deliver: Any) -> Application:
    """The application, and much that is written about it; Hana has asked to be told of all that happens."""
    colleague = person("Xyloquiet")
    colleague.change(manager=hana, name="Xyloquiet One", by=admin)
    hana.grant("coordinator", by=admin)
    house.job.change(weekly_on=1, by=rosa)
    for kind in desk.notifications.kinds():
        if "digest" in kind.channels:
            Preference.objects.choose(hana, kind.name, "digest", by=hana)
    desk.follow(hana, house.job)
    answers = [(house.question, "Because.")]
    made = applying_inside.apply(colleague, house.post, answers=answers, form_token=uuid4(), by=colleague)
    application = Application.objects.get(pk=made.pk)
    much_is_written(application, rosa)
    much_is_offered(application, rosa, hana)
    User.objects.filter(pk=colleague.pk).update(name="Nora Two", email="nora.two@norden.example")
    deliver()
    return application


def much_is_written(application: Application, by: Any) -> None:
    person = Candidate.objects.get(pk=application.candidate_id)
    person.write_note("Xyloquiet note", by=by, about=application)
    person.log("call", "reached", "Xyloquiet call", by=by, about=application)
    person.tag("Xyloquiet tag", by=by)
    mailed(application, by=by, subject="Xyloquiet subject", body="Xyloquiet")
    application.move_to(application.job.stages.get(name="Interview"), by=by)


def much_is_offered(application: Application, by: Any, manager: Any) -> None:
    """And accepted; the manager signs for the employer, and is named in it as one who became the manager later is."""
    signatory = Signatory.objects.appoint(manager, entity=application.job.entity, by=by)
    accepted(offered(Application.objects.get(pk=application.pk), by=by, conditions=CHECKS))
    Offer.objects.filter(application=application).update(signatory=signatory)


def places(house: House, quiet: Application) -> tuple[list[str], list[str]]:
    """Each page, and each list of the interface: what a list has not, its single things have not."""
    person, one = quiet.candidate_id, quiet.pk
    own = [f"/candidates/{person}/", f"/applications/{one}/", f"/candidates/{person}/history/"]
    pages = [*addresses(house, rest=False), *searches(house), *own]
    lists = [address for address in addresses(house, rest=True) if not SLOW_OR_SINGLE.search(address)]
    pages = [address for address in pages if not address.endswith("/pdf/")]
    return pages, [*lists, f"/api/v1/applications/{one}", f"/api/v1/candidates/{person}"]


def test_nothing_that_the_manager_asks_says_it(
    quiet: Application, house: House, hana: Any, as_user: Any, api: Any, settle: None
) -> None:
    pages, lists = places(house, quiet)
    told = told_by(as_user(hana).get, pages) | told_by(api(hana).get, lists)

    assert having(CANARY, told) == []


def test_nothing_comes_to_the_manager_unasked(
    quiet: Application, house: House, hana: Any, rosa: Any, as_user: Any, deliver: Any
) -> None:
    with audit.clock.at(MONDAY):
        digests.send_due()
        weekly.send_due()
        deliver()

    assert [mail for mail in mails_to(hana) if CANARY.search(mail)] == []
    assert not [duty for duty in Duty.objects.filter(owner=hana) if CANARY.search(duty.title)]
    told = {one.about_ref for one in Notification.objects.filter(recipient=hana)}
    assert ("application", quiet.pk) not in told and ("candidate", quiet.candidate_id) not in told
    # Whoever selects reads it: the places above are those where it would stand.
    seen = ["/", f"/jobs/{quiet.job_id}/", "/offers/?status=all", "/candidates/?q=xylo", "/messages/"]
    assert having(CANARY, told_by(as_user(rosa).get, seen)) == seen
