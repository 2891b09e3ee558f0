"""The bell, the list behind it, and what one chooses to hear."""

from datetime import timedelta

import pytest

import audit
import desk
from audit import live
from desk import bell
from desk.models import Notification, Preference
from desk.tasks import sweep_notifications


@pytest.fixture
def told(application, job, rosa, hana):
    [told] = desk.notify("application.moved", [hana], about=application, by=rosa, on=[job], stage="Interview")
    return told


def test_the_bell_shows_how_many_are_unread_and_the_newest(as_user, told, hana):
    page = as_user(hana).get("/").content.decode()
    newest = as_user(hana).get("/notifications/newest/").content.decode()

    assert 'id="bell-number">1<span' in page
    assert "Rosa moved an application to Interview" in newest and "Ada Lovelace for Engineer" in newest


@pytest.fixture
def rings(monkeypatch):
    """The bells that were rung, told at once: a test is a transaction that never ends."""
    rung = []

    def bump(kind, id):
        rung.append((kind, id))
        live.tell([(kind, id)])

    monkeypatch.setattr(live, "bump", bump)
    return rung


def test_the_number_follows_each_change(rings, told, hana, application, rosa):
    assert bell.unread(hana) == 1
    desk.notify("application.moved", [hana], about=application, by=rosa, stage="Offer")
    assert bell.unread(hana) == 2
    Notification.objects.visible_to(hana).read()
    assert bell.unread(hana) == 0
    assert set(rings) == {("bell", hana.pk)}


def test_the_number_is_right_while_valkey_is_away(told, hana, monkeypatch):
    monkeypatch.setattr(live, "numbers", lambda _topics: None)

    assert bell.unread(hana) == 1


def test_a_remembered_number_costs_no_query(told, hana, django_assert_num_queries):
    bell.unread(hana)

    with django_assert_num_queries(0):
        bell.unread(hana)


def test_what_one_may_no_longer_see_is_gone_from_everywhere(as_user, told, hana, job, rosa):
    job.remove_from_team(hana, "hiring_manager", by=rosa)
    client = as_user(hana)

    pages = [client.get(url).content.decode() for url in ("/", "/notifications/", "/notifications/newest/")]
    assert not any("Lovelace" in page or "Engineer" in page or "Interview" in page for page in pages)
    assert bell.unread(hana) == 0


def test_one_is_marked_as_read_and_then_all(as_user, told, hana, application, rosa):
    desk.notify("application.moved", [hana], about=application, by=rosa, stage="Offer")
    client = as_user(hana)

    client.post(f"/notifications/{told.pk}/reading/")
    assert Notification.objects.visible_to(hana).unread().count() == 1
    client.post("/notifications/reading/")
    assert Notification.objects.visible_to(hana).unread().count() == 0


def test_nobody_marks_what_others_were_told(as_user, told, rosa):
    assert as_user(rosa).post(f"/notifications/{told.pk}/reading/").status_code == 404


def test_looking_marks_nothing(as_user, told, hana):
    for url in ("/notifications/", "/notifications/newest/"):
        as_user(hana).get(url)

    assert Notification.objects.visible_to(hana).unread().exists()


def test_only_the_unread_are_shown_when_asked_for(as_user, told, hana):
    Notification.objects.visible_to(hana).read()

    assert "Everything is read" in as_user(hana).get("/notifications/?show=unread").content.decode()
    assert "Rosa moved" in as_user(hana).get("/notifications/").content.decode()


def test_the_list_goes_on_behind_fifty(as_user, hana, application, rosa):
    [one] = desk.notify("application.moved", [hana], about=application, by=rosa, stage="S0")
    same = {name: getattr(one, name) for name in ("recipient", "kind", "channel", "about_kind", "about_id")}
    who = {"actor_kind": "user", "actor_id": rosa.pk}
    Notification.objects.bulk_create(Notification(**same, **who, facts={"stage": f"S{n}"}) for n in range(1, 51))
    client = as_user(hana)
    first = client.get("/notifications/")

    second = client.get("/notifications/", {"after": first.context["page"].next}).content.decode()
    assert "moved an application to S0<" in second and "S1<" not in second


def test_what_was_read_a_season_ago_and_all_of_a_year_ago_is_forgotten(told, application, job, hana, rosa):
    [read] = desk.notify("application.moved", [hana], about=application, by=rosa, on=[job], stage="Offer")
    Notification.objects.filter(pk=read.pk).read()

    with audit.clock.at(audit.now() + timedelta(days=91)):
        sweep_notifications()
    assert [one.pk for one in Notification.objects.all()] == [told.pk]

    with audit.clock.at(audit.now() + timedelta(days=366)):
        sweep_notifications()
    assert not Notification.objects.exists()


def test_a_choice_is_kept_and_the_rest_stays_as_it_was(as_user, hana):
    client = as_user(hana)
    client.post("/me/notifications/", {"application.moved": "mail"})

    assert Preference.objects.of(hana)["application.moved"] == "mail"
    assert Preference.objects.filter(user=hana).count() == 1
    assert client.get("/me/notifications/").status_code == 200


def test_a_way_that_is_not_offered_is_refused(as_user, api, rosa):
    answer = as_user(rosa).post("/me/notifications/", {"duty.due_today": "mail"})
    rest = api(rosa).post(
        "/api/v1/notification_preferences", {"kind": "duty.due_today", "channel": "mail"}, format="json"
    )

    assert (answer.status_code, rest.status_code) == (422, 422)
    assert not Preference.objects.filter(user=rosa).exists()


def test_the_button_follows_mutes_and_forgets(as_user, hana, job):
    from desk import following

    client, states = as_user(hana), []
    for choice in ("follow", "mute", "forget"):
        client.post(f"/follows/job/{job.pk}/", {"choice": choice})
        states.append(following.look(hana, job).state)

    assert states == ["following", "muted", ""]


def test_what_one_does_not_see_can_not_be_followed(as_user, api, otto, job):
    assert as_user(otto).post(f"/follows/job/{job.pk}/", {"choice": "follow"}).status_code == 404
    body = {"about_kind": "job", "about_id": job.pk}
    assert api(otto).post("/api/v1/follows", body, format="json").status_code == 404


@pytest.mark.parametrize(
    ("choice", "said"),
    [("follow", "You follow this now"), ("mute", "Muted:"), ("forget", "follow this: you hear")],
)
def test_a_choice_is_confirmed(as_user, hana, job, choice, said):
    client, address = as_user(hana), f"/follows/job/{job.pk}/"
    fragment = client.post(address, {"choice": choice}, headers={"HX-Request": "true"}).content.decode()
    assert said in fragment and 'hx-swap-oob="beforeend"' in fragment
    assert said in client.post(address, {"choice": choice}, follow=True).content.decode()


def test_over_rest_one_follows_mutes_and_stops(api, rosa, job):
    client = api(rosa)
    made = client.post("/api/v1/follows", {"about_kind": "job", "about_id": job.pk}, format="json").json()
    muted = client.patch(f"/api/v1/follows/{made['id']}", {"is_muted": True}, format="json").json()

    assert (made["is_muted"], muted["is_muted"]) == (False, True)
    assert client.delete(f"/api/v1/follows/{made['id']}").status_code == 204
    assert client.get("/api/v1/follows").json()["data"] == []


def test_over_rest_one_reads_and_marks(api, application, otto, rosa, cleo):
    [told] = desk.notify("application.moved", [rosa], about=application, by=cleo, stage="Interview")
    client = api(rosa)

    assert [row["id"] for row in client.get("/api/v1/notifications").json()["data"]] == [told.pk]
    assert client.post(f"/api/v1/notifications/{told.pk}/mark_read").json()["read_at"]
    assert client.post("/api/v1/notifications/mark_all_read").json() == {"count": 0}
    assert api(otto).post(f"/api/v1/notifications/{told.pk}/mark_read").status_code == 404


def test_over_rest_one_chooses_and_goes_back_to_the_default(api, rosa):
    client = api(rosa)
    body = {"kind": "application.moved", "channel": "digest"}
    made = client.post("/api/v1/notification_preferences", body, format="json").json()
    client.patch(f"/api/v1/notification_preferences/{made['id']}", {"channel": "mail"}, format="json")
    kinds = {row["kind"]: row for row in client.get("/api/v1/notification_preferences/kinds").json()}

    assert (kinds["application.moved"]["default"], kinds["application.moved"]["channel"]) == ("page", "mail")
    assert client.delete(f"/api/v1/notification_preferences/{made['id']}").status_code == 204
    assert Preference.objects.of(rosa)["application.moved"] == "page"
