"""An act is taken back within a minute: each thing only if it still is as the act left it; mails never leave."""

from datetime import timedelta

import pytest

import audit
import desk
from communications.models import Message
from desk import undoing
from desk.models import Undo
from desk.refusals import NotDoneYet, NotYourAct, UndoneAlready, UndoOver
from recruitment.bulk import moving, rejecting
from recruitment.models import Application, ClosureReason


@pytest.fixture
def interview(job):
    return job.stages.get(name="Interview")


@pytest.fixture
def moved(application, interview, rosa):
    with desk.undo.undoable(rosa, "Moved to Interview") as undo:
        moving.move(application, interview, undo=undo, by=rosa)
    return undo


def rejected(application, by):
    reason = ClosureReason.objects.filter(kind="rejected", active=True)[0]
    with desk.undo.undoable(by, "Rejected") as undo:
        rejecting.reject(application, reason, undo=undo, by=by)
    return undo


def test_a_card_goes_back_with_its_clock(application, interview, rosa):
    stage, since = application.stage, application.stage_since
    with desk.undo.undoable(rosa, "Moved to Interview") as undo:
        moving.move(application, interview, undo=undo, by=rosa)
    undoing.take(undo, by=rosa)

    application.refresh_from_db()
    assert (application.stage, application.stage_since) == (stage, since)
    assert application.visits.filter(left_at=None).get().stage == stage
    assert audit.Event.objects.about(undo)[0].verb == "undo.taken"


def test_a_rejection_is_taken_back_with_the_duty_it_ended(application, rosa):
    duty = desk.owe("application.review", owner=rosa, about=application, by=rosa)
    undoing.take(rejected(application, rosa), by=rosa)

    application.refresh_from_db()
    duty.refresh_from_db()
    assert application.open and not hasattr(application, "closure")
    assert duty.discharged_at is None


def test_what_somebody_else_has_moved_stays_and_is_told(moved, application, job, hana, rosa):
    application.refresh_from_db()
    application.move_to(job.stages.get(name="Offer"), by=hana)
    undoing.take(moved, by=rosa)

    item = moved.items.get()
    assert (item.state, item.changed_by) == ("changed", ("user", hana.pk))
    assert Application.objects.get().stage.name == "Offer"


def test_of_two_undos_the_second_is_refused(moved, rosa):
    undoing.take(Undo.objects.get(), by=rosa)

    with pytest.raises(UndoneAlready):
        undoing.take(moved, by=rosa)


def test_after_the_minute_it_is_refused(moved, rosa):
    with audit.clock.at(audit.now() + timedelta(seconds=61)), pytest.raises(UndoOver):
        undoing.take(moved, by=rosa)
    assert moved.items.get().state == "standing"


def test_another_person_is_refused(moved, otto):
    with pytest.raises(NotYourAct):
        undoing.take(moved, by=otto)


def test_what_is_still_being_done_is_not_undone(rosa):
    with pytest.raises(NotDoneYet):
        undoing.take(Undo.objects.begin("Moved", by=rosa), by=rosa)


def test_a_key_of_the_same_person_may_undo(moved, rosa):
    from accounts.models import ApiKey

    key = ApiKey.objects.issue(owner=rosa, name="Sync", scopes=["*"], by=rosa).key
    undoing.take(moved, by=key)

    assert moved.items.get().state == "undone"


def test_an_act_that_changed_nothing_leaves_nothing_to_undo(rosa):
    with desk.undo.undoable(rosa, "Nothing") as undo:
        pass

    assert not undo.stands


def test_what_a_listener_writes_later_is_held_and_cancelled(moved, application, rosa, deliver):
    @audit.on("application.moved")
    def write(event):
        import communications

        communications.send("application_received", to="ada@lovelace.example", about=application, by=audit.SYSTEM)

    from audit import readers

    event = audit.Event.objects.about(application).filter(verb="application.moved").get()
    audit.delivery.Pending.objects.create(event=event, reader=f"{write.__module__}:{write.__qualname__}")
    deliver()
    message = Message.objects.get()
    readers._readers.pop(f"{write.__module__}:{write.__qualname__}")

    assert (message.undo, message.not_before) == (moved, moved.lapses_at)
    assert not message.claim()
    undoing.take(moved, by=rosa)
    message.refresh_from_db()
    assert message.state == "cancelled"
    with audit.clock.at(moved.lapses_at + timedelta(seconds=1)):
        assert not message.claim()


def test_a_mail_leaves_when_the_minute_is_over(application, rosa, deliver):
    import communications

    with desk.undo.undoable(rosa, "Rejected") as undo:
        reason = ClosureReason.objects.filter(kind="rejected", active=True)[0]
        rejecting.reject(application, reason, undo=undo, by=rosa)
        message = communications.send("application_received", to="ada@x.example", about=application, by=rosa)
    message.refresh_from_db()

    assert message.not_before == undo.lapses_at
    with audit.clock.at(undo.lapses_at):
        assert message.claim()


def test_what_follows_after_the_undo_never_leaves(moved, application, rosa):
    import communications
    from audit import acts

    undoing.take(moved, by=rosa)
    with acts.entered(moved.pk):
        message = communications.send("application_received", to="ada@x.example", about=application, by=rosa)

    message.refresh_from_db()
    assert message.state == "cancelled"


def test_what_one_may_no_longer_see_is_left_and_not_named(moved, job, rosa, hana, as_user):
    rosa.grants.all().delete()
    job.change(recruiter=hana, by=hana)
    job.remove_from_team(rosa, "recruiter", by=hana)
    from accounts.models import User

    undoing.take(Undo.objects.get(pk=moved.pk), by=User.objects.get(pk=rosa.pk))
    page = as_user(rosa).get(f"/undo/{moved.pk}/").content.decode()

    assert moved.items.get().state == "hidden"
    assert "Lovelace" not in page and "no longer see" in page
