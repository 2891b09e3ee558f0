"""Notifications: who gets one, and who doesn't."""

import pytest

import audit
import desk
from desk import following, notifications
from desk.models import Notification, Preference

MOVED, ASKED = "application.moved", "duty.owed"


@pytest.fixture
def tell(application, job, rosa):
    """`people` are told that Rosa moved Ada's application."""

    def make(*people, kind=MOVED, by=rosa, **facts):
        return desk.notify(kind, people, about=application, by=by, on=[job], **{"stage": "Interview"} | facts)

    return make


def told(*told):
    return [one.recipient.name for one in told]


def test_people_are_told_once_each(tell, hana, ivo):
    assert told(*tell(hana, ivo, hana)) == ["Hana", "Ivo"]


def test_nobody_is_told_what_they_did(tell, hana, rosa):
    assert told(*tell(hana, rosa)) == ["Hana"]


def test_nobody_is_told_what_their_key_did(tell, hana, rosa):
    from accounts.models import ApiKey

    key = ApiKey.objects.issue(owner=rosa, name="sync", scopes=["*"], by=rosa).key

    assert told(*tell(hana, rosa, by=key)) == ["Hana"]


def test_who_may_not_see_the_thing_is_not_told(tell, otto):
    assert tell(otto) == []


def test_who_has_left_is_not_told(tell, hana, admin):
    hana.leave(by=admin)

    assert tell(hana) == []


def test_a_muted_job_keeps_its_applications_quiet(tell, hana, ivo, job):
    desk.mute(hana, job)

    assert told(*tell(hana, ivo)) == ["Ivo"]


def test_what_is_addressed_to_a_person_reaches_them_though_they_muted_the_job(tell, hana, job):
    desk.mute(hana, job)

    assert told(*tell(hana, kind=ASKED, duty="application.review")) == ["Hana"]


def test_who_wants_to_hear_nothing_of_a_kind_has_no_row_of_it(tell, hana):
    Preference.objects.choose(hana, MOVED, "none", by=hana)

    assert tell(hana) == []
    assert len(tell(hana, kind=ASKED, duty="application.review")) == 1


def test_the_channel_is_ones_own_choice_or_else_the_kinds(tell, hana, ivo):
    Preference.objects.choose(hana, MOVED, "digest", by=hana)

    assert [one.channel for one in tell(hana, ivo)] == ["digest", "page"]


def test_only_a_mail_at_once_is_asked_of_the_mailer(tell, hana, ivo):
    Preference.objects.choose(hana, MOVED, "mail", by=hana)
    mailed, _shown = tell(hana, ivo)

    assert [event.about_id for event in audit.Event.objects.filter(verb="notification.to_mail")] == [mailed.pk]


def test_an_unknown_kind_is_a_mistake_of_ours(tell, hana):
    with pytest.raises(notifications.UnknownNotification):
        tell(hana, kind="application.painted")


def test_the_recruiter_follows_their_job_without_saying_so(job, rosa):
    assert desk.followers(job) == [rosa]
    assert following.look(rosa, job).state == "following"


def test_who_follows_and_who_mutes(job, application, rosa, hana, ivo):
    desk.follow(hana, job)
    desk.follow(ivo, application)
    desk.mute(rosa, job)

    assert desk.followers(application, job) == [hana, ivo]


def test_muting_an_application_leaves_the_job(job, application, rosa, hana):
    desk.follow(hana, job)
    desk.mute(hana, application)

    assert desk.followers(application, job) == [rosa]
    assert desk.followers(job) == [rosa, hana]


def test_a_choice_is_recorded_once(job, hana):
    desk.follow(hana, job)
    desk.follow(hana, job)
    desk.mute(hana, job)

    verbs = audit.Event.objects.filter(about_kind="user", about_id=hana.pk).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["user.followed", "user.muted"]


def test_what_nothing_is_told_of_can_not_be_followed(company, hana):
    from desk.refusals import NothingToFollow

    with pytest.raises(NothingToFollow):
        desk.follow(hana, ("user", hana.pk))


def test_a_leaver_follows_nothing_any_more(job, hana, otto, rosa, admin):
    from accounts import handover

    desk.follow(hana, job)
    handover.leave(hana, to=otto, by=admin)

    assert desk.followers(job) == [rosa]
    assert following.look(otto, job).state == ""


def test_marking_as_read_counts_what_was_unread(tell, hana):
    tell(hana)

    assert Notification.objects.visible_to(hana).read() == 1
    assert Notification.objects.visible_to(hana).read() == 0
