"""The link in the mail: shows, asks who is there, and decides once."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.urls import reverse

import audit
from recruitment import approvals
from recruitment.approvals import links
from recruitment.models import Approval, ApprovalDecision, ApprovalSeat, GatePass

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(policy: Any, ask: Any, fred: Any) -> Any:
    policy([fred])
    ask()
    return ApprovalSeat.objects.select_related("user", "step__approval__data_key").get()


@pytest.fixture
def open_seat(policy: Any, ask: Any, fred: Any) -> Any:
    """By a policy that takes the mail alone for an answer."""
    policy([fred], by_mail_alone=True)
    ask()
    return ApprovalSeat.objects.select_related("user", "step__approval__data_key").get()


def page(token: str) -> str:
    return reverse("recruitment:approval-link", args=[token])


def said(seat: Any, word: str = "approve", **more: str) -> dict[str, str]:
    return {"word": word, "seen": seat.step.approval.newest().hash, **more}


def test_the_mail_has_a_link_and_neither_name_nor_pay(seat: Any, deliver: Any, fred: Any) -> None:
    from communications.models import Message

    deliver()
    message = Message.objects.get(to_address=fred.email)
    assert "Lovelace" not in message.subject + message.body
    assert "approvals/by-link" not in message.body, "the link is made when the mail leaves"


def test_a_scanner_that_opens_it_decides_nothing(open_seat: Any, client: Any) -> None:
    token = links.seal(open_seat, open_seat.user)
    for ask in (client.get, client.head):
        assert ask(page(token)).status_code == 200
    # Where forms are sent to, who only looks is led back to the page.
    assert client.get(page(token) + "decision/").status_code == 302
    assert not ApprovalDecision.objects.exists()


def test_without_a_sign_in_it_asks_for_one_and_comes_back(seat: Any, client: Any) -> None:
    address = page(links.seal(seat, seat.user))
    answer = client.get(address)
    assert answer.status_code == 302
    assert "login" in answer.url
    assert unquote(answer.url).endswith(address)
    assert client.post(address + "decision/", said(seat)).status_code == 302
    assert not ApprovalDecision.objects.exists()


def test_a_forwarded_link_is_nobody_elses(seat: Any, as_user: Any, gina: Any) -> None:
    client = as_user(gina)
    address = page(links.seal(seat, seat.user))
    answer = client.get(address)
    assert answer.status_code == 403
    assert "Lovelace" not in answer.content.decode()
    assert client.post(address + "decision/", said(seat)).status_code == 403
    assert not ApprovalDecision.objects.exists()


def test_its_owner_reads_and_decides_once(seat: Any, as_user: Any, fred: Any) -> None:
    client = as_user(fred)
    address = page(links.seal(seat, fred))
    shown = client.get(address).content.decode()
    assert "Ada Lovelace" in shown
    assert re.search(r"You decide as <strong>Fred", shown)
    assert client.post(address + "decision/", said(seat)).status_code == 200
    assert ApprovalDecision.objects.get().way == "mail"
    assert client.get(address).status_code == 410
    assert client.post(address + "decision/", said(seat)).status_code == 410


def test_by_policy_the_mail_alone_decides(open_seat: Any, client: Any, fred: Any) -> None:
    address = page(links.seal(open_seat, fred))
    assert "You decide as <strong>Fred" in client.get(address).content.decode()
    assert client.post(address + "decision/", said(open_seat)).status_code == 200
    assert ApprovalDecision.objects.get().user == fred


def test_a_refusal_without_a_reason_comes_back(open_seat: Any, client: Any, fred: Any) -> None:
    address = page(links.seal(open_seat, fred))
    answer = client.post(address + "decision/", said(open_seat, "refuse"))
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()


def test_it_dies_when_what_is_decided_has_changed(
    policy: Any, ask: Any, application: Any, stage: Any, client: Any, fred: Any, rosa: Any
) -> None:
    policy([fred], by_mail_alone=True, asks_again="never")
    ask()
    seat = ApprovalSeat.objects.select_related("user", "step__approval__data_key").get()
    token = links.seal(seat, fred)
    stage.rename("Contract", by=rosa)
    approvals.changed("stage", GatePass.objects.get(), {"stage"}, by=rosa)
    assert client.get(page(token)).status_code == 410


def test_it_lapses_and_a_forged_one_was_never_there(open_seat: Any, client: Any, fred: Any, gina: Any) -> None:
    token = links.seal(open_seat, fred)
    with audit.clock.at(audit.now() + links.LASTS + timedelta(minutes=1)):
        assert client.get(page(token)).status_code == 410
    assert client.get(page(token[:-2] + "xx")).status_code == 404
    assert client.get(page(links.seal(open_seat, gina))).status_code == 410, "never asked"


def test_a_leavers_link_opens_nothing(open_seat: Any, client: Any, fred: Any, admin: Any) -> None:
    token = links.seal(open_seat, fred)
    fred.leave(by=admin)
    assert client.get(page(token)).status_code == 404
    assert Approval.objects.get().is_pending
