"""The product's own worker with two more readers, whose effects can be counted."""

import time

import audit
from recruitment.celery import app

__all__ = ["app"]

VERB = "event.counted"


def first(event: "audit.Event") -> None:
    write(event, "first")


def second(event: "audit.Event") -> None:
    write(event, "second")


def write(event: "audit.Event", what: str) -> None:
    # Imported late: Celery loads this module before Django is set up.
    from audit.models import AccessLog

    AccessLog.objects.create(actor_kind="system", about_kind="event", about_id=event.pk, what=what)
    # Long enough that a kill often falls between the effect and its commit.
    time.sleep(0.01)


def add_readers() -> None:
    audit.on(VERB)(first)
    audit.on(VERB)(second)


add_readers()
