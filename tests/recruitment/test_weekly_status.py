"""The status mail of a job: once a week, computed when it goes out, to who wants it."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

import audit
from communications import write
from communications.models import Message
from desk.models import Duty, Preference
from recruitment import weekly
from recruitment.models import WeeklyStatus
from recruitment.tasks import send_weekly

# A Monday; in Hamburg it is an hour later.
MONDAY = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)


@pytest.fixture
def opened(job, application, rosa):
    with audit.clock.at(MONDAY - timedelta(days=10)):
        job.open(by=rosa)
    return job


def mails():
    return Message.objects.filter(template__key="job_weekly")


def sent_at(moment):
    with audit.clock.at(moment):
        send_weekly()
    return mails().count()


def test_it_goes_out_on_monday_at_eight_in_the_office_s_zone(opened, hana, rosa):
    assert sent_at(MONDAY - timedelta(minutes=10)) == 0
    assert sent_at(MONDAY) == 2
    assert {mail.to_address for mail in mails()} == {hana.email, rosa.email}


def test_however_often_it_is_asked_for_it_goes_out_once_a_week(opened):
    assert sent_at(MONDAY) == 2
    assert sent_at(MONDAY + timedelta(minutes=5)) == 2
    assert sent_at(MONDAY + timedelta(days=7)) == 4
    assert WeeklyStatus.objects.count() == 2


def test_after_a_day_of_silence_it_waits_for_the_next_week(opened):
    assert sent_at(MONDAY + timedelta(hours=23)) == 2
    WeeklyStatus.objects.all().delete()
    mails().delete()
    assert sent_at(MONDAY + timedelta(hours=25)) == 0


def test_a_job_chooses_its_day_or_never(opened, rosa):
    opened.change(weekly_on=2, by=rosa)
    assert sent_at(MONDAY) == 0
    assert sent_at(MONDAY + timedelta(days=1)) == 2

    opened.change(weekly_on=None, by=rosa)
    assert sent_at(MONDAY + timedelta(days=8)) == 2


def test_another_day_in_a_week_that_had_its_mail_brings_no_second(opened, rosa):
    sent_at(MONDAY)
    opened.change(weekly_on=3, by=rosa)
    assert sent_at(MONDAY + timedelta(days=2)) == 2


def test_drafts_closed_jobs_and_jobs_without_a_manager_send_none(opened, hana, rosa):
    opened.remove_from_team(hana, "hiring_manager", by=rosa)
    assert sent_at(MONDAY) == 0


def test_a_job_that_opens_after_eight_waits_a_week(job, rosa):
    with audit.clock.at(MONDAY):
        job.open(by=rosa)
    assert sent_at(MONDAY + timedelta(hours=1)) == 0


def test_a_person_can_turn_it_off(opened, hana, rosa):
    Preference.objects.choose(hana, "job.weekly", "none", by=hana)
    assert sent_at(MONDAY) == 1
    assert mails().get().to_address == rosa.email


def test_it_tells_what_is_new_who_stands_where_and_on_whom_it_waits(opened, application, hana, rosa):
    opened.send_shortlist([application], readers=[hana], due_at=MONDAY + timedelta(days=999), by=rosa)
    type(application).objects.filter(pk=application.pk).update(
        stage_since=MONDAY - timedelta(days=9), confirmed_at=MONDAY - timedelta(days=2)
    )
    sent_at(MONDAY)

    body = mails().first().body
    for told in ("1 new application", "Applied: 1", "9 days in Applied: waits for Hana", "A shortlist to answer by"):
        assert told in body
    assert "1 opening to fill" in body
    assert "Ada" not in body


def test_it_waits_for_whom_the_board_says(opened, application, rosa):
    moment = MONDAY - timedelta(days=9)
    type(application).objects.filter(pk=application.pk).update(stage_since=moment)
    Duty.objects.all().delete()
    with audit.clock.at(MONDAY):
        assert [one.on for one in weekly.waiting(opened)] == ["Rosa"]
        mail = write(subject="Hello", body="Hello", to="ada@lovelace.example", name="Ada", about=application, by=rosa)
        Message.objects.filter(pk=mail.pk).update(state="sent", sent_at=MONDAY - timedelta(days=1))

        assert [one.on for one in weekly.waiting(opened)] == ["the candidate"]


def test_a_quiet_week_says_so(opened, application):
    type(application).objects.update(confirmed_at=MONDAY - timedelta(days=20))
    sent_at(MONDAY)
    assert "Nothing new this week." in mails().first().body


def test_its_settings_page_shows_it_as_it_would_go_out(opened, application, rosa, hana, as_user):
    page = as_user(rosa).get(f"/jobs/{opened.pk}/weekly/preview/?as=mail")
    assert "Applied: 1" in page.content.decode() and "sandbox" in page["Content-Security-Policy"]
    assert as_user(hana).get(f"/jobs/{opened.pk}/weekly/preview/").status_code == 403


def test_the_preview_is_a_page_with_its_subject_and_a_way_back(opened, rosa, as_user):
    page = as_user(rosa).get(f"/jobs/{opened.pk}/weekly/preview/").content.decode()

    assert "<bdi>This week: Engineer</bdi>" in page
    assert f'href="/jobs/{opened.pk}/settings/"' in page and "/weekly/preview/?as=mail" in page


def test_a_shortlist_to_answer_is_told_with_its_hour_and_zone(opened, application, hana, rosa):
    due = datetime(2026, 11, 25, 16, tzinfo=UTC)
    with audit.clock.at(MONDAY):
        opened.send_shortlist([application], readers=[hana], due_at=due, by=rosa)
        assert "by 25 November 2026, 17:00 CET: Hana" in weekly.words(opened)["weekly.next"]


def test_the_day_is_chosen_by_rest_too(opened, rosa, api):
    assert api(rosa).patch(f"/api/v1/jobs/{opened.pk}", {"weekly_on": None}, format="json").data["weekly_on"] is None
    assert api(rosa).patch(f"/api/v1/jobs/{opened.pk}", {"weekly_on": 8}, format="json").status_code == 422


@pytest.mark.django_db(transaction=True)
def test_of_two_clocks_at_the_same_moment_one_sends_it(opened):
    barrier, sent = threading.Barrier(2), []

    def send():
        try:
            barrier.wait(5)
            sent.append(weekly.send(opened, MONDAY.date()))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _clock in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert sorted(sent) == [False, True]
    assert mails().count() == 2
