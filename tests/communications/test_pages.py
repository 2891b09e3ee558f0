import re
from uuid import uuid4

import pytest

from communications.mailbox import keep
from communications.models import LocalMail, Message, MessageTemplate
from communications.sealed import POLICY

HOSTILE = "<script>alert(1)</script>\u202e"


def form(ada, **more):
    return {"about_kind": "candidate", "about_id": ada.pk, "token": uuid4(), "template": "", "subject": "Hi",
            "body": "Dear {{ candidate.first_name }}", **more}  # fmt: skip


def test_a_recruiter_writes_to_a_candidate(as_user, rosa, ada):
    answer = as_user(rosa).post("/messages/", form(ada))

    message = Message.objects.get()
    assert answer.status_code == 302 and answer["Location"] == f"/candidates/{ada.pk}/"
    assert (message.author, message.to_address, message.body) == (rosa, "ada@lovelace.example", "Dear Ada")


def test_a_button_pressed_twice_sends_once(as_user, rosa, ada):
    client, data = as_user(rosa), form(ada)

    client.post("/messages/", data)
    client.post("/messages/", data)

    assert Message.objects.count() == 1


def test_a_wrong_placeholder_is_said_beside_the_text_and_nothing_typed_is_lost(as_user, rosa, ada):
    answer = as_user(rosa).post("/messages/", form(ada, body="Dear {{ candidate.nick }}", subject="Typed"))

    page = answer.content.decode()
    assert answer.status_code == 422 and "candidate.nick" in page and "Typed" in page and not Message.objects.exists()


def test_choosing_a_template_fills_the_form_and_leaves_secret_links_as_marks(as_user, rosa, application):
    template = MessageTemplate.objects.get(key="application_reply", language="en")
    place = {"about_kind": "application", "about_id": application.pk, "template": template.pk}

    page = as_user(rosa).get("/messages/words/", place, headers={"HX-Request": "true"}).content.decode()

    assert "Dear Ada" in page and "{{ application.status_link }}" in page and "Engineer" in page


def test_the_preview_is_sealed_off(as_user, rosa, ada):
    answer = as_user(rosa).post("/messages/preview/", form(ada, body=HOSTILE))

    assert answer["Content-Security-Policy"] == POLICY and answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "<script" not in answer.content.decode() and "\u202e" not in answer.content.decode()
    assert not Message.objects.exists()


def test_nobody_writes_about_a_person_they_do_not_see(as_user, hana, ada):
    assert as_user(hana).post("/messages/", form(ada)).status_code == 404


def test_who_sees_a_person_but_may_not_write_reads_a_sentence(as_user, hana, application, ada):
    assert as_user(hana).post("/messages/", form(ada)).status_code == 403


def test_mails_of_a_person_one_does_not_see_do_not_exist(as_user, mail, hana):
    message = mail()

    client = as_user(hana)
    assert client.get(f"/messages/{message.pk}/").status_code == 404
    assert message.subject not in client.get("/messages/").content.decode()


def test_mails_to_the_team_are_their_authors_and_readers_own(as_user, admin, rosa, otto, deliver):
    from communications import write

    message = write(subject="For Rosa", body="x", to=rosa.email, about=rosa, by=admin)

    assert as_user(rosa).get(f"/messages/{message.pk}/").status_code == 200
    assert as_user(otto).get(f"/messages/{message.pk}/").status_code == 404


def test_a_mail_in_doubt_says_so_and_offers_both_ways_out(as_user, mail, rosa):
    message = mail()
    Message.objects.filter(pk=message.pk).update(state="in_doubt")

    page = as_user(rosa).get(f"/messages/{message.pk}/").content.decode()

    assert f"/messages/{message.pk}/arrival/" in page and f"/messages/{message.pk}/repetition/" in page
    assert as_user(rosa).post(f"/messages/{message.pk}/arrival/").status_code == 302
    assert Message.objects.get().state == "sent"


def test_the_list_takes_the_same_queries_for_two_mails_and_for_twenty(
    as_user, mail, rosa, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = as_user(rosa), []
    for many in (2, 18):
        for number in range(many):
            mail(subject=f"{many} {number}")
        client.get("/messages/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/messages/")
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 15


def test_hostile_words_are_text_on_every_page(as_user, mail, rosa, ada):
    message = mail(subject=HOSTILE, body=HOSTILE)

    client = as_user(rosa)
    for address in ("/messages/", f"/messages/{message.pk}/", f"/candidates/{ada.pk}/"):
        assert "<script>alert(1)" not in client.get(address).content.decode()


def test_a_template_is_kept_with_a_new_version_and_not_over_somebody_elses(as_user, admin):
    template = MessageTemplate.objects.get(key="application_reply", language="en")
    words = {"name": "Reply", "subject": "S", "body": "B", "active": "on", "version": 1}

    client = as_user(admin)
    assert client.post(f"/templates/{template.pk}/", words).status_code == 302
    late = client.post(f"/templates/{template.pk}/", {**words, "body": "mine"})

    template.refresh_from_db()
    assert late.status_code == 422 and (template.version, template.body) == (2, "B")


def test_a_template_with_a_wrong_placeholder_is_refused_beside_the_field(as_user, admin):
    words = {"name": "Bad", "purpose": "candidate", "language": "en", "subject": "S", "body": "{{ nope.nope }}"}

    answer = as_user(admin).post("/templates/new/", words)

    assert answer.status_code == 422 and "nope.nope" in answer.content.decode()


def test_every_built_in_template_can_be_previewed(as_user, admin):
    client = as_user(admin)
    for template in MessageTemplate.objects.all():
        page = client.post(
            f"/templates/preview/?template={template.pk}", {"subject": template.subject, "body": template.body}
        )
        assert "{{" not in page.content.decode() and "</body>" in page.content.decode()
        assert client.get(f"/templates/{template.pk}/").status_code == 200


@pytest.mark.parametrize("address", ["/mail/", "/mailbox/"])
def test_the_set_up_and_the_mailbox_are_for_administrators(as_user, rosa, admin, address):
    assert as_user(rosa).get(address).status_code == 403
    assert as_user(admin).get(address).status_code == 200


def test_a_test_mail_goes_to_oneself(as_user, admin):
    as_user(admin).post("/mail/test/")

    assert Message.objects.get().to_address == admin.email


def test_a_silent_dns_is_said_to_be_silent(as_user, admin, company, monkeypatch):
    from communications import domains

    def silent(name):
        raise domains.Silent(name)

    monkeypatch.setattr(domains, "texts", silent)
    monkeypatch.setattr(domains, "exists", silent)

    assert "The DNS did not answer." in as_user(admin).get("/mail/domains/").content.decode()


def test_records_are_judged(monkeypatch):
    from communications import domains

    records = {
        "norden.example": ["v=spf1 mx -all"],
        "s1._domainkey.norden.example": ["v=DKIM1; k=rsa; p=MIIB"],
        "_dmarc.norden.example": ["v=DMARC1; p=none"],
    }
    monkeypatch.setattr(domains, "texts", lambda name: records.get(name, []))

    assert [one.verdict.value for one in domains.report("norden.example", "s1").findings] == ["good", "good", "wait"]


def test_the_local_mailbox_shows_a_mail_sealed_off(as_user, admin, db):
    raw = b"Subject: Hello\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>hi</p><script>alert(1)</script>"
    kept = keep(raw, "a@norden.example", ["b@norden.example"])

    client = as_user(admin)
    assert "Hello" in client.get("/mailbox/").content.decode()
    assert "<script>alert(1)" not in client.get(f"/mailbox/{kept.pk}/").content.decode()
    assert client.get(f"/mailbox/{kept.pk}/html/")["Content-Security-Policy"] == POLICY
    assert LocalMail.objects.count() == 1


def test_messages_over_rest(api, rosa, ada):
    client = api(rosa)

    made = client.post(
        "/api/v1/messages", {"about_kind": "candidate", "about_id": ada.pk, "subject": "Hi", "body": "Hello"}
    )

    assert made.status_code == 201 and made.json()["state"] == "queued"
    assert client.get(f"/api/v1/messages/{made.json()['id']}").json()["candidate_id"] == ada.pk
    keys = [row["key"] for row in client.get("/api/v1/message_templates").json()["data"]]
    assert {keys.count(key) for key in ("application_received", "application_rejected")} == {4}


def test_over_rest_too_a_person_one_does_not_see_can_not_be_written_to(api, hana, cleo, ada, otto, mail):
    message = mail()
    body = {"about_kind": "candidate", "about_id": 10**9, "subject": "Hi", "body": "Hello"}

    assert api(otto).post("/api/v1/messages", body).status_code in {404, 422}
    assert not re.search(message.to_address, api(cleo).get("/api/v1/message_templates").content.decode())
