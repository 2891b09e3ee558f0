"""Where the demo company's people come from besides the careers site: a sign at a job fair, a colleague's word, and a
colleague who applies without their manager knowing of it yet."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

import audit
from recruitment.models import Application, JobPost, Question, Source, TrackingLink
from recruitment.sources import applying_inside, referring, trail

if TYPE_CHECKING:
    from recruitment.demo.founding import Founded

# Words of the plan that no installation knows by itself.
OWN = {"Job fair": Source.Kind.EVENT, "University board": Source.Kind.JOB_BOARD}
MANAGERS = {
    "Jonas Peters": "Hannah Vogt",
    "Marcus Bell": "Ruth Sandberg",
    "Elena Ferrer": "Ruth Sandberg",
    "Owen Hughes": "Claire Dumont",
}
REFERRER, REFERRED_FOR = "Hannah Vogt", "Disponent (m/w/d) Seefracht"
COLLEAGUE, WANTS = "Owen Hughes", "Data analyst"
STAND, SEEN_THERE = "Harbour job fair, stand 12", "HGV technician"
# How often its sign was opened on the days of the fair; one of them applied.
VISITS = (4, 7)
# How long before the demo's present moment.
AGO = timedelta(hours=30)
After = Callable[[], object]


def prepare(founded: "Founded", *, by: audit.Actor) -> None:
    """Before the first application comes."""
    for name, kind in OWN.items():
        Source.objects.add(name=name, kind=kind, by=by)
    for name, manager in MANAGERS.items():
        founded.staff[name].change(manager=founded.staff[manager], by=by)
    for name, code in ((STAND, None), ("Door of the Hamburg office", Source.WALK_IN)):
        source = Source.objects.own(code) if code else Source.objects.get(name="Job fair")
        TrackingLink.objects.make(name=name, source=source, by=by)


def ask(founded: "Founded", now: datetime, after: After) -> None:
    come_by_the_fair(founded, now, after)
    with audit.clock.at(now - AGO):
        name_somebody(founded)
        after()
        apply_inside(founded)
        after()


def come_by_the_fair(founded: "Founded", now: datetime, after: After) -> None:
    link = TrackingLink.objects.select_related("source").get(name=STAND)
    for day, visits in enumerate(VISITS):
        with audit.clock.at(now - AGO - timedelta(days=len(VISITS) - day)):
            for _visit in range(visits):
                link.count_visit()
            if day:
                apply_from_there(founded, link)
            after()


def apply_from_there(founded: "Founded", link: TrackingLink) -> None:
    post = founded.posts[SEEN_THERE, 0]
    Application.objects.receive(
        post=post,
        form_token=uuid5(NAMESPACE_URL, f"fair {SEEN_THERE}"),
        first_name="Callum",
        last_name="Thwaite",
        email="callum.thwaite@mail.example",
        city="Ipswich",
        country="GB",
        answers=answers_to(post),
        notice=post.notice,
        language=post.language,
        source=link.source.name,
        along=[trail.by_link(link)],
        by=audit.by("candidate"),
    )


def answers_to(post: JobPost) -> list[tuple[Question, str]]:
    return [(question, (question.options or ["yes"])[0]) for question in post.questions.all()]


def name_somebody(founded: "Founded") -> None:
    """The person has a mail and has not answered yet."""
    referrer = founded.staff[REFERRER]
    named = referring.Naming(
        post=founded.posts[REFERRED_FOR, 0],
        first_name="Yuki",
        last_name="Brandvold",
        email="yuki.brandvold@mail.example",
        relationship="worked_together",
        words="Kept our berths booked through two strikes. Asks before building.",
        is_agreed=True,
        form_token=uuid5(NAMESPACE_URL, f"referral {REFERRED_FOR}"),
    )
    referring.refer(named, referrer=referrer, by=referrer)


def apply_inside(founded: "Founded") -> None:
    colleague, post = founded.staff[COLLEAGUE], founded.posts[WANTS, 0]
    token = uuid5(NAMESPACE_URL, f"internal application {WANTS}")
    applying_inside.apply(colleague, post, answers=answers_to(post), form_token=token, by=colleague)
