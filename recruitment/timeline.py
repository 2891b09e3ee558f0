"""What happened to an application, and the words of our events: made of an event's facts alone."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from audit import Event, things
from candidates.timeline import LONGEST, NAMED_KINDS, Moment, register_kind, told, words
from desk import kinds
from recruitment.models import Application, ClosureKind, Stage

if TYPE_CHECKING:
    from accounts.models import User

PLAIN = {
    "application.added": gettext_noop("added to the job"),
    "application.confirmed": gettext_noop("confirmed the application"),
    "application.moved": gettext_noop("moved to another stage"),
    "application.transferred": gettext_noop("moved to another job"),
    "application.considered": gettext_noop("considered the person for other jobs as well"),
    "application.no_show": gettext_noop("noted that the candidate did not come"),
    "application.hired": gettext_noop("hired"),
    "application.manager_told": gettext_noop("let their manager know of the application"),
    "referral.made": gettext_noop("named the person for the job"),
    "application.reopened": gettext_noop("opened the application again"),
    "job.created": gettext_noop("created the job"),
    "job.changed": gettext_noop("changed the job"),
    "job.opened": gettext_noop("opened the job"),
    "job.closed": gettext_noop("closed the job"),
    "job.team_joined": gettext_noop("added somebody to the hiring team"),
    "job.team_left": gettext_noop("removed somebody from the hiring team"),
    "job.openings_added": gettext_noop("added openings"),
    "job.stages_reordered": gettext_noop("put the stages in another order"),
    "stage.added": gettext_noop("added a stage"),
    "stage.changed": gettext_noop("changed a stage"),
    "stage.retired": gettext_noop("retired a stage"),
    "post.created": gettext_noop("wrote a job post"),
    "post.changed": gettext_noop("changed the job post"),
    "post.published": gettext_noop("published the job post"),
    "post.unpublished": gettext_noop("took the job post off the careers site"),
    "question.added": gettext_noop("added a question to the form"),
    "question.changed": gettext_noop("changed a question of the form"),
    "question.removed": gettext_noop("removed a question from the form"),
}


# Not for everybody on the team.
OFFERED = ("offer", "offer_condition", "hire")
# How an application arrived that did not come by the careers form.
WAYS = {
    "inside": gettext_noop("applied as a colleague"),
    "referral": gettext_noop("entered the application for the person; not confirmed yet"),
}


def register() -> None:
    register_kind("application", gettext_lazy("Applications"))
    for verb, sentence in PLAIN.items():
        words.register(verb, _plain(sentence))
    words.register("application.received", _received)
    for verb in ("application.rejected", "application.withdrawn", "application.closed"):
        words.register(verb, _closed)


def _plain(sentence: str) -> Callable[[Event], str]:
    return lambda _event: _(sentence)


def _received(event: Event) -> str:
    way = WAYS.get(event.facts.get("way", ""))
    if way:
        return _(way)
    if event.facts.get("confirmed"):
        return _("applied by the careers site")
    return _("applied by the careers site; not confirmed yet")


def _closed(event: Event) -> str:
    if event.facts["kind"] == ClosureKind.DUPLICATE and event.actor_kind == "candidate":
        # Confirming a second form ends that one by itself.
        return _("applied again; this was joined automatically with the earlier application")
    return _("ended the application: %(kind)s") % {"kind": str(ClosureKind(event.facts["kind"]).label).lower()}


def of(
    application: Application, user: "User", *, stages: Iterable[Stage], known: Iterable["User"] = ()
) -> list[Moment]:
    """Newest first; a move says between which stages. `known` are people whom the page has at hand."""
    happened = Event.objects.about(application)
    if not user.may("offers.view", application.job):
        happened = happened.exclude(about_kind__in=OFFERED)
    events = list(told(happened)[:LONGEST])
    seen = _seen(events, application, [user, *known])
    names = {stage.pk: stage.name for stage in stages}
    return [_moment(event, application, seen, names) for event in events]


def _moment(
    event: Event, application: Application, seen: dict[things.Ref, things.Thing], stages: dict[int, str]
) -> Moment:
    thing = seen.get(event.about_ref) if event.about_kind in NAMED_KINDS else None
    told = _told(event, stages, seen)
    who = _who(event, application, seen)
    return Moment(event.at, who, told, thing.url, thing.label) if thing else Moment(event.at, who, told, "")


def _seen(events: Iterable[Event], application: Application, users: "list[User]") -> dict[things.Ref, things.Thing]:
    """Who acted, who owes and the mails; those whom the page has at hand already are not asked for again."""
    at_hand: list[tuple[things.Ref, object]] = [
        (("candidate", application.candidate_id), application.candidate),
        (("user", application.job.recruiter_id), application.job.recruiter),
        *((("user", one.pk), one) for one in users),
    ]
    known = {ref: things.Thing(*ref, label=str(one), url="") for ref, one in at_hand}
    others = {ref for event in events for ref in _refs(event)} - known.keys()
    return known | things.resolve(others, users[0])


def _refs(event: Event) -> Iterator[things.Ref]:
    if event.actor_ref:
        yield event.actor_ref
    if owner := _owner(event):
        yield owner
    if event.about_kind in NAMED_KINDS:
        yield event.about_ref


def _owner(event: Event) -> things.Ref | None:
    """Who owes from then on."""
    fact = {"duty.owed": "owner", "duty.handed_over": "to"}.get(event.verb)
    return ("user", event.facts[fact]) if fact else None


def _told(event: Event, stages: dict[int, str], seen: dict[things.Ref, things.Thing]) -> str:
    if event.verb == "application.moved":
        names = {name: stages.get(event.facts[f"{name}_stage"], "") for name in ("from", "to")}
        # Of a stage that was another job's, before a transfer, the number alone is known.
        return _("moved from %(from)s to %(to)s") % names if all(names.values()) else words.of(event)
    ref = _owner(event)
    owner = seen.get(ref) if ref else None
    if owner is None:
        return words.of(event)
    duty = {"name": owner.label, "duty": str(kinds.find(event.facts["kind"]).title)}
    if event.verb == "duty.owed":
        return _("gave %(name)s a duty: %(duty)s") % duty
    return _("handed a duty over to %(name)s: %(duty)s") % duty


def _who(event: Event, application: Application, seen: dict[things.Ref, things.Thing]) -> str:
    known = seen.get(event.actor_ref) if event.actor_ref else None
    others = {
        "candidate": str(application.candidate),
        "key": _("another system"),
        "user": _("somebody of the team"),
    }
    return known.label if known else others.get(event.actor_kind, "Anteroom")
