"""What becomes of a mail, whatever the server does: it goes out once, waits, fails or is in doubt."""

from datetime import timedelta

import pytest

import audit
from candidates import timeline
from communications import send
from communications.models import Message
from communications.models.message import LEASE
from communications.refusals import NoAddress, NoMailWanted, StateChanged
from communications.tasks import relay
from desk.models import Duty
from tests.smtp import ACCEPT, DROP, HANG, PUT_OFF, REFUSE


def test_an_accepted_mail_is_sent_once_however_often_the_task_runs(mail, go, smtp):
    message = go(mail())
    go(message)

    assert message.state == "sent" and len(smtp.received) == 1
    assert list(audit.Event.objects.about(message).values_list("verb", flat=True)) == ["message.sent", "message.queued"]


def test_a_mail_is_one_line_of_the_timeline_written_and_then_sent(mail, go, ada, rosa):
    message = mail()
    assert told(ada, rosa) == [("Rosa", "wrote a mail")]
    go(message)
    assert told(ada, rosa) == [("Rosa", "wrote and sent a mail")]


def told(person, user):
    return [(moment.who, moment.words) for moment in timeline.of(person, user).moments if moment.thing]


def test_a_server_that_is_down_is_tried_later_and_gets_it_once(mail, go, smtp):
    smtp.stop()
    message = go(mail())
    assert message.state == "queued" and message.not_before > audit.now() and message.is_retried
    smtp.start()
    go(message)
    assert not smtp.received, "it is not due yet"

    with audit.clock.at(message.not_before + timedelta(seconds=1)):
        go(message)

    assert message.state == "sent" and len(smtp.received) == 1 and message.error == ""


def test_an_hour_without_a_server_costs_no_mail(mail, go, smtp):
    smtp.stop()
    messages, start = [mail(subject=f"{n}") for n in range(3)], audit.now()
    for minute in range(0, 60, 4):
        with audit.clock.at(start + timedelta(minutes=minute)):
            for message in messages:
                go(message)
    smtp.start()

    with audit.clock.at(start + timedelta(minutes=66)):
        for message in [*messages, *messages]:
            go(message)

    assert len(smtp.received) == 3 and {message.state for message in messages} == {"sent"}


def test_a_server_that_asks_to_come_again_is_asked_again(mail, go, smtp):
    smtp.manner = PUT_OFF
    message = go(mail())
    smtp.manner = ACCEPT

    assert message.state == "queued" and "451" in message.error
    with audit.clock.at(message.not_before):
        assert go(message).state == "sent"


def test_a_refused_mail_fails_with_the_answer_and_becomes_a_duty_of_its_author(mail, go, smtp, deliver, rosa):
    smtp.manner = REFUSE
    message = go(mail())
    deliver()

    assert message.state == "failed" and message.error == "550 5.1.1 No such mailbox"
    assert Duty.objects.open().get(owner=rosa).kind == "message.failed"
    message.dismiss(by=rosa)
    deliver()
    assert not Duty.objects.open().exists()


@pytest.mark.parametrize("manner", [DROP, HANG])
def test_without_an_answer_to_data_the_mail_is_in_doubt_and_never_sent_again_by_itself(
    mail, go, smtp, deliver, manner, rosa, monkeypatch
):
    monkeypatch.setattr("communications.transport.SECONDS_FOR_THE_ANSWER", 1)
    smtp.manner = manner
    message = go(mail())
    smtp.manner = ACCEPT
    with audit.clock.at(audit.now() + timedelta(days=1)):
        relay()
        go(message)
    deliver()

    assert message.state == "in_doubt" and len(smtp.seen) == 1
    assert Duty.objects.open().get(owner=rosa).kind == "message.in_doubt"


def test_a_person_ends_the_doubt_by_saying_that_it_arrived(mail, go, smtp, rosa, deliver):
    smtp.manner = DROP
    message = go(mail())

    message.confirm_arrival(by=rosa)

    deliver()
    assert message.state == "sent" and not Duty.objects.open().exists()


def test_a_person_ends_the_doubt_by_sending_again_with_the_same_message_id(mail, go, smtp, rosa):
    smtp.manner = DROP
    message = go(mail())
    smtp.manner = ACCEPT

    message.send_again(by=rosa)
    go(message)

    assert message.state == "sent" and message.message_id.encode() in smtp.received[0] == smtp.seen[0]


def test_of_two_people_who_decide_one_is_told_so(mail, go, smtp, rosa, otto):
    smtp.manner = DROP
    message = go(mail())
    Message.objects.get(pk=message.pk).confirm_arrival(by=otto)

    with pytest.raises(StateChanged):
        message.send_again(by=rosa)


def test_a_sender_that_vanished_before_data_leaves_a_mail_that_waits(mail, smtp):
    message = mail()
    message.claim()

    with audit.clock.at(audit.now() + LEASE + timedelta(seconds=1)):
        relay()

    message.refresh_from_db()
    assert message.state == "queued" and message.claimed_at is None


def test_a_sender_that_vanished_after_data_leaves_a_doubt(mail, smtp):
    message = mail()
    message.claim()
    message.begin_data()

    with audit.clock.at(audit.now() + LEASE + timedelta(seconds=1)):
        relay()

    message.refresh_from_db()
    assert message.state == "in_doubt"


def test_a_slow_sender_whose_claim_was_given_to_another_sends_nothing(mail, go, smtp):
    message = mail()
    slow = Message.objects.get(pk=message.pk)
    slow.claim()
    with audit.clock.at(audit.now() + LEASE + timedelta(seconds=1)):
        relay()
        go(message)

    assert not slow.begin_data() and len(smtp.received) == 1


def test_a_late_answer_ends_the_doubt(mail, smtp):
    message = mail()
    message.claim()
    message.begin_data()
    with audit.clock.at(audit.now() + LEASE + timedelta(seconds=1)):
        relay()

    message.accepted()

    assert Message.objects.get(pk=message.pk).state == "sent"


def test_a_mail_for_later_waits_and_can_be_cancelled(mail, go, smtp, rosa):
    message = go(mail(not_before=audit.now() + timedelta(hours=1)))
    assert message.state == "queued"

    message.cancel(by=rosa)

    with audit.clock.at(audit.now() + timedelta(hours=2)):
        assert go(message).state == "cancelled" and not smtp.received


def test_a_mail_that_left_can_not_be_cancelled(mail, go, smtp, rosa):
    message = go(mail())

    with pytest.raises(StateChanged):
        message.cancel(by=rosa)


def test_who_wants_no_mail_gets_none(mail, ada):
    ada.can_email = False

    with pytest.raises(NoMailWanted):
        mail(about=ada)


@pytest.mark.parametrize("address", ["", "adä@lovelace.example"])
def test_an_address_that_can_not_be_written_to_is_refused(mail, address):
    with pytest.raises(NoAddress):
        mail(to=address)


def test_a_reader_that_runs_twice_sends_once(rosa, person, deliver):
    guest = person("Gus")

    one = send("user_reset", to=guest.email, about=guest, by=rosa, cause=7)
    two = send("user_reset", to=guest.email, about=guest, by=rosa, cause=7)

    assert one == two and Message.objects.count() == 1


def test_an_invitation_is_mailed_in_the_language_of_the_invited(admin, deliver):
    from accounts.models import User

    User.objects.invite(name="Gus", email="gus@norden.example", language="de", by=admin)
    deliver()

    message = Message.objects.get(to_address="gus@norden.example")
    assert message.subject == "Ihr Zugang zu Anteroom" and message.author == admin


def test_after_three_days_a_person_has_to_look(mail, go, smtp):
    smtp.stop()
    message = mail()

    with audit.clock.at(audit.now() + timedelta(days=4)):
        go(message)

    assert message.state == "failed"
    smtp.start()
