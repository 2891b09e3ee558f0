"""What is measured: each page and endpoint, the addresses it is asked by, its budget, and the floor below it."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from benchmarks import floors
from benchmarks.floors import Floor
from benchmarks.people import Person

PAGE, TYPED, SEARCH, BOARD = 100.0, 50.0, 200.0, 50.0
LOOKERS = ("all", "thousand", "four", "none")
SEEING = ("all", "thousand", "four")
Addresses = Callable[[Person], list[str]]


@dataclass(frozen=True)
class Ask:
    """A page as somebody asks for it. `budget`: p95 in milliseconds of server time; None where the design has none."""

    name: str
    addresses: Addresses
    floor: Floor
    budget: float | None = PAGE
    who: tuple[str, ...] = LOOKERS
    rest: bool = False
    fragment: bool = False


def at(address: str) -> Addresses:
    return lambda one: [address]


def typed(of: Callable[[Person], list[str]]) -> Addresses:
    return lambda one: [f"/palette/?q={quote(text)}" for text in of(one)]


def board_of(one: Person) -> list[str]:
    return [f"/jobs/{job}/" for job in one.boards]


PAGES = (
    Ask("desk", at("/"), floors.duties),
    Ask("jobs", at("/jobs/"), floors.jobs),
    Ask("jobs by words", at("/jobs/?q=engineer"), floors.jobs_by_words),
    Ask("board", board_of, floors.board, BOARD, SEEING),
    Ask("board, largest job", lambda one: [f"/jobs/{job}/" for job in one.largest], floors.largest_board, PAGE, SEEING),
    Ask("job as list", lambda one: [f"{page}?look=list" for page in board_of(one)], floors.job_as_list, PAGE, SEEING),
    Ask("candidates", at("/candidates/"), floors.candidates),
    Ask("candidates by activity", at("/candidates/?order=activity"), floors.candidates_by_activity),
    Ask("candidates by tag", at("/candidates/?tag=driving+licence+C"), floors.candidates_by_tag),
    Ask("candidate", lambda one: [f"/candidates/{id}/" for id in one.candidates], floors.candidate, PAGE, SEEING),
    Ask("timeline", lambda one: [f"/candidates/{id}/timeline/" for id in one.candidates], floors.timeline, PAGE,
        SEEING),
    Ask("application", lambda one: [f"/applications/{id}/" for id in one.applications], floors.application, PAGE,
        SEEING),
    Ask("messages", at("/messages/"), floors.messages),
    Ask("notifications", at("/notifications/"), floors.notifications),
    Ask("tracker", at("/tracker/"), floors.tracker),
    Ask("tracker by recruiter", at("/tracker/?look=recruiters"), floors.tracker),
    Ask("audit", at("/audit/"), floors.events, who=("auditor",)),
    Ask("audit of a person", lambda one: [f"/audit/?about=candidate&thing={id}" for id in range(3, 2000, 180)],
        floors.events_of_a_person, who=("auditor",)),
    Ask("people", at("/people/"), floors.users, who=("auditor",)),
)  # fmt: skip
SEARCHES = (
    Ask("palette, opened", at("/palette/"), floors.nothing, TYPED, fragment=True),
    Ask("name as you type", typed(lambda one: [last[:4] for _first, last in one.names]), floors.last_name, TYPED,
        fragment=True),
    Ask("both names as you type", typed(lambda one: [f"{first} {last[:3]}" for first, last in one.names]),
        floors.both_names, TYPED, fragment=True),
    Ask("two letters", typed(lambda one: ["an", "mu", "sa", "jo"]), floors.two_letters, TYPED, fragment=True),
    Ask("mail as you type", typed(lambda one: [mail[:9] for mail in one.mails]), floors.mail, TYPED, fragment=True),
    Ask("phone as you type", typed(lambda one: [phone[-6:] for phone in one.phones]), floors.phone, TYPED,
        fragment=True),
    Ask("short phone as you type", typed(lambda one: [phone[-4:] for phone in one.phones]), floors.short_phone, TYPED,
        fragment=True),
    Ask("words on Enter", lambda one: [f"/candidates/?q={quote(first)}+{quote(last)}" for first, last in one.names],
        floors.words, SEARCH),
    Ask("common name on Enter", lambda one: [f"/candidates/?q={quote(first)}" for first, _last in one.names],
        floors.common_name, SEARCH),
)  # fmt: skip
REST = (
    Ask("REST candidates", at("/api/v1/candidates"), floors.candidates_to_sync, rest=True),
    Ask("REST candidate", lambda one: [f"/api/v1/candidates/{id}" for id in one.candidates], floors.candidate, PAGE,
        SEEING, rest=True),
    Ask("REST applications", at("/api/v1/applications"), floors.applications_to_sync, rest=True),
    Ask("REST application", lambda one: [f"/api/v1/applications/{id}" for id in one.applications], floors.application,
        PAGE, SEEING, rest=True),
    Ask("REST jobs", at("/api/v1/jobs"), floors.jobs_to_sync, rest=True),
    Ask("REST messages", at("/api/v1/messages"), floors.messages_to_sync, rest=True),
    Ask("REST notes", at("/api/v1/notes"), floors.notes_to_sync, rest=True),
    Ask("REST search", lambda one: [f"/api/v1/search?q={quote(last[:4])}" for _first, last in one.names],
        floors.last_name, TYPED, rest=True),
    Ask("REST events", at("/api/v1/events"), floors.events, who=("auditor",), rest=True),
)  # fmt: skip
EVERY = (*PAGES, *SEARCHES, *REST)
