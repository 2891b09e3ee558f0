"""A hiring manager asks for a hire; the recruiter asks back or completes it; whoever has to agree decides."""

from datetime import timedelta

import pytest

import audit
from desk.models import Duty, Notification
from recruitment.approvals import deciding
from recruitment.models import Approval, ApprovalPolicy, Requisition, StageTemplate
from recruitment.models.approval_policy import StepPlan
from recruitment.refusals import NotApproved, OpeningRefused, ReasonMissing, ReplacesWhom, RequisitionRefused
from recruitment.requisitions import raising, settling


@pytest.fixture
def asked(company, hana, ivo, job, rosa):
    """Hana, who manages a hire already, asks for the next."""
    return raising.raise_need(
        raised_by=hana,
        by=hana,
        title="Route planner",
        department=company.engineering,
        office=company.office,
        headcount=2,
        level="Senior",
        must_haves="Python",
        pay_idea="About 70,000",
        panel=[ivo],
    )


@pytest.fixture
def policy(cleo, rosa):
    """Whatever is asked for, Cleo has to agree."""
    return ApprovalPolicy.objects.write(
        kind="requisition", name="All hires", steps=[StepPlan(users=[cleo], name="Compliance")], by=rosa
    )


def completed(requisition, rosa, company, **more):
    return raising.complete(
        requisition,
        name="Route planner",
        entity=company.entity,
        brand=company.brand,
        place=company.place,
        recruiter=rosa,
        template=StageTemplate.objects.get(name="Short"),
        by=rosa,
        **more,
    )


def decide(word, cleo, reason=""):
    approval = Approval.objects.pending().get()
    deciding.decide(approval, word, by=cleo, seen=approval.newest().hash, reason=reason)


def duties(user, kind="requisition.complete"):
    return Duty.objects.open().filter(owner=user, kind=kind).count()


def test_those_who_recruit_there_owe_the_completion(asked, rosa, otto):
    assert (duties(rosa), duties(otto)) == (1, 0)


def test_whoever_manages_no_hire_asks_for_none(person, hana, job):
    assert (raising.may_raise(person("Nils")), raising.may_raise(hana)) == (False, True)


def test_a_completed_requisition_is_a_draft_job_with_team_and_seats(asked, rosa, hana, ivo, company):
    job = completed(asked, rosa, company)

    assert (job.status, job.level, job.must_haves, job.requested_by) == ("draft", "Senior", "Python", hana)
    assert {(user.name, role.value) for user, role in job.team()} == {
        ("Rosa", "recruiter"), ("Hana", "hiring_manager"), ("Ivo", "interviewer"),
    }  # fmt: skip
    assert (job.openings.count(), job.stages.count(), duties(rosa)) == (2, 3, 0)


def test_where_no_policy_asks_it_is_approved_at_once(asked, rosa, company):
    job = completed(asked, rosa, company)

    asked.refresh_from_db()
    assert (asked.state, job.openings.free().count()) == ("approved", 2)
    job.open(by=rosa)


def test_where_a_policy_asks_it_waits(asked, policy, rosa, company):
    job = completed(asked, rosa, company)

    asked.refresh_from_db()
    assert (asked.state, job.openings.free().count()) == ("approval", 0)
    with pytest.raises(NotApproved):
        job.open(by=rosa)


def test_an_approval_opens_the_way(asked, policy, cleo, rosa, company, hana, deliver):
    job = completed(asked, rosa, company)

    decide("approve", cleo)

    asked.refresh_from_db()
    assert (asked.state, job.openings.free().count()) == ("approved", 2)
    job.open(by=rosa)
    deliver()
    assert Notification.objects.filter(recipient=hana, kind="requisition.settled").exists()


@pytest.mark.parametrize("word", ["approve", "refuse"])
def test_one_decision_is_one_piece_of_news_to_each(word, asked, policy, cleo, rosa, company, deliver):
    completed(asked, rosa, company)
    decide(word, cleo, reason="Not this year")
    deliver()

    kinds = ("requisition.settled", "approval.approved", "approval.refused")
    told = Notification.objects.filter(kind__in=kinds, channel="mail").values_list("recipient__name", flat=True)
    assert sorted(told) == ["Hana", "Rosa"]


def test_where_no_policy_asks_both_are_told(asked, rosa, company, deliver):
    completed(asked, rosa, company)
    deliver()

    assert Notification.objects.filter(kind="requisition.settled", recipient=asked.raised_by).exists()


def test_a_refusal_says_why_and_can_be_asked_again(asked, policy, cleo, rosa, company):
    job = completed(asked, rosa, company)

    decide("refuse", cleo, reason="Not this year")

    asked.refresh_from_db()
    assert (asked.state, asked.refusal) == ("refused", "Not this year")
    with pytest.raises(NotApproved):
        job.open(by=rosa)
    job.change(budget_code="B-7", by=rosa)
    raising.submit(job, by=rosa)
    asked.refresh_from_db()
    assert (asked.state, asked.refusal) == ("approval", "")


def test_more_seats_are_asked_for_again(asked, policy, cleo, rosa, company):
    job = completed(asked, rosa, company)
    decide("approve", cleo)

    job.add_openings(1, by=rosa)

    assert (job.openings.free().count(), job.openings.unapproved().count()) == (2, 1)
    decide("approve", cleo)
    assert (job.openings.free().count(), job.openings.unapproved().count()) == (3, 0)


def test_a_seat_too_many_can_be_given_up_instead(asked, policy, cleo, rosa, company):
    job = completed(asked, rosa, company)
    decide("approve", cleo)
    job.add_openings(1, by=rosa)
    decide("refuse", cleo, reason="Two are enough")

    job.openings.unapproved().select_related("job").get().close("Not approved", by=rosa)

    assert job.openings.free().count() == 2


def test_a_raise_of_the_pay_is_asked_for_again(asked, policy, cleo, rosa, company):
    job = completed(asked, rosa, company)
    decide("approve", cleo)
    job.open(by=rosa)

    job.change(pay_currency="EUR", pay_minimum=60_000, pay_maximum=80_000, by=rosa)

    assert Approval.objects.pending().count() == 1


def test_a_question_comes_back_answered(asked, rosa, hana):
    raising.send_back(asked, "Is this a night shift?", by=rosa)
    assert (asked.state, duties(hana, "requisition.answer"), duties(rosa)) == ("returned", 1, 0)

    raising.change(asked, reason="No, days only", by=hana)

    asked.refresh_from_db()
    assert (asked.state, duties(hana, "requisition.answer"), duties(rosa)) == ("raised", 0, 1)


def test_a_question_says_something(asked, rosa):
    with pytest.raises(ReasonMissing) as refusal:
        raising.send_back(asked, " ", by=rosa)

    assert refusal.value.field == "question"


def test_whoever_takes_it_completes_it(asked, rosa, person):
    other = person("Rudi", "recruiter")
    raising.take(asked, other, by=other)

    assert (asked.state, asked.recruiter, duties(rosa), duties(other)) == ("completing", other, 0, 1)


def test_it_is_completed_once(asked, rosa, company):
    completed(asked, rosa, company)

    with pytest.raises(RequisitionRefused) as refusal:
        completed(Requisition.objects.get(pk=asked.pk), rosa, company)

    assert "approved" in refusal.value.sentence


def test_a_withdrawn_one_takes_its_draft_along(asked, policy, rosa, hana, company):
    job = completed(asked, rosa, company)

    settling.withdraw(Requisition.objects.get(pk=asked.pk), by=hana)

    job.refresh_from_db()
    assert (job.status, Approval.objects.pending().count()) == ("closed", 0)


def test_what_is_approved_is_not_withdrawn(asked, rosa, hana, company):
    completed(asked, rosa, company)
    asked.refresh_from_db()

    with pytest.raises(RequisitionRefused):
        settling.withdraw(asked, by=hana)


@pytest.mark.parametrize(
    ("facts", "refusal", "field"),
    [
        ({"headcount": 0}, OpeningRefused, "headcount"),
        ({"headcount": -3}, OpeningRefused, "headcount"),
        ({"headcount": 100_000}, OpeningRefused, "headcount"),
        ({"need": "replacement"}, ReplacesWhom, "replaces"),
        ({"need": "replacement", "replaces": "  "}, ReplacesWhom, "replaces"),
        ({"title": " "}, RequisitionRefused, "title"),
        ({"confidential": True}, RequisitionRefused, "recruiter"),
    ],
)
def test_what_makes_no_sense_is_told_beside_its_field(company, hana, facts, refusal, field):
    given = {"title": "Planner", "department": company.engineering, "office": company.office} | facts

    with pytest.raises(refusal) as said:
        raising.raise_need(raised_by=hana, by=hana, **given)

    assert said.value.field == field


def test_a_start_in_the_past_is_refused(company, hana):
    yesterday = audit.now().date() - timedelta(days=1)
    where = {"department": company.engineering, "office": company.office}

    with pytest.raises(OpeningRefused) as said:
        raising.raise_need(raised_by=hana, by=hana, title="Planner", target_start_on=yesterday, **where)

    assert said.value.field == "target_start_on"


def test_only_who_has_to_do_with_it_sees_it(asked, hana, rosa, otto, ivo):
    seen = {user.name: Requisition.objects.visible_to(user).exists() for user in (hana, rosa, otto, ivo)}

    assert seen == {"Hana": True, "Rosa": True, "Otto": False, "Ivo": False}


def test_a_confidential_one_is_its_recruiters_alone(company, hana, rosa, person):
    lead = person("Ruth", "recruiter")
    where = {"department": company.engineering, "office": company.office}
    raising.raise_need(raised_by=hana, by=hana, title="Chief", confidential=True, recruiter=rosa, panel=(), **where)

    seen = {user.name: Requisition.objects.visible_to(user).exists() for user in (hana, rosa, lead)}

    assert seen == {"Hana": True, "Rosa": True, "Ruth": False}


def test_the_idea_of_the_pay_is_sealed(asked):
    stored = Requisition.objects.filter(pk=asked.pk).values_list("pay_idea", flat=True)[0]

    assert (str(stored).startswith("enc:"), Requisition.objects.get(pk=asked.pk).pay_idea) == (True, "About 70,000")


def test_what_a_leaver_had_asked_for_is_handed_over(asked, hana, ivo, admin):
    from recruitment.requisitions import handing_over

    assert handing_over.give_requisitions(hana, ivo, admin) == 1

    asked.refresh_from_db()
    assert asked.raised_by == ivo


def test_whoever_does_not_recruit_there_is_not_named(company, hana, otto, job):
    where = {"department": company.engineering, "office": company.office}

    with pytest.raises(RequisitionRefused) as said:
        raising.raise_need(raised_by=hana, by=hana, title="Planner", recruiter=otto, **where)

    assert said.value.field == "recruiter"


def test_where_nobody_recruits_nothing_is_lost_in_silence(company, hana):
    from company.models import Department

    where = {"department": Department.objects.create(name="Harbour"), "office": company.office}

    with pytest.raises(RequisitionRefused) as said:
        raising.raise_need(raised_by=hana, by=hana, title="Planner", **where)

    assert said.value.field == "department"
