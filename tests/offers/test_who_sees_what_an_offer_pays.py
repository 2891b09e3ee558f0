"""What an offer pays is narrower than the offer: who reads it where, and that it stands nowhere else."""

import json

import pytest

import audit
from accounts import lists
from accounts.models import RoleGrant
from candidates import printing
from communications.models import Message
from desk.models import Duty, Notification
from recruitment.offers import sending
from tests.offers.conftest import fresh

# The amount, however it is written, and the bonus.
CANARY = ("72345", "72,345", "72.345", "golden goose")


def has_it(text: str) -> bool:
    return any(word in text for word in CANARY)


@pytest.fixture
def cora(person, company):
    """Coordinates: sees offers, and not what they pay."""
    return person("Cora", "coordinator")


@pytest.fixture
def readers(rosa, hana, cleo, cora, ivo, otto, admin, cara):
    return {
        "rosa": rosa, "hana": hana, "cleo": cleo, "cora": cora, "ivo": ivo, "otto": otto, "alma": admin, "cara": cara,
    }  # fmt: skip


# Of the page of the offer: its status, and whether the pay stands on it; then the status of the letter.
SEEN = {
    "rosa": (200, True, 200),
    "hana": (200, True, 200),
    "cleo": (200, True, 200),
    "cora": (200, False, 403),
    "ivo": (404, False, 404),
    "otto": (404, False, 404),
    "alma": (404, False, 404),
    # She signs it: nobody signs what they can't read.
    "cara": (200, True, 200),
}


@pytest.mark.parametrize("name", SEEN)
def test_the_page_and_the_letter(sent, as_user, readers, name):
    client = as_user(readers[name])

    page = client.get(f"/offers/{sent.pk}/")
    letter = client.get(f"/offers/{sent.pk}/letter/")

    assert (page.status_code, has_it(page.content.decode()), letter.status_code) == SEEN[name]


@pytest.mark.parametrize("name", ["rosa", "hana", "cora", "ivo"])
def test_no_other_page_of_theirs_says_it(sent, as_user, readers, name):
    client = as_user(readers[name])
    one, job = sent.application_id, sent.job.pk

    for address in ("/", f"/applications/{one}/", f"/candidates/{sent.candidate.pk}/", f"/jobs/{job}/", "/offers/",
                    f"/jobs/{job}/?look=list", "/notifications/", "/tracker/"):  # fmt: skip
        answer = client.get(address)
        assert not has_it(answer.content.decode()), address


def test_a_draft_is_nothing_to_its_signatory_yet(draft, as_user, cara):
    assert as_user(cara).get(f"/offers/{draft.pk}/").status_code == 404


def test_rest_gives_null_to_whom_it_is_not_for(sent, api, rosa, cora):
    assert api(rosa).get(f"/api/v1/offers/{sent.pk}").json()["pay"]["amount"] == "72345.00"

    RoleGrant.objects.create(user=cora, role="associate")
    said = api(cora).get(f"/api/v1/offers/{sent.pk}")
    assert said.status_code == 200 and said.json()["pay"] is None
    assert api(cora).get(f"/api/v1/offers/{sent.pk}/letter").status_code == 403
    assert not has_it(api(cora).get("/api/v1/offers?expand=application").content.decode())


def test_the_file_of_the_list_keeps_it_from_whoever_may_not_know(sent, as_user, rosa, cora):
    mine = b"".join(as_user(rosa).get("/lists/offers/csv/").streaming_content).decode()
    theirs = b"".join(as_user(cora).get("/lists/offers/csv/").streaming_content).decode()

    assert has_it(mine)
    assert "Ada Lovelace" in theirs and not has_it(theirs)
    assert "offers" in lists.known()


def test_it_stands_in_no_event_duty_notification_or_mail(sent, rosa, deliver):
    deliver()
    sending.remind(sent, by=rosa)
    sending.withdraw(fresh(sent), "The budget was cut.", by=rosa)
    deliver()

    rows = [json.dumps(one.facts) for one in audit.Event.objects.all()]
    rows += [duty.title for duty in Duty.objects.all()]
    rows += [json.dumps(note.facts) for note in Notification.objects.all()]
    rows += [mail.subject + mail.body for mail in Message.objects.all()]
    assert rows and not any(has_it(row) for row in rows)


def test_it_is_not_on_the_person_on_paper(sent, rosa):
    assert not any(has_it(section.text) for section in printing.sections(sent.candidate, rosa))


def test_reading_it_is_logged(sent, as_user, hana):
    from audit.models import AccessLog

    as_user(hana).get(f"/offers/{sent.pk}/letter/")

    assert AccessLog.objects.filter(about_kind="offer", about_id=sent.pk, what="offer_letter").exists()


def test_who_approves_it_reads_it_in_their_approval(draft, otto, rosa, company, as_user):
    """Otto sees nothing of Engineering, and is asked all the same."""
    from recruitment.models import Approval, ApprovalPolicy
    from recruitment.models.approval_policy import StepPlan
    from recruitment.offers import approving

    ApprovalPolicy.objects.write(kind="offer", name="Offers", steps=[StepPlan(users=[otto])], by=rosa)
    approving.submit(draft, by=rosa)

    asked = Approval.objects.get(kind="offer")
    page = as_user(otto).get(f"/approvals/{asked.pk}/")
    assert fresh(draft).status == "approval"
    assert page.status_code == 200 and has_it(page.content.decode())
    assert as_user(otto).get(f"/offers/{draft.pk}/").status_code == 404


def test_a_pay_beside_the_range_of_the_job_is_a_warning_to_those_who_see_it(draft, as_user, rosa, hana, cora):
    draft.job.change(pay_currency="EUR", pay_minimum=50_000, pay_maximum=60_000, by=rosa)

    assert "above the pay range" in as_user(rosa).get(f"/offers/{draft.pk}/").content.decode()
    assert "above the pay range" not in as_user(cora).get(f"/offers/{draft.pk}/").content.decode()
