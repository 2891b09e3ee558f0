"""Loads the demo company into an empty database of this machine, and says who may log in."""

import json
import os
import smtplib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

import audit
from accounts.models import User
from candidates.models import Document
from candidates.preparing import prepare
from communications import delivery
from communications.models import Message
from recruitment import environment
from recruitment.demo import answers as offer_answers
from recruitment.demo import approvals, bulk, offers, plan, requisitions, shortlists, sources
from recruitment.demo import company as paper
from recruitment.demo.copying import copy
from recruitment.demo.founding import Founded, found
from recruitment.demo.stamping import Sheets, Stamping
from recruitment.demo.tour import Tour
from recruitment.running.fresh import logins_file

CANDIDATES, RESUMES, SEED = 120, 40, 7
SHOWN = {"Recruiter": paper.RECRUITER, "Hiring manager": paper.HIRING_MANAGER, "Administrator": paper.ADMINISTRATOR}
Send = Callable[[Message], object]
# In this order: whoever waits for one is not taken for the next.
LAST_DAYS = (
    shortlists.ask,
    bulk.act,
    requisitions.ask,
    approvals.ask,
    sources.ask,
    offers.prepare,
    offer_answers.give,
    offers.make,
)
# How long the company was there before the first application came.
BEFORE = timedelta(days=15)


class NotHere(Exception):
    """Why the demo may not be loaded into this database."""


def refuse_elsewhere() -> None:
    """Made-up people belong in a database that nobody else uses, and never among real ones."""
    if not settings.EMBEDDED:
        raise NotHere("The demo company is loaded only into the database that `make run` brings along.")
    host = str(settings.DATABASES["default"]["HOST"])
    if not host.startswith("/") and host not in environment.LOOPBACK:
        raise NotHere(f"The database is on {host}; the demo company is loaded only on this machine itself.")
    if settings.STORAGE_URL or settings.EMAIL_URL:
        raise NotHere("Files or mails leave this machine (STORAGE_URL, EMAIL_URL); the demo company must not.")
    if User.objects.exists():
        raise NotHere("Somebody has an account here already; the demo company is loaded only into an empty database.")


@dataclass(frozen=True)
class Loading:
    """What is to be loaded. The same seed and the same `now` give the same company."""

    candidates: int = CANDIDATES
    seed: int = SEED
    resumes: int = 0
    copies: int = 1
    now: datetime = field(default_factory=audit.now)

    @property
    def calendar(self) -> plan.Calendar:
        return plan.Calendar.of(self.candidates, self.now)

    def with_resumes(self, of_a_hundred_and_twenty: int) -> "Loading":
        return replace(self, resumes=self.candidates * of_a_hundred_and_twenty // CANDIDATES)

    def found(self) -> Founded:
        founded = found(self.calendar.start - BEFORE, copies=self.copies)
        audit.deliver_pending()
        return founded

    def stories(self) -> Iterator[plan.Story]:
        return plan.stories(self.candidates, seed=self.seed, now=self.now, resumes=self.resumes, copies=self.copies)


def load(loading: Loading, send: Send) -> Founded:
    """The tour: all by verbs. `send` is what becomes of the mails that an act has queued."""
    founded = loading.found()
    tour = Tour(founded, Afterwards(send))
    tour.play(loading.stories())
    tour.close_cancelled(loading.calendar.cancelled_at)
    decide(founded, loading.now, tour.after)
    return founded


def stamp(loading: Loading, tell: Callable[[int], object], keep: Callable[[Sheets], object] = copy) -> Founded:
    """The same company with any number of people; their mails count as sent and are in no mailbox."""
    founded = loading.found()
    tour = Tour(founded, Afterwards(count_as_sent))
    Stamping(founded, tour, keep, tell).make(loading.stories)
    tour.close_cancelled(loading.calendar.cancelled_at)
    decide(founded, loading.now, tour.after)
    return founded


def decide(founded: Founded, now: datetime, after: Callable[[], object]) -> None:
    """The last days: what few people do with many, by verbs however the many were made."""
    for part in LAST_DAYS:
        part(founded, now, after)


@dataclass
class Afterwards:
    """What follows from an act, at the moment of the act."""

    send: Send

    def __call__(self) -> None:
        audit.deliver_pending()
        for document in Document.objects.waiting().select_related("file__data_key", "candidate__data_key"):
            prepare(document)
        mails = queued()
        for message in mails:
            self.send(message)
        if mails:
            audit.deliver_pending()


def count_as_sent(message: Message) -> None:
    """For measuring, where a million mails would go to nobody."""
    if message.claim() and message.begin_data():
        message.accepted()


def leave_queued(message: Message) -> None:
    """For the worker, once there is one."""


def queued() -> list[Message]:
    return list(Message.objects.due().select_related("brand", "author", "candidate"))


@contextmanager
def mailbox() -> Iterator[Send]:
    """Mails go out over SMTP to the local mailbox, which is started for as long as we load."""
    with subprocess.Popen(
        [sys.executable, "manage.py", "mailbox"], cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL
    ) as ours:
        try:
            yield delivery.attempt if answers() else leave_queued
        finally:
            ours.terminate()


def answers() -> bool:
    """Also true where a mailbox was running already and ours had no port to listen on."""
    until = time.monotonic() + 15
    while time.monotonic() < until:
        try:
            with closing(smtplib.SMTP(str(settings.EMAIL_HOST), settings.MAILBOX_PORT, timeout=2)) as server:
                return server.noop()[0] == 250
        except (OSError, smtplib.SMTPException):
            time.sleep(0.1)
    return False


def write_logins(founded: Founded) -> None:
    """For the terminal; readable by its owner alone."""
    people = [
        {"role": role, "name": name, "email": founded.staff[name].email, "password": founded.passwords[name]}
        for role, name in SHOWN.items()
    ]
    path = logins_file(Path(settings.DATA_DIR))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(people, file, ensure_ascii=False, indent=1)
