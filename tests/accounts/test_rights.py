"""What each role may do, where it holds, and what a team adds."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from accounts import access
from accounts.access import BEYOND_A_JOB, COMPANY_WIDE, RIGHTS, WORDS
from accounts.models import Role, RoleGrant
from company.models import Department

# Every role and every right: a change of the rules is a change of this table.
TABLE = {
    "administrator": "company.manage users.manage keys.use keys.manage mail.manage mailbox.read templates.manage "
    "audit.view demo.remove approvals.manage",
    "recruiter": "jobs.create jobs.view jobs.edit jobs.publish jobs.team applications.view applications.create "
    "applications.move applications.close candidates.create candidates.edit candidates.all notes.write messages.send "
    "templates.manage pay.view adjustments.view keys.use requisitions.raise offers.view offers.make offers.pay "
    "offers.conditions sources.manage",
    "coordinator": "jobs.view applications.view applications.create applications.move candidates.create "
    "candidates.edit notes.write messages.send adjustments.view keys.use offers.view",
    "associate": "jobs.view applications.view applications.create candidates.create candidates.edit notes.write",
    "hiring_manager": "jobs.view applications.view notes.write pay.view requisitions.raise offers.view offers.pay",
    "interviewer": "jobs.view applications.view notes.write",
    "compliance_officer": "jobs.view applications.view candidates.all pay.view adjustments.view audit.view keys.use "
    "approvals.manage approvals.skip offers.view offers.pay offers.conditions",
    "adjudicator": "jobs.view applications.view",
    "auditor": "audit.view",
}


@pytest.fixture
def team():
    """Teams as a higher app would keep them: {job id: roles}."""
    roles = {}
    access.on_job.register(rule := lambda users: {user.pk: roles.get(user.pk, {}) for user in users})
    yield roles
    access.on_job._rules.remove(rule)


def job(department=None, office=None, number=900, confidential=False):
    return SimpleNamespace(
        pk=number,
        department_id=getattr(department, "pk", 0),
        office_id=getattr(office, "pk", 0),
        confidential=confidential,
    )


@pytest.mark.parametrize("role", Role.values)
def test_a_company_wide_role_gives_its_rights_and_no_other(role, person):
    user = person("Toni", role)

    assert {right for right in WORDS if user.may(right)} == set(TABLE[role].split())


@pytest.mark.parametrize("role", Role.values)
def test_a_role_on_a_department_never_reaches_over_the_company(role, person, company):
    user = person("Toni", role, department=company.sales)

    assert {right for right in WORDS if user.may(right)} == set(TABLE[role].split()) - COMPANY_WIDE


def test_every_role_has_its_rights():
    assert set(RIGHTS) == set(Role.values) == set(TABLE)
    assert set().union(*RIGHTS.values()) <= set(WORDS)


def test_a_role_on_a_department_reaches_all_below_it(rosa, company, admin):
    below = Department.objects.add(name="Backend", parent=company.engineering, by=admin)

    assert rosa.may("jobs.edit", job(below))
    assert not rosa.may("jobs.edit", job(company.sales))
    assert access.reach(rosa, "jobs.view").departments == {company.engineering.pk, below.pk}


def test_a_role_on_an_office_reaches_its_jobs(person, company, admin):
    user = person("Toni")
    user.grant(Role.RECRUITER, office=company.office, by=admin)

    assert user.may("jobs.edit", job(company.sales, company.office))
    assert not user.may("jobs.edit", job(company.sales))


def test_two_grants_add_up(person, company):
    user = person("Toni", "recruiter", department=company.sales)
    RoleGrant.objects.create(user=user, role="interviewer", department=company.engineering)

    assert user.may("jobs.view", job(company.engineering))
    assert not user.may("jobs.edit", job(company.engineering))


def test_a_team_gives_rights_on_its_job_alone(hana, team, company):
    team[hana.pk] = {900: {"hiring_manager"}}

    assert hana.may("pay.view", job(company.sales))
    assert hana.may("pay.view")
    assert not hana.may("pay.view", job(company.sales, number=901))
    assert not access.reach(hana, "pay.view")


def test_a_team_never_gives_what_reaches_beyond_its_job(hana, team, company):
    team[hana.pk] = {900: {"recruiter"}}

    assert not any(hana.may(right) or hana.may(right, job(company.sales)) for right in BEYOND_A_JOB)


def test_a_confidential_job_opens_through_its_team_alone(person, rosa, team, company):
    wide = person("Wide", "recruiter")
    secret = job(company.engineering, confidential=True)

    assert not wide.may("jobs.view", secret)
    assert not rosa.may("jobs.view", secret)
    team[rosa.pk] = {900: {"recruiter"}}
    assert rosa.may("jobs.view", secret)


def test_a_role_that_is_taken_away_is_gone_at_once(rosa, admin):
    rosa.grants.get().revoke(by=admin)

    assert not rosa.may("jobs.view")


def test_who_has_left_may_nothing(rosa):
    rosa.is_active = False

    assert not any(rosa.may(right) for right in WORDS)


def test_a_missing_right_is_said_in_a_sentence(otto):
    with pytest.raises(PermissionDenied, match="manage people"):
        otto.require("users.manage")


def test_a_misspelt_right_is_a_mistake_of_ours(admin):
    with pytest.raises(LookupError):
        admin.may("users.mange")


def test_a_request_looks_its_rights_up_once(rosa, django_assert_num_queries):
    rosa.keep_held()
    rosa.may("jobs.view")

    with django_assert_num_queries(0):
        assert all([rosa.may("jobs.edit"), rosa.may("notes.write")])


def test_what_a_request_sees_is_written_once_and_anew_for_the_next(rosa):
    written = []

    def ask():
        access.once(rosa, "jobs", lambda: written.append("a condition"))
        return len(written)

    assert [ask(), ask()] == [1, 2]
    rosa.keep_held()
    assert [ask(), ask()] == [3, 3]
    rosa.held = None
    assert ask() == 4


def test_a_grant_is_recorded_and_given_twice_is_one(otto, admin):
    from audit.models import Event

    otto.grant(Role.INTERVIEWER, by=admin)
    otto.grant(Role.INTERVIEWER, by=admin)

    assert otto.grants.filter(role=Role.INTERVIEWER).count() == 1
    event = Event.objects.about(otto).get(verb="user.role_granted")
    assert event.facts == {"role": "interviewer", "department": None, "office": None}


def test_what_several_may_do_is_looked_up_at_once(rosa, otto, cleo, company, team, django_assert_num_queries):
    other = job(number=901)
    team[otto.pk] = {other.pk: {"interviewer"}}
    cleo.is_active = False

    with django_assert_num_queries(3):
        access.hold([rosa, otto, cleo])

    with django_assert_num_queries(0):
        assert rosa.may("jobs.edit", job(company.engineering)) and not rosa.may("jobs.edit", job(company.sales))
        assert otto.may("notes.write", other) and not rosa.may("notes.write", other)
        assert not cleo.may("jobs.view")
