"""Many are chosen, the page says what will happen and to whom not, and all of it is undone within a minute."""

import re

import pytest

import audit
import desk
from accounts import working
from candidates.models import Candidate
from communications.models import Message
from desk.models import Duty, Undo
from recruitment.bulk import running
from recruitment.models import Application, BulkAct, ClosureReason
from recruitment.offers import drafting


@pytest.fixture
def three(application, job, rosa):
    """Ada, Grace and Mary on the board."""
    people = [
        Candidate.objects.add(first_name=name, last_name="Hopper", email=f"{name}@x.example".lower(), by=rosa)
        for name in ("Grace", "Mary")
    ]
    return [application, *(Application.objects.add(candidate=one, job=job, by=rosa) for one in people)]


@pytest.fixture
def interview(job):
    return job.stages.get(name="Interview")


@pytest.fixture
def reason():
    return ClosureReason.objects.filter(kind="rejected", active=True)[0]


def chosen(client, kind, rows, **more):
    """The address of the page that says what will happen."""
    things = "candidate" if isinstance(rows[0], Candidate) else "application"
    said = {"kind": kind, "things": things, "chosen": [row.pk for row in rows], **more}
    answer = client.post("/bulk/", said)
    assert answer.status_code == 302, answer.content
    return answer["Location"]


def done(client, kind, rows, said, **more):
    at = chosen(client, kind, rows, **more)
    return client.post(f"{at}start/", said, follow=True)


def stages(rows):
    return [row.stage.name for row in Application.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")]


def test_the_page_says_to_whom_it_will_happen_and_to_whom_not(as_user, rosa, three, interview):
    three[1].move_to(interview, by=rosa)
    client = as_user(rosa)
    page = client.get(chosen(client, "move", three), {"stage": interview.pk}).content.decode()

    assert "It will happen to 2" in page and "Not to 1" in page
    assert "It stands in Interview already." in page
    assert stages(three) == ["Applied", "Interview", "Applied"]


def test_the_page_marks_who_goes_back(as_user, rosa, three, job, interview):
    three[1].move_to(job.stages.get(name="Offer"), by=rosa)
    page = as_user(rosa).get(chosen(as_user(rosa), "move", three), {"stage": interview.pk}).content.decode()

    assert "It will happen to 3" in page and page.count("Goes back from Offer.") == 1


def test_many_are_moved_and_back_with_one_button(as_user, rosa, three, interview):
    client = as_user(rosa)
    page = done(client, "move", three, {"stage": interview.pk}, back="/jobs/")
    assert stages(three) == ["Interview"] * 3
    assert page.redirect_chain[-1][0] == "/jobs/" and "Moved to Interview: 3" in page.content.decode()

    undo = Undo.objects.get()
    assert f'action="/undo/{undo.pk}/"' in client.get("/").content.decode()
    back = client.post(f"/undo/{undo.pk}/", {"back": "/jobs/"}, follow=True)
    assert stages(three) == ["Applied"] * 3
    assert (
        "Undone: Moved to Interview." in back.content.decode()
        and f"/undo/{undo.pk}/" not in client.get("/").content.decode()
    )


def test_an_undo_after_somebody_else_moved_one_of_the_three(as_user, rosa, hana, three, job, interview):
    client = as_user(rosa)
    done(client, "move", three, {"stage": interview.pk})
    Application.objects.get(pk=three[1].pk).move_to(job.stages.get(name="Offer"), by=hana)
    page = client.post(f"/undo/{Undo.objects.get().pk}/", follow=True).content.decode()

    assert stages(three) == ["Applied", "Offer", "Applied"]
    assert "2 are back as they were." in page and "Grace Hopper" in page and "Hana" in page


def test_whoever_was_moved_after_the_preview_is_passed_over(as_user, rosa, hana, three, job, interview):
    client = as_user(rosa)
    at = chosen(client, "move", three)
    three[2].move_to(job.stages.get(name="Offer"), by=hana)
    page = client.post(f"{at}start/", {"stage": interview.pk}, follow=True).content.decode()

    assert stages(three) == ["Interview", "Interview", "Offer"]
    assert "Done for 2." in page and "Hana has just moved this application to Offer." in page


def test_rejected_with_a_mail_that_waits_and_is_held_back(as_user, rosa, three, reason, deliver):
    Candidate.objects.filter(pk=three[1].candidate_id).update(can_email=False)
    client, template = as_user(rosa), "application_rejected"
    from communications.models import MessageTemplate

    letter = MessageTemplate.objects.get(key=template, language="en")
    done(client, "reject", three, {"reason": reason.pk, "template": letter.pk})
    undo = Undo.objects.get()
    assert Application.objects.filter(open=True).count() == 0
    assert [one.not_before for one in Message.objects.all()] == [undo.lapses_at] * 2
    assert not Message.objects.due().exists()

    page = client.post(f"/undo/{undo.pk}/", follow=True).content.decode()
    assert Application.objects.on_board().count() == 3
    assert set(Message.objects.values_list("state", flat=True)) == {"cancelled"}
    assert "Undone" in page


def test_rejected_without_a_mail_whoever_cannot_be_written_to(as_user, rosa, three, reason):
    Candidate.objects.filter(pk=three[1].candidate_id).update(can_email=False)
    client = as_user(rosa)
    from communications.models import MessageTemplate

    letter = MessageTemplate.objects.get(key="application_rejected", language="en")
    page = client.get(chosen(client, "reject", three), {"reason": reason.pk, "template": letter.pk}).content.decode()

    assert "It will happen to 3" in page and "Is rejected without a mail: Doesn&#x27;t want mail." in page


def test_tagged_and_untagged_but_not_who_had_it_before(as_user, rosa, three):
    people = [one.candidate for one in three]
    people[0].tag("Maths", by=rosa)
    client = as_user(rosa)
    done(client, "tag", people, {"tag": "maths"})
    assert all(one.tags.filter(name="Maths").exists() for one in people)

    client.post(f"/undo/{Undo.objects.get().pk}/")
    assert [one.tags.exists() for one in people] == [True, False, False]


def test_the_owner_of_records_is_assigned_and_given_back(as_user, rosa, otto, three):
    people = [one.candidate for one in three]
    client = as_user(rosa)
    done(client, "assign", people, {"owner": otto.pk})
    assert set(Candidate.objects.values_list("owner", flat=True)) == {otto.pk}

    client.post(f"/undo/{Undo.objects.get().pk}/")
    assert set(Candidate.objects.values_list("owner", flat=True)) == {rosa.pk}


def test_a_review_is_asked_of_somebody_and_handed_back(as_user, rosa, hana, otto, three):
    desk.owe("application.review", owner=rosa, about=three[0], by=rosa)
    client = as_user(rosa)
    done(client, "assign", three, {"owner": hana.pk})
    assert Duty.objects.open().filter(owner=hana).count() == 3

    client.post(f"/undo/{Undo.objects.get().pk}/")
    assert [duty.owner for duty in Duty.objects.open()] == [rosa]


def test_mailed_to_each_in_their_language_and_held_back(as_user, rosa, three):
    Candidate.objects.filter(pk=three[1].candidate_id).update(language="de")
    from communications.models import MessageTemplate

    letter = MessageTemplate.objects.write(by=rosa, name="News", subject="Hello {{ candidate.first_name }}", body="Hi")
    people = [one.candidate for one in three]
    client = as_user(rosa)
    at = chosen(client, "mail", people)
    shown = client.get(f"{at}letters/{people[1].pk}/", {"template": letter.pk}).content.decode()
    assert "Hello Grace" in shown
    client.post(f"{at}start/", {"template": letter.pk})
    assert Message.objects.filter(state="queued").count() == 3

    client.post(f"/undo/{Undo.objects.get().pk}/")
    assert Message.objects.filter(state="cancelled").count() == 3


def test_all_that_match_a_filter(as_user, rosa, three, job, interview):
    client = as_user(rosa)
    said = {"kind": "move", "all": "yes", "list": "applications", "within": job.pk, "query": "q=hopper"}
    at = client.post("/bulk/", said)["Location"]

    assert BulkAct.objects.get().total == 2
    client.post(f"{at}start/", {"stage": interview.pk})
    assert stages(three) == ["Applied", "Interview", "Interview"]


def test_more_than_a_thousand_are_refused_in_words(as_user, rosa, three, monkeypatch):
    monkeypatch.setattr("recruitment.models.bulk_act.MOST", 2)
    page = as_user(rosa).post(
        "/bulk/", {"kind": "tag", "things": "application", "chosen": [one.pk for one in three]}, follow=True
    )

    assert "At most so many are done at once." in page.content.decode()


def test_the_button_pressed_twice_does_it_once(as_user, rosa, three, interview):
    client = as_user(rosa)
    at = chosen(client, "move", three)
    client.post(f"{at}start/", {"stage": interview.pk})
    client.post(f"{at}start/", {"stage": interview.pk})

    assert audit.Event.objects.filter(verb="application.moved").count() == 3
    assert Undo.objects.count() == 1


def test_who_may_not_move_is_told_before(as_user, ivo, otto, three):
    said = {"kind": "move", "things": "application", "chosen": [three[0].pk]}

    assert as_user(ivo).post("/bulk/", said).status_code == 403
    assert as_user(otto).post("/bulk/", said).status_code == 404


def test_another_persons_act_is_not_there(as_user, rosa, otto, three):
    at = chosen(as_user(rosa), "move", three)

    assert as_user(otto).get(at).status_code == 404


def test_a_killed_worker_leaves_the_rest_to_the_next_and_nothing_is_done_twice(
    rosa, three, interview, monkeypatch, as_user
):
    monkeypatch.setattr(running, "IN_REQUEST", 0)
    called = []
    monkeypatch.setattr(working, "call", lambda task, id: called.append(id))
    client = as_user(rosa)
    page = done(client, "move", three, {"stage": interview.pk}).content.decode()
    act = BulkAct.objects.get()
    assert called == [act.pk] and "0 of 3" in page and f"/bulk/{act.pk}/stop/" in page

    from recruitment.tasks import run_bulk_act

    assert running.run(act, most=2)
    assert act.items.filter(state="done").count() == 2
    run_bulk_act(act.pk)
    run_bulk_act(act.pk)
    act.refresh_from_db()
    assert (act.state, act.done) == ("done", 3)
    assert audit.Event.objects.filter(verb="application.moved").count() == 3


def test_stopped_in_the_middle_and_undone(rosa, three, interview, monkeypatch, as_user):
    monkeypatch.setattr(running, "IN_REQUEST", 0)
    monkeypatch.setattr(working, "call", lambda task, id: None)
    client = as_user(rosa)
    at = chosen(client, "move", three)
    client.post(f"{at}start/", {"stage": interview.pk})
    running.run(BulkAct.objects.get(), most=1)
    assert client.post(f"/undo/{Undo.objects.get().pk}/").status_code == 409
    client.post(f"{at}stop/")
    running.run(BulkAct.objects.get())

    assert stages(three) == ["Interview", "Applied", "Applied"]
    client.post(f"/undo/{Undo.objects.get().pk}/")
    assert stages(three) == ["Applied"] * 3


def test_whoever_has_left_does_nothing_more(rosa, three, interview, monkeypatch, as_user):
    monkeypatch.setattr(running, "IN_REQUEST", 0)
    monkeypatch.setattr(working, "call", lambda task, id: None)
    client = as_user(rosa)
    client.post(f"{chosen(client, 'move', three)}start/", {"stage": interview.pk})
    type(rosa).objects.filter(pk=rosa.pk).update(is_active=False)
    running.run(BulkAct.objects.get())

    assert stages(three) == ["Applied"] * 3 and BulkAct.objects.get().state == "stopped"


def test_an_item_that_ends_its_worker_is_given_up(rosa, three, interview, monkeypatch, as_user):
    monkeypatch.setattr(running, "IN_REQUEST", 0)
    monkeypatch.setattr(working, "call", lambda task, id: None)
    client = as_user(rosa)
    client.post(f"{chosen(client, 'move', three)}start/", {"stage": interview.pk})
    BulkAct.objects.get().items.filter(number=0).update(attempts=working.ATTEMPTS)
    running.run(BulkAct.objects.get())

    assert stages(three) == ["Applied", "Interview", "Interview"]


def test_a_card_moved_alone_can_be_put_back_too(as_user, rosa, three, interview):
    client = as_user(rosa)
    answer = client.post(f"/applications/{three[0].pk}/stage/", {"stage": interview.pk}, HTTP_HX_REQUEST="true")
    at = re.search(r"/undo/\d+/", answer.content.decode())
    assert at is not None
    client.post(at[0])

    assert stages(three) == ["Applied"] * 3


def test_a_rejection_alone_can_be_taken_back_with_its_mail(as_user, rosa, application, reason):
    client = as_user(rosa)
    from communications.models import MessageTemplate

    letter = MessageTemplate.objects.get(key="application_rejected", language="en")
    said = {"reason": reason.pk, "send_mail": "on", "template": letter.pk}
    page = client.post(f"/applications/{application.pk}/rejection/", said, follow=True).content.decode()
    assert "Undo" in page and Message.objects.get().not_before == Undo.objects.get().lapses_at
    client.post(f"/undo/{Undo.objects.get().pk}/")

    assert Application.objects.get().is_on_board and Message.objects.get().state == "cancelled"


def test_the_end_of_whoever_holds_an_opening_is_not_taken_back(as_user, rosa, application, reason, job):
    from recruitment import openings

    openings.reserve(application, by=rosa)
    client = as_user(rosa)
    page = client.get(chosen(client, "reject", [application]), {"reason": reason.pk}).content.decode()
    assert "An opening is reserved for this candidate." in page
    client.post(f"/applications/{application.pk}/rejection/", {"reason": reason.pk})

    assert not Application.objects.get().open
    assert not Undo.objects.standing().exists()


def test_the_end_of_whoever_has_an_offer_on_its_way_is_not_taken_back(as_user, rosa, application, reason):
    """The offer ends with the application, and an undo would bring back the one without the other."""
    offer = drafting.draft(application, by=rosa)
    client = as_user(rosa)
    done(client, "reject", [application], {"reason": reason.pk})
    offer.refresh_from_db()
    assert (Application.objects.get().open, offer.status) == (True, "draft")

    client.post(f"/applications/{application.pk}/rejection/", {"reason": reason.pk})

    offer.refresh_from_db()
    assert (Application.objects.get().open, offer.status) == (False, "withdrawn")
    assert not Undo.objects.standing().exists()


def test_the_notice_returns_until_the_minute_is_over(as_user, rosa, three, interview):
    client = as_user(rosa)
    done(client, "move", three, {"stage": interview.pk})
    undo = Undo.objects.get()
    assert f"/undo/{undo.pk}/" in client.get("/candidates/").content.decode()

    from datetime import timedelta

    with audit.clock.at(audit.now() + timedelta(seconds=61)):
        assert f"/undo/{undo.pk}/" not in client.get("/candidates/").content.decode()
        assert client.post(f"/undo/{undo.pk}/").status_code == 409


def test_somebody_elses_undo_is_refused_with_a_sentence(as_user, rosa, otto, three, interview):
    done(as_user(rosa), "move", three, {"stage": interview.pk})
    answer = as_user(otto).post(f"/undo/{Undo.objects.get().pk}/")

    assert answer.status_code == 409 and "Only whoever did this can undo it." in answer.content.decode()
    assert as_user(otto).get(f"/undo/{Undo.objects.get().pk}/").status_code == 404


def test_an_undo_puts_nobody_into_a_stage_that_went_meanwhile(as_user, rosa, three, job, interview):
    client = as_user(rosa)
    done(client, "move", three, {"stage": interview.pk})
    job.stages.get(name="Applied").retire(by=rosa)
    page = client.post(f"/undo/{Undo.objects.get().pk}/", follow=True).content.decode()

    assert stages(three) == ["Interview"] * 3
    assert "The stage Applied is no longer used." in page
