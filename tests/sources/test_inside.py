"""A colleague applies: their present manager learns of it by the step that the policy names, and nobody before."""

import re
from datetime import timedelta
from typing import Any

import pytest

import audit
from candidates.models import Candidate
from communications.models import Message
from desk.models import Duty, Notification
from recruitment import weekly
from recruitment.models import Application, JobPost
from recruitment.refusals import AlreadyApplied, ShortlistRefused

CANARY = re.compile("quagga", re.IGNORECASE)
PAGES = (
    "/", "/jobs/", "/jobs/{job}/", "/jobs/{job}/?look=list&status=all", "/jobs/{job}/columns/",
    "/jobs/{job}/shortlists/",
    "/lists/applications/{job}/csv/?look=list&status=all", "/lists/candidates/csv/", "/candidates/",
    "/candidates/?q=quag", "/palette/?q=quag", "/tracker/", "/tracker/?look=recruiters", "/notifications/",
    "/messages/", "/sources/?period=all", "/views/",
)  # fmt: skip
LISTS = (
    "applications", "application_stages", "candidates", "candidate_email_addresses", "attachments", "notes",
    "messages", "events", "duties", "notifications", "shortlists", "shortlist_items", "referrals", "tracker",
    "internal_applications",
)  # fmt: skip


@pytest.fixture
def silent(apply_inside: Any, nora: Any, hana: Any, admin: Any, deliver: Any) -> Any:
    """Nora reports to Hana, who manages the hire of the job that Nora has applied for."""
    hana.grant("recruiter", by=admin)
    nora.change(manager=hana, by=admin)
    application = apply_inside(nora)
    deliver()
    return Application.objects.get(pk=application.pk)


def told_on_pages(browser: Any, application: Any) -> list[str]:
    found = []
    for address in PAGES:
        page = browser.get(address.format(job=application.job_id))
        assert page.status_code in (200, 403), address
        content = b"".join(page.streaming_content) if page.streaming else page.content
        found += [address] if CANARY.search(content.decode()) else []
    return found


def told_by_rest(client: Any) -> list[str]:
    return [name for name in LISTS if CANARY.search(client.get(f"/api/v1/{name}").content.decode())]


def test_the_manager_learns_nothing_anywhere(silent: Any, hana: Any, as_user: Any, api: Any, deliver: Any) -> None:
    browser = as_user(hana)

    assert told_on_pages(browser, silent) == []
    assert told_by_rest(api(hana)) == []
    for address in (f"/applications/{silent.pk}/", f"/candidates/{silent.candidate_id}/"):
        assert browser.get(address).status_code == 404
    assert not Notification.objects.filter(recipient=hana).exists()
    assert not Duty.objects.filter(owner=hana).exists()
    assert not Message.objects.visible_to(hana).exists()


def test_the_others_on_the_team_see_it(silent: Any, rosa: Any, ivo: Any, as_user: Any) -> None:
    assert set(told_on_pages(as_user(rosa), silent)) >= {"/jobs/{job}/", "/candidates/", "/"}
    assert list(Application.objects.visible_to(ivo)) == [silent]
    assert Duty.objects.get().owner == rosa


def test_no_number_counts_it_for_the_manager(silent: Any, hana: Any, rosa: Any, as_user: Any) -> None:
    from recruitment.models import Job
    from recruitment.tracker import columns
    from recruitment.tracker.lines import lines_of
    from recruitment.tracker.moment import Moment

    for reader, cards in ((hana, 0), (rosa, 1)):
        moment = Moment.of(reader)
        jobs = Job.objects.filter(pk=silent.job_id)
        numbers = columns.count(jobs, moment)
        assert numbers[silent.job_id].get("in_process", 0) == numbers[silent.job_id].get("new", 0) == cards
        assert sum(bar.count for bar in lines_of(list(jobs.annotate()), numbers, moment)[0].bars) == cards
        page = as_user(reader).get(f"/jobs/{silent.job_id}/")
        assert [column.count for column in page.context["columns"]] == [cards, 0, 0]
        assert [row["cards"] for row in as_user(reader).get("/jobs/").context["rows"]] == [cards]
        with audit.clock.at(audit.now() + timedelta(hours=1)):
            said = weekly.words(silent.job, weekly.kept_from(silent.job, reader))
        assert said["weekly.new"].startswith("1 new") is bool(cards)
        assert (said["weekly.stages"] == "Nobody is on the board.") is not bool(cards)


def test_a_shortlist_does_not_carry_it_to_the_manager(silent: Any, hana: Any, ivo: Any, rosa: Any) -> None:
    with pytest.raises(ShortlistRefused) as refused:
        silent.job.send_shortlist([silent], readers=[hana], by=rosa)
    assert refused.value.field == "readers"
    assert silent.job.send_shortlist([silent], readers=[ivo], by=rosa).items.count() == 1


def test_one_who_becomes_the_manager_sees_it_no_more(silent: Any, ivo: Any, nora: Any, admin: Any, api: Any,
                                                     rosa: Any) -> None:  # fmt: skip
    ivo.grant("coordinator", by=admin)
    silent.job.send_shortlist([silent], readers=[ivo], by=rosa)
    before = Application.objects.get().updated_at
    assert told_by_rest(api(ivo))

    nora.change(manager=ivo, by=admin)
    audit.deliver_pending()

    assert told_by_rest(api(ivo)) == []
    assert api(ivo).get("/api/v1/shortlist_items").json()["data"] == []
    assert Application.objects.get().updated_at > before


def test_the_manager_before_sees_it_again(silent: Any, hana: Any, ivo: Any, nora: Any, admin: Any) -> None:
    nora.change(manager=ivo, by=admin)
    assert list(Application.objects.visible_to(hana)) == [silent]
    assert not Candidate.objects.visible_to(ivo).exists()


def test_nobody_reads_in_their_own_papers(silent: Any, nora: Any, admin: Any, as_user: Any) -> None:
    nora.grant("recruiter", by=admin)
    assert not Application.objects.visible_to(nora).exists()
    assert as_user(nora).get(f"/candidates/{silent.candidate_id}/").status_code == 404


def move(application: Any, stage: str, by: Any) -> None:
    Application.objects.get(pk=application.pk).move_to(application.job.stages.get(name=stage), by=by)
    audit.deliver_pending()


def hire(application: Any, by: Any) -> None:
    Application.objects.get(pk=application.pk).hire(by=by)
    audit.deliver_pending()


@pytest.mark.parametrize(
    ("learns", "in_the_middle", "in_the_last", "hired"),
    [("never", False, False, True), ("last_stage", False, True, True), ("offer", False, False, True)],
)
def test_the_policy_names_the_step(
    silent: Any, policy: Any, admin: Any, hana: Any, rosa: Any, learns: str, in_the_middle: bool, in_the_last: bool,
    hired: bool,
) -> None:  # fmt: skip
    policy.change(manager_learns=learns, by=admin)

    for act, knows in (
        (lambda: move(silent, "Interview", rosa), in_the_middle),
        (lambda: move(silent, "Offer", rosa), in_the_last),
        (lambda: hire(silent, rosa), hired),
    ):
        act()
        assert Application.objects.visible_to(hana).exists() is knows
        assert Candidate.objects.visible_to(hana).filter(last_name="Quagga").exists() is knows


@pytest.mark.parametrize("name", ["Interview", " interview"])
def test_the_policy_names_a_stage(silent: Any, policy: Any, admin: Any, hana: Any, rosa: Any, name: str) -> None:
    policy.change(manager_learns="stage", manager_stage=name, by=admin)
    audit.deliver_pending()
    assert not Application.objects.visible_to(hana).exists()

    move(silent, "Interview", rosa)
    assert Application.objects.visible_to(hana).exists()


def test_whoever_goes_past_the_named_stage_has_reached_it(
    silent: Any, policy: Any, admin: Any, hana: Any, rosa: Any
) -> None:
    policy.change(manager_learns="stage", manager_stage="Interview", by=admin)

    move(silent, "Offer", rosa)
    assert Application.objects.visible_to(hana).exists()


def test_a_job_without_the_named_stage_tells_with_the_offer(
    silent: Any, policy: Any, admin: Any, hana: Any, rosa: Any, deliver: Any
) -> None:
    policy.change(manager_learns="stage", manager_stage="Assessment", by=admin)
    move(silent, "Offer", rosa)
    assert not Application.objects.visible_to(hana).exists()

    audit.record("offer.sent", silent.job, by=rosa, on=[silent])
    deliver()
    assert Application.objects.visible_to(hana).exists()


def test_a_stage_that_comes_to_have_the_name_counts(
    silent: Any, policy: Any, admin: Any, hana: Any, rosa: Any, deliver: Any
) -> None:
    policy.change(manager_learns="stage", manager_stage="Assessment", by=admin)
    move(silent, "Interview", rosa)

    silent.job.stages.get(name="Interview").rename("Assessment", by=rosa)
    deliver()
    assert Application.objects.visible_to(hana).exists()


def test_a_stage_without_a_name_is_refused_on_the_page_and_by_rest(
    as_user: Any, api: Any, admin: Any, policy: Any
) -> None:
    said = {"hold_days": 90, "referrer_sees": "stage", "manager_learns": "stage", "manager_stage": " "}
    page = as_user(admin).post("/internal-policy/", said)
    assert page.status_code == 422 and page.context["form"].errors.keys() == {"manager_stage"}
    assert '<option value="Interview"></option>' in page.content.decode()
    assert api(admin).patch("/api/v1/internal_policies/1", {"manager_learns": "stage"}, "json").status_code == 422

    named = {"manager_learns": "stage", "manager_stage": "Interview"}
    assert api(admin).patch("/api/v1/internal_policies/1", named, "json").json()["manager_stage"] == "Interview"
    assert as_user(admin).post("/internal-policy/", said | named).status_code == 302


def test_an_offer_that_is_sent_tells_the_manager(silent: Any, hana: Any, rosa: Any, deliver: Any) -> None:
    audit.record("offer.sent", silent.job, by=rosa, on=[silent])
    deliver()
    assert Application.objects.visible_to(hana).exists()


def test_what_has_been_learned_stays_known(silent: Any, policy: Any, admin: Any, hana: Any, rosa: Any) -> None:
    move(silent, "Offer", rosa)
    policy.change(manager_learns="last_stage", by=admin)
    audit.deliver_pending()
    assert Application.objects.visible_to(hana).exists()

    policy.change(manager_learns="never", by=admin)
    move(silent, "Interview", rosa)
    assert Application.objects.visible_to(hana).exists()


def test_the_job_of_ones_own_manager_is_reviewed_by_somebody_else(
    apply_inside: Any, nora: Any, rosa: Any, ivo: Any, person: Any, company: Any, admin: Any, deliver: Any
) -> None:
    other = person("Olga", "recruiter", department=company.engineering)
    nora.change(manager=rosa, by=admin)
    apply_inside(nora)
    deliver()

    assert Duty.objects.get().owner == other


def test_they_see_themselves_how_it_stands(silent: Any, nora: Any, rosa: Any, as_user: Any) -> None:
    move(silent, "Interview", rosa)
    page = as_user(nora).get("/internal/").content.decode()
    assert "Your applications" in page and "Interview" in page


def test_the_form_is_short_and_is_sent_once(as_user: Any, nora: Any, post: Any, deliver: Any) -> None:
    browser, address = as_user(nora), f"/internal/jobs/{post.slug}/application/"
    shown = browser.get(address)
    assert not {"first_name", "email"} & set(shown.context["form"].fields)
    yes, _why = post.questions.all()
    said = {"form_token": shown.context["form"].initial["form_token"], "notice_read": "on", f"question_{yes.pk}": "yes"}

    assert [browser.post(address, said).status_code for _time in range(2)] == [302, 302]
    application = Application.objects.get()
    assert (application.source, application.employee, application.is_on_board) == ("Internal", nora, True)
    assert [one.answer for one in application.answers.all()] == ["yes", ""]
    assert browser.post(address, said | {"form_token": "x"}).status_code == 422


def test_nobody_applies_twice(apply_inside: Any, nora: Any) -> None:
    apply_inside(nora)
    with pytest.raises(AlreadyApplied):
        apply_inside(nora)


def test_posts_for_colleagues_stand_on_their_page_alone(
    client: Any, as_user: Any, api: Any, nora: Any, post: Any, rosa: Any
) -> None:
    public = api(rosa).get(f"/api/v1/job_posts/{post.pk}").json()["public_url"]
    assert public.endswith(f"/careers/jobs/{post.slug}/") and client.get(public).status_code == 200
    JobPost.objects.get().change(audience="internal", by=rosa)

    assert client.get(f"/careers/jobs/{post.slug}/").status_code == 404
    assert api(rosa).get(f"/api/v1/job_posts/{post.pk}").json()["public_url"] is None
    assert "For colleagues only" in as_user(nora).get("/internal/").content.decode()
    assert as_user(nora).get(f"/internal/jobs/{post.slug}/").status_code == 200


def test_other_systems_apply_for_their_owner(api: Any, nora: Any, admin: Any, post: Any) -> None:
    nora.grant("coordinator", by=admin)
    said = {"job_post_id": post.pk, "notice_read": True, "answers": ["yes"]}
    made = api(nora).post("/api/v1/internal_applications", said, "json")

    assert (made.status_code, made.json()["stage_name"]) == (201, "Applied")
    assert api(nora).post("/api/v1/internal_applications", said, "json").status_code == 409
    assert api(nora).post("/api/v1/internal_applications", said | {"notice_read": False}, "json").status_code == 422
    assert [row["title"] for row in api(nora).get("/api/v1/internal_job_posts").json()["data"]] == ["Engineer"]


def test_nobody_reports_to_themselves(as_user: Any, api: Any, admin: Any, nora: Any, hana: Any) -> None:
    nora.change(manager=hana, by=admin)
    answer = api(admin).patch(f"/api/v1/users/{hana.pk}", {"manager_id": nora.pk}, "json", headers={"if-match": "*"})
    assert answer.status_code == 422
    said = {"name": "Hana", "manager": nora.pk}
    assert as_user(admin).post(f"/people/{hana.pk}/", said).status_code == 422
    said["manager"] = admin.pk
    assert as_user(admin).post(f"/people/{hana.pk}/", said).status_code == 302
    hana.refresh_from_db()
    assert hana.manager == admin


def test_only_who_sets_up_the_company_sets_the_policy(as_user: Any, admin: Any, rosa: Any) -> None:
    said = {"hold_days": 90, "referrer_sees": "stage", "manager_learns": "never"}
    assert as_user(rosa).post("/internal-policy/", said).status_code == 403
    assert as_user(admin).post("/internal-policy/", said).status_code == 302
    assert as_user(admin).post("/internal-policy/", said | {"hold_days": -1}).status_code == 422
