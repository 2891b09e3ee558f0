"""The preview shows what is sent, to the byte."""

import re
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from communications import mime
from communications.characters import clean_line
from communications.composing import preview, show
from communications.folding import MAIL
from communications.models import Message, MessageTemplate
from tests.counts import times


def part(mail, kind):
    return mail.get_body((kind,)).get_content().replace("\r\n", "\n").strip()


def test_the_server_receives_the_bytes_that_the_preview_was_made_from(mail, go, smtp):
    message = mail(body="Dear {{ candidate.first_name }},\n\n- ü\n- .\n.\n\n" + "long " * 300)
    before = mime.build(message, mime.content(message, is_sample=True))

    go(message)

    assert smtp.received == [before]
    read = message_from_bytes(smtp.received[0], policy=default)
    assert part(read, "html") == show(message).html.strip()


def test_a_template_previewed_is_the_mail_sent(ada, rosa, go, smtp, deliver):
    from communications import send

    template = MessageTemplate.objects.write(
        name="Hello", subject="Hello {{ candidate.first_name }}", body="By {{ author.name }}", by=rosa
    )
    shown = preview(template, about=ada, by=rosa)

    go(send(template, to="ada@lovelace.example", about=ada, by=rosa))

    read = message_from_bytes(smtp.received[0], policy=default)
    assert read["Subject"] == shown.subject == "Hello Ada"
    assert part(read, "html") == shown.html.strip()
    assert part(read, "plain") == shown.text.strip()


def test_a_secret_link_is_in_the_mail_alone(rosa, person, go, smtp):
    from communications import send

    guest = person("Gus")
    message = send("user_reset", to=guest.email, about=guest, by=rosa)

    go(message)

    sent = message_from_bytes(smtp.received[0], policy=default).get_body(("plain",)).get_content()
    link = re.search(r"http://127\.0\.0\.1:8000/account/\S+", sent)
    assert link and link[0] not in message.body and "{{ user.reset_link }}" in message.body
    assert link[0] not in show(message).html


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=times(60))
@given(subject=st.text(min_size=1), name=st.text())
def test_nobody_can_smuggle_a_header_in(subject, name):
    from datetime import UTC, datetime

    message = Message(
        message_id="<1@norden.example>", subject=subject, body="x", to_name=name, to_address="ada@lovelace.example",
        from_name=name, from_address="careers@norden.example", created_at=datetime(2026, 1, 1, tzinfo=UTC), author_id=1,
    )  # fmt: skip

    read = message_from_bytes(mime.build(message, mime.content(message, is_sample=True)), policy=default)

    assert sorted(read.keys()) == sorted(
        ["Message-ID", "Date", "From", "To", "Subject", "Content-Language", "MIME-Version", "Content-Type"]
    )
    assert read["To"].addresses[0].addr_spec == "ada@lovelace.example" and len(read["To"].addresses) == 1


def test_markup_and_direction_signs_in_a_name_are_harmless(mail, ada, go, smtp):
    ada.first_name = "<img src=x onerror=alert(1)>\u202egnp.exe\r\nBcc: all@evil.example"

    go(mail(subject="Hi {{ candidate.first_name }}", about=ada))

    read = message_from_bytes(smtp.received[0], policy=default)
    html = read.get_body(("html",)).get_content()
    assert "<img" not in html and "\u202e" not in html and "Bcc" not in read
    assert "\u202e" not in str(read["Subject"])


@pytest.mark.parametrize(
    "subject",
    [
        "Unser Angebot für Sie: Geschäftsführerin für Rückversicherungslösungen und Qualitätsprüfungen in Köln",
        "عرضنا لك لوظيفة أخصائي خدمة العملاء في شركة نورد ليخت للتقنية والبحث العلمي",
    ],
)
def test_a_long_subject_keeps_its_blanks(subject):
    mail = EmailMessage(policy=MAIL)
    mail["Subject"] = subject

    assert message_from_bytes(mail.as_bytes(), policy=default)["Subject"] == subject


LONG = "Personalabteilung Süd, Geschäftsstelle für Rückversicherungslösungen und Qualitätsprüfungen in Köln"
NAMES = st.text(min_size=1, max_size=160) | st.lists(
    st.text(alphabet='äöüßéñعربيةnavy ,.;:<>()@"\\\\=?_', min_size=1, max_size=30), min_size=1, max_size=6
).map(" ".join)


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=times(200))
@given(name=NAMES, address=st.sampled_from(["a@x.example", f"{'long' * 15}@{'department-' * 4}x.norden.example"]))
@example(name=LONG, address="careers@norden.example")
@example(name="=?utf-8?q?Not_encoded?=", address="careers@norden.example")
@example(name="Norden " * 20, address="careers@norden.example")
def test_a_name_comes_as_it_was_written(name, address):
    shown = clean_line(name)
    mail = EmailMessage(policy=MAIL)
    mail["From"] = mime._address(name, address)

    raw = mail.as_bytes()
    # Read by RFC 2047, section 6.2; the newer reader of Python puts a blank between two encoded words.
    words, read = parseaddr(" ".join(message_from_bytes(raw)["From"].splitlines()))
    assert (str(make_header(decode_header(words))), read) == (shown, address)
    assert raw.isascii() and max(map(len, raw.split(b"\r\n"))) <= 998
