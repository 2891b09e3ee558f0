"""Real senders, killed in the middle: nothing is lost, nothing goes out twice, and what nobody knows is said."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest

import audit
from communications.models import Message
from communications.models.message import LEASE
from communications.tasks import relay, send
from tests.smtp import ACCEPT, HANG

pytestmark = [pytest.mark.whole, pytest.mark.django_db(transaction=True)]

CODE = "import django; django.setup(); from communications.tasks import send; send({id})"


@pytest.fixture
def sender(smtp, settings):
    """A process that sends one mail, as a worker does."""
    started = []

    def start(message):
        url = f"smtp://127.0.0.1:{smtp.port}"
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": "recruitment.settings", "EMAIL_URL": url}
        started.append(subprocess.Popen([sys.executable, "-c", CODE.format(id=message.pk)], env=env))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def after_the_lease():
    return audit.clock.at(audit.now() + LEASE + timedelta(seconds=5))


def test_a_sender_killed_between_data_and_the_answer_leaves_one_mail_in_doubt(mail, smtp, sender):
    smtp.manner = HANG
    message = mail()
    process = sender(message)
    assert smtp.after_data.wait(60)
    process.send_signal(signal.SIGKILL)
    process.wait()
    smtp.manner = ACCEPT

    with after_the_lease():
        relay()
        send(message.pk)

    message.refresh_from_db()
    assert message.state == "in_doubt" and len(smtp.seen) == 1


def test_a_sender_killed_before_data_leaves_a_mail_that_goes_out_once(mail, smtp, sender):
    message = mail()
    smtp.stop()
    listening = subprocess.Popen(
        [sys.executable, "-c",
         f"import socket, time; s = socket.create_server(('127.0.0.1', {smtp.port})); kept = s.accept(); "
         "print(flush=True); time.sleep(60)"],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    process = sender(message)
    assert listening.stdout.readline() == b"\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    listening.kill()
    listening.wait()
    assert Message.objects.get().state == "sending"
    smtp.start()

    with after_the_lease():
        relay()
        send(message.pk)
        send(message.pk)

    message.refresh_from_db()
    assert message.state == "sent" and len(smtp.received) == 1


def test_of_many_senders_at_once_one_sends(mail, smtp, sender):
    message = mail()

    processes = [sender(message) for _ in range(4)]
    for process in processes:
        assert process.wait(60) == 0

    message.refresh_from_db()
    assert message.state == "sent" and len(smtp.received) == 1


def test_the_local_mailbox_keeps_what_it_answered_for_and_nothing_else(mail, settings):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "manage.py", "mailbox", "--port", str(port)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "recruitment.settings"},
        stdout=subprocess.PIPE,
    )
    try:
        process.stdout.readline()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        message = mail()
        send(message.pk)
        message.refresh_from_db()
        from communications.models import LocalMail

        kept = LocalMail.objects.get()
        assert message.state == "sent" and kept.message_id == message.message_id
        process.send_signal(signal.SIGTERM)
        start = time.monotonic()
        assert process.wait(20) == 0 and time.monotonic() - start < 10
    finally:
        process.kill()
        process.wait()
