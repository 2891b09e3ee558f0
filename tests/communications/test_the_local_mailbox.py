"""The local mailbox answers only for what it knows: a mail that may be kept already is never asked for once more."""

import asyncio
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from communications import mailbox


class Line(asyncio.Transport):
    aborted = False

    def abort(self):
        self.aborted = True


@pytest.fixture
def hand_over(monkeypatch):
    """Gives the mailbox a mail while its database does `keep`: the answer, and whether there was one."""

    def send(keep):
        line = Line()
        monkeypatch.setattr(mailbox, "keep_afresh", keep)
        server, mail = SimpleNamespace(transport=line), SimpleNamespace(content=b"", mail_from="", rcpt_tos=[])
        answer = asyncio.run(mailbox.Keeper().handle_DATA(server, None, mail))
        return None if line.aborted else answer[:3]

    return send


def raising(error):
    def keep(*mail):
        raise error

    return keep


def test_a_mail_that_is_kept_is_answered_for(hand_over):
    assert hand_over(lambda *mail: None) == "250"


def test_without_the_database_the_sender_comes_again(hand_over):
    assert hand_over(raising(mailbox.Away())) == "451"


def test_a_database_that_ends_in_the_middle_leaves_the_sender_in_doubt(hand_over):
    """The row may have been committed: whoever sent it once more would send it twice."""
    assert hand_over(raising(OperationalError("server closed the connection unexpectedly"))) is None


def test_nothing_was_written_where_the_database_was_not_reached(monkeypatch):
    monkeypatch.setattr(mailbox, "close_old_connections", lambda: None)
    monkeypatch.setattr(mailbox, "connection", SimpleNamespace(cursor=raising(OperationalError("refused"))))

    with pytest.raises(mailbox.Away):
        mailbox.keep_afresh(b"", "", [])
