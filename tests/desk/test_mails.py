"""Notifications by mail: at once, or once in the morning."""

from datetime import UTC, datetime, timedelta

import pytest

import audit
import desk
from communications import mime
from communications.models import Message
from communications.refusals import NoLongerDue
from desk import digests
from desk.models import Digest, Notification, Preference

TUESDAY = datetime(2026, 9, 8, 6, 30, tzinfo=UTC)  # 8:30 in Hamburg


@pytest.fixture
def tell(application, job, rosa, hana, deliver):
    """Hana is told by the given channel that Rosa moved Ada's application."""

    def make(channel, stage="Interview"):
        Preference.objects.choose(hana, "application.moved", channel, by=hana)
        desk.notify("application.moved", [hana], about=application, by=rosa, on=[job], stage=stage)
        deliver()

    return make


@pytest.fixture
def morning(deliver, hana):
    """The morning mails of that moment; how many were asked for."""
    type(hana).objects.update(time_zone="Europe/Berlin")

    def come(moment=TUESDAY):
        with audit.clock.at(moment):
            count = digests.send_due()
            deliver()
        return count

    return come


def mails():
    return list(Message.objects.filter(about_kind="user").order_by("pk"))


def test_a_mail_at_once_says_what_happened_and_links_to_it(tell, application):
    tell("mail")
    [mail] = mails()

    assert mail.subject == "Rosa moved an application to Interview"
    assert f"/applications/{application.pk}/" in mime.content(mail).text


def test_what_is_kept_of_a_mail_names_no_candidate(tell):
    tell("mail")
    [mail] = mails()

    assert "Ada" not in mail.body + mail.subject
    assert "Ada Lovelace" in mime.content(mail).text


def test_a_mail_whose_reader_may_no_longer_see_the_thing_is_not_sent(tell, job, hana, rosa):
    tell("mail")
    job.remove_from_team(hana, "hiring_manager", by=rosa)

    with pytest.raises(NoLongerDue):
        mime.content(mails()[0])


def test_the_event_read_twice_writes_one_mail(tell):
    from communications.news import mail_at_once

    tell("mail")
    mail_at_once(audit.Event.objects.get(verb="notification.to_mail"))

    assert len(mails()) == 1


def test_on_the_page_and_in_the_morning_nothing_is_mailed_at_once(tell):
    tell("page")
    tell("digest", "Offer")

    assert mails() == []


def test_the_morning_mail_tells_what_is_new_and_what_is_due(tell, morning, application, hana):
    tell("digest")
    desk.owe("application.review", owner=hana, about=application, due_at=TUESDAY + timedelta(hours=5),
             title="Read Ada's letter", by=audit.SYSTEM)  # fmt: skip

    assert morning() == 1
    [mail] = mails()
    with audit.clock.at(TUESDAY):
        text = mime.content(mail).text
    assert mail.subject == "Your day: 1 new thing, 1 thing due"
    assert "Rosa moved an application to Interview: Ada Lovelace for Engineer: http" in text
    assert "Read Ada's letter" in text and "by 13:30" in text


def test_what_a_morning_mail_told_it_does_not_tell_again(tell, morning):
    tell("digest")

    assert [morning(), morning(TUESDAY + timedelta(days=1))] == [1, 0]


def test_however_many_clocks_there_are_a_morning_has_one_mail(tell, morning, hana):
    tell("digest")

    assert [morning(), morning(TUESDAY + timedelta(minutes=10))] == [1, 0]
    assert [Digest.objects.take(hana, (TUESDAY + timedelta(days=1)).date()) for _clock in range(2)] == [True, False]


def test_nothing_to_say_is_no_mail(morning):
    assert morning() == 0


def test_what_was_read_meanwhile_needs_no_mail(tell, morning, hana):
    tell("digest")
    Notification.objects.visible_to(hana).read()

    assert morning() == 0


@pytest.mark.parametrize(
    "moment",
    [TUESDAY - timedelta(hours=1), TUESDAY + timedelta(hours=4), TUESDAY + timedelta(days=4)],
    ids=["too early", "too late", "on Saturday"],
)
def test_mornings_are_from_eight_to_noon_on_weekdays(tell, morning, moment):
    tell("digest")

    assert morning(moment) == 0


def test_morning_is_where_the_person_is(tell, morning, hana):
    type(hana).objects.filter(pk=hana.pk).update(time_zone="America/New_York")
    tell("digest")

    assert [morning(), morning(TUESDAY + timedelta(hours=6))] == [0, 1]


def test_duties_can_be_left_out_of_the_morning(morning, application, hana):
    desk.owe("application.review", owner=hana, about=application, due_at=TUESDAY, by=audit.SYSTEM)
    Preference.objects.choose(hana, "duty.due_today", "none", by=hana)

    assert morning() == 0


def test_a_morning_mail_says_nothing_of_what_its_reader_may_no_longer_see(tell, morning, hana, job, rosa):
    tell("digest")
    morning()
    job.remove_from_team(hana, "hiring_manager", by=rosa)

    with pytest.raises(NoLongerDue):
        mime.content(mails()[0])


def test_a_person_who_has_left_gets_no_morning_mail(tell, morning, hana, admin):
    tell("digest")
    hana.leave(by=admin)

    assert morning() == 0
