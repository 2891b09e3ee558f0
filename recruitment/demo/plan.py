"""What happens in the demo company, made from a seed: the story of each application."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from recruitment.demo.company import JOBS, OFFICES, TAGS, JobPlan, OfficePlan
from recruitment.demo.names import COUNTRIES
from recruitment.demo.people import Person, digits, make_person

SHORTEST, LONGEST = timedelta(days=75), timedelta(days=1095)
CANCELLED = timedelta(days=6)  # so long ago a search was given up
SOURCES = ("Careers site", "Careers site", "Careers site", "LinkedIn", "Indeed", "Job fair", "University board")
ANSWERS = {
    "long_text": (
        "I rebuilt the booking service so that it stays up while one half of it is down; "
        "it took four months and a lot of tea.",
        "We lost the biggest customer of the year because nobody asked their "
        "dispatchers. Since then I start with them.",
        "The night we moved 11,000 orders without anybody noticing.",
    ),
    "short_text": ("Sofort", "Am 1. des übernächsten Monats", "In drei Monaten"),
}
NOTES = (
    "Spoke on the phone for ten minutes: calm, precise, asks good questions. Would like to meet the team.",
    "Strong on routing, less on databases. Worth an interview.",
    "Notice period is three months; start in spring at the earliest.",
    "Very clear about what went wrong in the last project, and why.",
    "Prefers Tuesdays for the interview, travels from out of town.",
)
PRIVATE_NOTE = "My own impression only: seemed tired. Ask again on another day before judging."
QUESTION = "could you look at the last two jobs in the resume before we invite?"
ADJUSTMENT = "I am hard of hearing: please send the questions in writing before the call."


@dataclass(frozen=True)
class Step:
    """One act in a story: `what` at `at`, by the person of the team named `who` (None: the candidate)."""

    at: datetime
    what: str  # one of tour.ACTS
    who: str | None = None
    detail: str = ""


@dataclass(frozen=True)
class Again:
    """A second application of the same person."""

    job: JobPlan
    answers: tuple[str, ...]
    phone: str
    city: str


@dataclass(frozen=True)
class Story:
    """One person and all that happens to them."""

    number: int
    person: Person
    job: JobPlan
    copy: int
    form_tokens: tuple[UUID, UUID]
    source: str
    answers: tuple[str, ...]
    steps: tuple[Step, ...]
    adjustment: str = ""
    has_resume: bool = False
    # What the person writes when they apply again: where they live now, and under which number.
    again: "Again | None" = None


def answer_for(kind: str, options: tuple[str, ...], chance: Random) -> str:
    match kind:
        case "boolean":
            return "yes" if chance.random() < 0.9 else "no"
        case "single_select":
            return chance.choice(options)
        case "multi_select":
            return ", ".join(option for option in options if chance.random() < 0.6) or options[0]
    return chance.choice(ANSWERS[kind])


def in_office_hours(moment: datetime, zone: str, chance: Random) -> datetime:
    """The next weekday between nine and five there."""
    local = moment.astimezone(ZoneInfo(zone))
    while local.isoweekday() > 5:
        local += timedelta(days=1)
    return local.replace(hour=chance.randint(9, 16), minute=chance.randint(0, 59), second=0, microsecond=0).astimezone(
        UTC
    )


# What may become of an application: how many of a hundred, and the acts after it came. An act is a word of
# `tour.ACTS` and its detail.
Act = tuple[str, str]
SCREEN, MEET, DECIDE, OFFER = (("move", name) for name in ("Phone screen", "Interview", "Second interview", "Offer"))
NOTE: Act = ("note", "")
ASK: Act = ("mention", "")
MISSED, REACHED = ("call", "no_answer"), ("call", "reached")
WROTE, MET = ("email", "received"), ("meeting", "held")
HIRE: Act = ("hire", "")
UNREAD: tuple[Act, ...] = ()
ENDINGS: tuple[tuple[int, tuple[Act, ...]], ...] = (
    (26, UNREAD),
    (1, (SCREEN, NOTE, MEET, NOTE, DECIDE, OFFER, HIRE)),
    (1, (("again same", ""), ("confirm", ""))),
    (3, (("again", ""), ("confirm", ""))),
    (3, (("again", ""),)),
    (1, (SCREEN, NOTE, MEET, ("private note", ""))),
    (3, (SCREEN, ("withdraw", "WD_OTHER_JOB"))),
    (2, (SCREEN, NOTE, MEET, ("withdraw", "WD_SALARY"))),
    (2, (("withdraw", "WD_PERSONAL"),)),
    (4, (("not considered", "NC_INCOMPLETE"),)),
    (11, (("reject", "REJ_SCREEN"),)),
    (7, (SCREEN, NOTE, ("reject", "REJ_SCREEN"))),
    (5, (SCREEN, NOTE, MEET, NOTE, ("reject", "REJ_INTERVIEW"))),
    (2, (SCREEN, NOTE, MEET, NOTE, DECIDE, ("reject", "REJ_OTHER_MORE_QUALIFIED"))),
    (9, (SCREEN,)),
    (4, (SCREEN, NOTE, ("message", "application_reply"), WROTE)),
    (9, (SCREEN, NOTE, ASK, MEET)),
    (4, (SCREEN, MISSED, REACHED, NOTE, MEET, NOTE, ("tag", ""))),
    (3, (SCREEN, NOTE, MEET, MET, NOTE, DECIDE)),
    (2, (SCREEN, NOTE, MEET, NOTE, DECIDE, OFFER)),
)
AGAIN = frozenset({"again", "again same"})
BY_CANDIDATE = AGAIN | {"withdraw", "confirm"}
PATIENCE = timedelta(days=9)  # so old an application is hardly ever unread


@dataclass(frozen=True)
class Calendar:
    """The moments that a plan keeps to."""

    start: datetime
    now: datetime
    count: int

    @classmethod
    def of(cls, count: int, now: datetime) -> "Calendar":
        span = min(max(SHORTEST, SHORTEST * count / 2000), LONGEST)
        return cls(now - span, now, count)

    @property
    def cancelled_at(self) -> datetime:
        return (self.now - CANCELLED).replace(minute=0, second=0, microsecond=0)

    def applied(self, number: int, chance: Random) -> datetime:
        """People come one after the other, so a later number is a later moment."""
        share = (number - chance.random()) / self.count
        moment = self.start + (self.now - timedelta(hours=1) - self.start) * share
        return moment.replace(microsecond=0)


def stories(count: int, *, seed: int, now: datetime, resumes: int = 0, copies: int = 1) -> Iterator[Story]:
    """`count` people; `resumes` of them attach one. `copies`: how many there are of each job."""
    calendar = Calendar.of(count, now)
    # One seat of several is filled.
    free = [job for job in JOBS if job.is_live and not job.is_cancelled and job.openings > 1]
    every = max(1, count // resumes) if resumes else 0
    for number in range(1, count + 1):
        # Each story has its own dice: a change in one leaves the others as they are.
        chance = Random(f"{seed}:{number}")  # noqa: S311
        story = make_story(number, calendar, free, copies, chance)
        yield replace(story, has_resume=bool(every) and number % every == 0 and number // every <= resumes)


def make_story(number: int, calendar: Calendar, free: list[JobPlan], copies: int, chance: Random) -> Story:
    applied = calendar.applied(number, chance)
    acts = choose_acts(number, calendar.now - applied, chance)
    is_hire = bool(acts) and acts[-1] == HIRE and bool(free)
    acts = acts if is_hire or HIRE not in acts else acts[:-1]
    job = free.pop(0) if is_hire else choose_job(acts, applied, calendar, chance)
    country = COUNTRIES[office_of(job).country]
    person = make_person(number, country, job.department, chance)
    return Story(
        number,
        person,
        job,
        0 if is_hire else chance.randrange(copies),
        (UUID(int=chance.getrandbits(128), version=4), UUID(int=chance.getrandbits(128), version=4)),
        "Sourced" if job.is_confidential else chance.choice(SOURCES),
        answers_for(job, chance),
        steps_of(job, acts, applied, calendar, chance),
        ADJUSTMENT if number % 33 == 5 and not job.is_confidential else "",
        again=again(job, acts, person, chance),
    )


def choose_acts(number: int, age: timedelta, chance: Random) -> tuple[Act, ...]:
    """The first ones take each ending in turn: however small, the demo has one of every kind."""
    if 1 < number <= len(ENDINGS):
        return ENDINGS[number - 1][1]
    old = age > PATIENCE and chance.random() > 0.03
    weights = [0 if old and not acts else share for share, acts in ENDINGS]
    return chance.choices([acts for _, acts in ENDINGS], weights)[0]


def choose_job(acts: tuple[Act, ...], applied: datetime, calendar: Calendar, chance: Random) -> JobPlan:
    """A second application needs a page, and who comes late finds a cancelled job gone."""
    words = {what for what, _ in acts}
    is_gone = applied > calendar.cancelled_at - timedelta(hours=2) or not words.isdisjoint(AGAIN)
    fits = [job for job in JOBS if job.is_live and not (job.is_cancelled and is_gone)]
    if words.isdisjoint(BY_CANDIDATE):
        fits += [job for job in JOBS if job.is_confidential]
    return chance.choices(fits, [job.weight for job in fits])[0]


def again(job: JobPlan, acts: tuple[Act, ...], person: Person, chance: Random) -> Again | None:
    if not acts or acts[0][0] not in AGAIN:
        return None
    live = [one for one in JOBS if one.is_live and not one.is_cancelled]
    other = job if acts[0][0] == "again same" else live[(JOBS.index(job) + 1) % len(live)]
    if other is job and acts[0][0] == "again":
        other = live[(live.index(job) + 1) % len(live)]
    city = chance.choice([city for city in person.country.cities if city != person.city])
    return Again(other, answers_for(other, chance), digits(person.country.phone, chance), city)


def answers_for(job: JobPlan, chance: Random) -> tuple[str, ...]:
    return tuple(answer_for(kind, options, chance) for _, kind, _, options in job.questions)


@cache
def office_of(job: JobPlan) -> OfficePlan:
    return next(office for office in OFFICES if office.name == job.office)


def steps_of(
    job: JobPlan, acts: tuple[Act, ...], applied: datetime, calendar: Calendar, chance: Random
) -> tuple[Step, ...]:
    """As far as the story has come by now; who waits for an answer of a cancelled search gets it on its last day."""
    last = calendar.cancelled_at if job.is_cancelled else calendar.now - timedelta(minutes=30)
    steps = [Step(applied, "source", job.recruiter) if job.is_confidential else Step(applied, "apply")]
    for what, detail in acts:
        at = later(steps[-1].at, what, office_of(job).zone, chance)
        if at >= last:
            break
        steps.append(Step(at, what, actor_of(what, steps, job), detail or detail_of(what, job, chance)))
    if job.is_cancelled and not is_over(steps):
        steps.append(Step(last, "cancel", job.recruiter, "REQ_CANCELLED"))
    assert all(earlier.at < later.at for earlier, later in pairwise(steps))
    return tuple(steps)


def later(before: datetime, what: str, zone: str, chance: Random) -> datetime:
    if what in BY_CANDIDATE:
        return before + timedelta(seconds=chance.randint(3600, 3 * 86400))
    at = in_office_hours(before + timedelta(days=chance.uniform(0.8, 5)), zone, chance)
    return at if at > before else in_office_hours(before + timedelta(days=1), zone, chance)


def actor_of(what: str, steps: list[Step], job: JobPlan) -> str | None:
    """Whom a person has met last writes about them."""
    if what in BY_CANDIDATE:
        return None
    met = any(step.detail == MEET[1] for step in steps)
    return job.manager if what == "note" and met else job.recruiter


def detail_of(what: str, job: JobPlan, chance: Random) -> str:
    match what:
        case "note":
            return chance.choice(NOTES)
        case "private note":
            return PRIVATE_NOTE
        case "mention":
            return QUESTION
        case "tag":
            return TAGS[JOBS.index(job) % len(TAGS)]
    return ""


def is_over(steps: list[Step]) -> bool:
    return steps[-1].what in {"reject", "withdraw", "not considered", "hire"}
