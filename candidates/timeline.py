"""What happened to a person, in words. Higher apps register the words of their own verbs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from audit import Event, things
from audit.models import EventThing
from candidates import access
from candidates.models import Candidate

if TYPE_CHECKING:
    from accounts.gate import Request
    from audit.models.event import EventQuerySet

LONGEST = 100
PAGE = 40
# Of these one sees as much as of the person; private notes stand on no person's timeline.
OWN_KINDS = frozenset({"candidate", "note", "document", "activity"})
# Named by what they are called, behind the words.
NAMED_KINDS = frozenset({"message"})
Words = Callable[[Event], str]

_kinds: dict[str, str | Promise] = {}
# One act can leave two events in the log; a timeline tells it in one line.
_folded: set[str] = set()


def register_kind(kind: str, label: str | Promise) -> None:
    """Makes happenings of things of this kind one of the choices of the timeline's filter."""
    _kinds[kind] = label


def fold(verb: str) -> None:
    """An event of this verb has no line of its own: that of another about the same thing, always there, tells it."""
    _folded.add(verb)


def told(events: "EventQuerySet") -> "EventQuerySet":
    """Those that have a line, each with `folded`: the verbs that this line tells beside its own."""
    same = Event.objects.filter(about_kind=OuterRef("about_kind"), about_id=OuterRef("about_id"), verb__in=_folded)
    beside = ArraySubquery(same.order_by("pk").values("verb"))
    return events.exclude(verb__in=_folded).annotate(folded=beside)


class Vocabulary:
    def __init__(self) -> None:
        self._words: dict[str, Words] = {}

    def register(self, verb: str, words: Words) -> None:
        """`words` makes a sentence of an event from its facts alone, without a query."""
        self._words[verb] = words

    def of(self, event: Event) -> str:
        return self._words[event.verb](event) if event.verb in self._words else event.words


words = Vocabulary()


@dataclass(frozen=True)
class Moment:
    at: datetime
    who: str
    words: str
    url: str
    # What the words end with where a page of its own stands behind it: the subject of a mail.
    thing: str = ""


@dataclass(frozen=True)
class Filters:
    """What the address says of the timeline; what makes no sense there filters nothing."""

    kind: str = ""
    topic: str = ""
    mine: bool = False
    before: int | None = None

    @classmethod
    def of(cls, request: "Request") -> "Filters":
        asked = request.GET
        before = asked.get("before", "")
        return cls(
            asked.get("happened", "") if asked.get("happened") in _kinds else "",
            asked.get("about", ""),
            bool(asked.get("mine")),
            int(before) if before.isdecimal() and len(before) < 19 else None,
        )

    @property
    def kinds(self) -> list[tuple[str, str | Promise]]:
        return list(_kinds.items())

    @property
    def query(self) -> str:
        """As it stands in the address, without the place where a page ends."""
        asked = QueryDict(mutable=True)
        given = {"happened": self.kind, "about": self.topic, "mine": "on" if self.mine else ""}
        asked.update({name: value for name, value in given.items() if value})
        return asked.urlencode()

    @property
    def is_narrow(self) -> bool:
        return bool(self.kind or self.topic or self.mine)

    def narrow(self, events: "EventQuerySet", user: User) -> "EventQuerySet":
        from candidates.panels import ref_of

        if self.kind:
            events = events.filter(about_kind=self.kind)
        if ref := ref_of(self.topic):
            events = events.filter(Exists(_named(events, kind=ref[0], thing_id=ref[1])))
        if self.mine:
            events = events.filter(actor_kind="user", actor_id=user.pk)
        return events.filter(pk__lt=self.before) if self.before else events


@dataclass
class Page:
    moments: list[Moment] = field(default_factory=list)
    # Older ones come before this event.
    older: int | None = None


def of(candidate: Candidate, user: User, filters: Filters | None = None) -> Page:
    """Newest first. What happened to things that `user` may not see is left out: a page may show fewer for it."""
    asked = told((Filters() if filters is None else filters).narrow(Event.objects.about(candidate), user))
    events: list[Any] = list(asked.annotate(topic_list=_topics_of(asked))[: PAGE + 1])
    shown = events[:PAGE]
    refs = {ref for event in shown for ref in _refs(event)}
    seen = things.resolve(refs, user)
    moments = list(_moments(shown, seen, candidate))
    return Page(moments, shown[-1].pk if len(events) > PAGE else None)


def _named(events: "EventQuerySet", **thing: Any) -> Any:
    return EventThing.objects.filter(event=OuterRef("pk"), **thing)


def _topics_of(events: "EventQuerySet") -> ArraySubquery:
    """The applications and the like on whose timelines the event stands too."""
    named = _named(events, kind__in=access.topics())
    return ArraySubquery(named.values(ref=JSONObject(kind="kind", id="thing_id")))


def _refs(event: Any) -> set[things.Ref]:
    refs = {(topic["kind"], topic["id"]) for topic in event.topic_list}
    if event.about_kind not in OWN_KINDS:
        refs.add(event.about_ref)
    return refs | {event.actor_ref} if event.actor_ref else refs


def _moments(events: Iterable[Any], seen: dict[things.Ref, things.Thing], candidate: Candidate) -> Iterable[Moment]:
    for event in events:
        if not _is_seen(event, seen):
            continue
        thing = seen.get(event.about_ref)
        named = thing.label if thing and thing.kind in NAMED_KINDS else ""
        yield Moment(event.at, _who(event, seen, candidate), words.of(event), thing.url if thing else "", named)


def _is_seen(event: Any, seen: dict[things.Ref, things.Thing]) -> bool:
    """A note about an application of another team is nothing to whoever sees the person alone."""
    is_own = event.about_kind in OWN_KINDS or event.about_ref in seen
    return is_own and all((topic["kind"], topic["id"]) in seen for topic in event.topic_list)


def _who(event: Event, seen: dict[things.Ref, things.Thing], candidate: Candidate) -> str:
    thing = seen.get(event.actor_ref) if event.actor_ref else None
    others = {"candidate": str(candidate), "key": _("another system"), "user": _("somebody of the team")}
    return thing.label if thing else others.get(event.actor_kind, "Anteroom")
