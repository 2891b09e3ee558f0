"""The timeline of a person: narrowed by what the address says, older ones on demand."""

import pytest

from candidates import timeline


def history(client, ada, query=""):
    return client.get(f"/candidates/{ada.pk}/timeline/{query}", headers={"HX-Request": "true"}).content.decode()


@pytest.fixture
def full(application, ada, rosa, hana, job):
    ada.write_note("x", by=hana, about=application)
    ada.log("call", "no_answer", by=rosa)
    ada.tag("Maths", by=rosa)
    application.move_to(job.stages.get(name="Interview"), by=rosa)
    return ada


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("?happened=note", ["wrote a note"], ["logged: call", "added a tag", "moved"]),
        ("?happened=activity", ["logged: call"], ["wrote a note", "moved"]),
        ("?happened=application", ["moved", "added to the job"], ["wrote a note", "added a tag"]),
        ("?happened=candidate", ["added a tag", "added this person"], ["moved"]),
        ("?mine=on", ["logged: call", "moved"], ["wrote a note"]),
        ("?happened=nonsense", ["wrote a note", "logged: call", "added a tag", "moved"], []),
    ],
)
def test_it_is_narrowed_by_kind_and_to_one_s_own(full, rosa, as_user, query, there, gone):
    shown = history(as_user(rosa), full, query).split("</form>")[1]
    assert all(words in shown for words in there)
    assert not any(words in shown for words in gone)


def test_it_is_narrowed_to_one_application(full, application, rosa, as_user):
    shown = history(as_user(rosa), full, f"?about=application-{application.pk}").split("</form>")[1]
    assert "moved" in shown
    assert "wrote a note" in shown
    assert "logged: call" not in shown


def test_an_application_that_one_may_not_see_narrows_to_nothing(full, otto, rosa, as_user, company):
    from candidates.models import Candidate
    from recruitment.models import Application
    from tests.doors.teams import jobbed

    hidden = Application.objects.add(candidate=full, job=jobbed("Selling", otto, company.sales, company), by=otto)
    assert "Nothing of that kind" in history(as_user(rosa), full, f"?about=application-{hidden.pk}")
    assert Candidate.objects.visible_to(otto).get() == full


def test_a_look_stands_in_the_address_of_the_page(full, rosa, as_user):
    client = as_user(rosa)
    page = client.get(f"/candidates/{full.pk}/?happened=note&mine=on").content.decode()
    assert f'hx-get="/candidates/{full.pk}/timeline/?happened=note&amp;mine=on"' in page

    chosen = {"HX-Request": "true", "HX-Trigger": "timeline-filters"}
    answer = client.get(f"/candidates/{full.pk}/timeline/?happened=note", headers=chosen)
    assert answer["HX-Replace-Url"] == f"/candidates/{full.pk}/?happened=note#timeline"


def test_older_ones_come_on_demand_and_each_once(ada, rosa, as_user, monkeypatch):
    monkeypatch.setattr(timeline, "PAGE", 5)
    for number in range(12):
        ada.tag(f"tag {number}", by=rosa)
    client, before, pages = as_user(rosa), "", []
    while before is not None:
        page = client.get(f"/candidates/{ada.pk}/timeline/?before={before}").context["page"]
        pages.append(len(page.moments))
        before = page.older
    assert pages == [5, 5, 4]


def test_two_jobs_of_one_name_are_told_apart_by_their_numbers(application, ada, job, rosa, as_user, company):
    from recruitment.models import Application
    from tests.doors.teams import jobbed

    twin = jobbed("Twin", rosa, company.engineering, company)
    type(job).objects.filter(pk=twin.pk).update(name=job.name)
    Application.objects.add(candidate=ada, job=twin, by=rosa)
    shown = history(as_user(rosa), ada)
    assert f">{job.name} · {job.requisition_id}</option>" in shown
    assert f">{job.name} · {twin.requisition_id}</option>" in shown


def test_a_note_that_names_somebody_is_one_line(application, ada, rosa, hana, as_user):
    import audit

    ada.write_note(f"@{hana.name} please look", by=rosa, about=application)
    assert audit.Event.objects.filter(verb="note.mentioned").exists()
    page = as_user(rosa).get(f"/candidates/{ada.pk}/timeline/").context["page"]
    assert [moment.words for moment in page.moments if "note" in moment.words] == ["wrote a note"]


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "0"])
def test_a_strange_place_breaks_nothing(ada, rosa, as_user, before):
    assert as_user(rosa).get(f"/candidates/{ada.pk}/timeline/?before={before}&about=application-x").status_code == 200


def test_what_is_next_stands_first_with_its_button(application, ada, rosa, hana, as_user):
    import audit
    import desk

    client = as_user(rosa)
    assert client.get(f"/candidates/{ada.pk}/").context["next_step"].label == "Open the application"
    titled = {"about": application, "by": audit.SYSTEM, "title": f"{ada} · {application.job}"}
    desk.owe("application.review", owner=hana, **titled)
    desk.owe("application.review", owner=rosa, **titled)
    context = client.get(f"/candidates/{ada.pk}/").context

    assert [(duty.owner, duty.is_mine) for duty in context["duties"]] == [(rosa, True), (hana, False)]
    # The person's name is the heading of the page; the act stands here, and the job once.
    assert {(duty.act, duty.about) for duty in context["duties"]} == {("Review an application", application.job.name)}
    assert (context["next_step"].label, context["next_step"].url) == (
        "Review an application",
        f"/applications/{application.pk}/",
    )


def test_a_duty_about_what_one_may_not_see_is_not_told(application, ada, rosa, otto, as_user, company):
    import audit
    import desk
    from recruitment.models import Application
    from tests.doors.teams import jobbed

    Application.objects.add(candidate=ada, job=jobbed("Selling", otto, company.sales, company), by=otto)
    desk.owe("application.review", owner=rosa, about=application, by=audit.SYSTEM)
    assert as_user(otto).get(f"/candidates/{ada.pk}/").context["duties"] == []
