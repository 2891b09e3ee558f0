"""A change that commits late is not skipped: two real connections, one that writes slowly and one that reads."""

import threading

import pytest
from django.db import connection, transaction

from accounts.models import User

USERS = "/api/v1/users"


@pytest.mark.django_db(transaction=True)
def test_a_late_commit_is_not_skipped(api, rosa, otto, hana):
    client = api(rosa)
    start = client.get(USERS).json()["data"][-1]["updated_at"]
    written, go_on = threading.Event(), threading.Event()
    slow = threading.Thread(target=_write_slowly, args=(otto.pk, written, go_on))
    slow.start()
    assert written.wait(10)

    # Otto's row is stamped before Hana's, but commits after her row could be read.
    User.objects.filter(pk=hana.pk).update(job_title="Quick")
    early = ids(client.get(USERS, {"updated_since": start}))
    go_on.set()
    slow.join(10)
    late = ids(client.get(USERS, {"updated_since": start}))

    assert hana.pk not in early
    assert late[-2:] == [otto.pk, hana.pk]


def _write_slowly(pk, written, go_on):
    try:
        with transaction.atomic():
            User.objects.filter(pk=pk).update(job_title="Slow")
            written.set()
            go_on.wait(10)
    finally:
        connection.close()


def ids(answer):
    return [row["id"] for row in answer.json()["data"]]
