"""Plays a plan through the product's own verbs, moment after moment under one clock."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

import audit
import communications
from accounts.models import User
from candidates.models import Candidate, Note
from recruitment.demo.company import JOBS
from recruitment.demo.founding import Founded
from recruitment.demo.people import Person
from recruitment.demo.plan import Again, Step, Story
from recruitment.demo.resume import resume
from recruitment.models import Application, ClosureReason

# What is written down beside what came of a call, a mail or a meeting.
LOGGED = {
    "reached": "Ten minutes on the phone. Can start in two months; would like to see the workplace.",
    "received": "Sent two references, one of them by phone only.",
    "held": "Walked through the site together with the team. Easy to talk to.",
}
Act = Callable[["Tour", Application, Story, Step], None]


@dataclass
class Tour:
    """One playing of the stories in a founded company. `after` runs when an act is done, under its moment."""

    founded: Founded
    after: Callable[[], object]
    # By the story's number: the application that its acts are about.
    applications: dict[int, Application] = field(default_factory=dict)
    reasons: dict[str, ClosureReason] = field(default_factory=dict)

    def play(self, stories: Iterable[Story]) -> int:
        """Every act of every story in the order of time; returns how many."""
        acts = 0
        for _, story, step in in_order(stories):
            self.act(story, step)
            acts += 1
        return acts

    def act(self, story: Story, step: Step) -> None:
        with audit.clock.at(step.at):
            with transaction.atomic():
                if step.what in ARRIVALS:
                    self.applications[story.number] = ARRIVALS[step.what](self, story, step)
                else:
                    ACTS[step.what](self, self.applications[story.number], story, step)
            self.after()

    def close_cancelled(self, at: datetime) -> None:
        """The searches that were given up, once their applications are answered."""
        plans = {job.name: job for job in JOBS}
        with audit.clock.at(at):
            for (name, _copy), job in self.founded.jobs.items():
                if plans[name].is_cancelled:
                    job.refresh_from_db()
                    job.close(self.reason("REQ_CANCELLED"), by=job.recruiter)
                    self.after()

    def reason(self, code: str) -> ClosureReason:
        if code not in self.reasons:
            self.reasons[code] = ClosureReason.objects.get(code=code)
        return self.reasons[code]

    def actor(self, step: Step) -> User:
        return self.founded.staff[step.who or ""]


def in_order(stories: Iterable[Story]) -> Iterator[tuple[datetime, Story, Step]]:
    lines = ([(step.at, story.number, story, step) for step in story.steps] for story in stories)
    for at, _, story, step in heapq.merge(*lines, key=lambda line: line[:2]):
        yield at, story, step


def apply(tour: Tour, story: Story, step: Step) -> Application:
    person = story.person
    file = None
    if story.has_resume:
        name = f"{person.first_name} {person.last_name}".replace(" ", "-").lower()
        file = SimpleUploadedFile(f"{name}.pdf", resume(person, Random(story.number)))  # noqa: S311
    return receive(tour, story, 0, resume=file, adjustment=story.adjustment)


def apply_again(tour: Tour, story: Story, step: Step) -> Application:
    return receive(tour, story, 1)


def receive(tour: Tour, story: Story, which: int, **more: object) -> Application:
    """The careers form, sent for the first (0) or the second time (1)."""
    said: Story | Again = story.again if which and story.again else story
    lives: Person | Again = said if isinstance(said, Again) else story.person
    post = tour.founded.posts[said.job.name, story.copy]
    return Application.objects.receive(
        post=post,
        form_token=story.form_tokens[which],
        first_name=story.person.first_name,
        last_name=story.person.last_name,
        email=story.person.email,
        phone=lives.phone,
        city=lives.city,
        country=story.person.country.code,
        answers=list(zip(post.questions.all(), said.answers, strict=True)),
        notice=post.notice,
        language=post.language,
        source=story.source,
        by=audit.by("candidate"),
        **more,
    )


def source(tour: Tour, story: Story, step: Step) -> Application:
    """Found by the recruiter: no form, no mail."""
    person, by = story.person, tour.actor(step)
    candidate = Candidate.objects.add(
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
        phone=person.phone,
        city=person.city,
        country=person.country.code,
        title=person.title,
        company=person.employer,
        source=story.source,
        by=by,
    )
    job = tour.founded.jobs[story.job.name, story.copy]
    return Application.objects.add(candidate=candidate, job=job, source=story.source, by=by)


def move(tour: Tour, application: Application, story: Story, step: Step) -> None:
    application.move_to(application.job.stages.get(name=step.detail), by=tour.actor(step))


def note(tour: Tour, application: Application, story: Story, step: Step) -> None:
    visibility = Note.Visibility.PRIVATE if step.what == "private note" else Note.Visibility.TEAM
    application.candidate.write_note(step.detail, visibility=visibility, about=application, by=tour.actor(step))


def mention(tour: Tour, application: Application, story: Story, step: Step) -> None:
    manager = tour.founded.staff[story.job.manager]
    application.candidate.write_note(f"@{manager.name}, {step.detail}", about=application, by=tour.actor(step))


def log(tour: Tour, application: Application, story: Story, step: Step) -> None:
    said = LOGGED.get(step.detail, "")
    application.candidate.log(step.what, step.detail, said, about=application, by=tour.actor(step))


def tag(tour: Tour, application: Application, story: Story, step: Step) -> None:
    application.candidate.tag(step.detail, by=tour.actor(step))


def reject(tour: Tour, application: Application, story: Story, step: Step) -> None:
    application.reject(tour.reason(step.detail), by=tour.actor(step))
    write(application, story, "application_rejected", by=tour.actor(step))


def not_considered(tour: Tour, application: Application, story: Story, step: Step) -> None:
    application.close("not_considered", tour.reason(step.detail), by=tour.actor(step))


def cancel(tour: Tour, application: Application, story: Story, step: Step) -> None:
    application.close("position_cancelled", tour.reason(step.detail), by=tour.actor(step))


def hire(tour: Tour, application: Application, story: Story, step: Step) -> None:
    application.hire(by=tour.actor(step))


def withdraw(tour: Tour, application: Application, story: Story, step: Step) -> None:
    application.withdraw(tour.reason(step.detail), by=by_candidate(application))


def confirm(tour: Tour, application: Application, story: Story, step: Step) -> None:
    application.confirm(by=by_candidate(application))


def mail(tour: Tour, application: Application, story: Story, step: Step) -> None:
    write(application, story, step.detail, by=tour.actor(step))


def write(application: Application, story: Story, template: str, *, by: audit.Actor) -> None:
    communications.send(
        template,
        to=story.person.email,
        name=application.candidate.full_name,
        language=application.language,
        about=application,
        by=by,
    )


def by_candidate(application: Application) -> audit.Actor:
    return audit.by("candidate", application.candidate_id)


Arrival = Callable[[Tour, Story, Step], Application]
ARRIVALS: dict[str, Arrival] = {
    "apply": apply,
    "source": source,
    "again": apply_again,
    "again same": apply_again,
}
ACTS: dict[str, Act] = {
    "move": move,
    "note": note,
    "private note": note,
    "mention": mention,
    "call": log,
    "email": log,
    "meeting": log,
    "tag": tag,
    "reject": reject,
    "not considered": not_considered,
    "cancel": cancel,
    "hire": hire,
    "withdraw": withdraw,
    "confirm": confirm,
    "message": mail,
}
