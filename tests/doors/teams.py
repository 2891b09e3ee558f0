"""Two teams, each with a word of its own in all that is theirs, and every place where one may look for the other's."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.urls import reverse
from pypdfium2 import PdfDocument

import communications
import desk
from accounts import lists
from accounts.models import ApiKey, User
from audit import live, things
from candidates.models import Candidate
from desk.models import SavedView
from recruitment import gates
from recruitment.models import Application, Job, JobPost, Requisition, Shortlist, StageCheck, StageTemplate
from tests.doors.asking import arguments, urls
from tests.doors.house import House, documented

UNKNOWN = 999_999_999
# Open to whoever has the link: that is what they are for.
BY_LINK = {
    "recruitment:shortlist-link",
    "recruitment:shortlist-link-page",
    "careers:status",
    "careers:confirmation",
    "careers:withdrawal",
    "demo:removing",
    "accounts:invitation",
}
WALKED = {"desk", "recruitment", "candidates", "communications", "accounts", "company", "audit", "careers"}
PAIRS = [("rosa", "otto"), ("otto", "rosa")]


@dataclass
class Team:
    """A recruiter, the word that stands in all that is theirs, and a house of it."""

    name: str
    recruiter: User
    house: House

    @property
    def word(self) -> str:
        return f"xylo{self.name}"

    @property
    def hidden(self) -> re.Pattern[str]:
        return re.compile(self.word, re.IGNORECASE)


def jobbed(word: str, user: User, department: Any, company: Any, **more: Any) -> Job:
    where = {"entity": company.entity, "brand": company.brand, "office": company.office, "place": company.place}
    template = StageTemplate.objects.get(name="Short")
    job = Job.objects.create_from(
        name=f"{word} job",
        department=department,
        recruiter=user,
        template=template,
        by=user,
        notes=word,
        **where,
        **more,
    )
    job.add_stage(name=f"{word} stage", what=word, who=word, within=word, finished=word, by=user)
    JobPost.objects.write(job, title=f"{word} Stelle", content=word, language="de", by=user)
    return job


def applied(word: str, job: Job, user: User) -> Application:
    facts = {"title": word, "company": word, "city": word, "source": word, "preferred_name": word}
    candidate = Candidate.objects.add(word, f"{word}son", email=f"{word}@mail.example", by=user, **facts)
    candidate.add_phone("+49 151 23456789", by=user)
    candidate.add_link(f"https://{word}.example/", by=user)
    candidate.tag(f"{word} tag", by=user)
    candidate.write_note(f"{word} note", by=user)
    candidate.propose("city", f"{word} town", source="form")
    # The names of sources are everybody's who recruits: no word of one team.
    return Application.objects.add(candidate=candidate, job=job, source="LinkedIn", by=user)


def written(word: str, house: House, user: User) -> None:
    one = house.application
    documented(house.ada, one, by=user, text=f"{word} resume")
    communications.write(subject=f"{word} subject", body=word, to=f"{word}@mail.example", name=word, about=one, by=user)
    house.ada.log("call", "reached", f"{word} call", by=user)
    SavedView.objects.filter(pk=house.view.pk).update(name=f"{word} view")
    Shortlist.objects.filter(pk=house.shortlist.pk).update(message=word)
    house.shortlist.items.get().answer("discuss", words=word, by=user)
    desk.owe("application.review", owner=user, about=one, title=f"{word} duty", by=user)
    said = dict.fromkeys(("title", "must_haves", "reason", "question", "refusal", "budget_code"), word)
    Requisition.objects.filter(pk=house.requisition.pk).update(**said)
    house.job.openings.update(reason=word)
    decided(word, house)
    ApiKey.objects.filter(pk=house.key.pk).update(name=f"{word} key")
    house.job.posts.get(language="de").ask(label=f"{word}?", answer_type="long_text", by=user)


def decided(word: str, house: House) -> None:
    """In what is asked of approvers, and in what is offered."""
    gated, offer = house.gated, house.offer
    StageCheck.objects.filter(pk=gated.check.pk).update(words=word)
    gates.advise(house.application, gated.stage, "yes", words=word, by=house.rosa)
    offer.title, offer.pay = word, {**offer.pay, "bonus": word, "equity": word}
    offer.save(update_fields=["title", "pay"])


def addresses(house: House, *, rest: bool) -> Iterator[str]:
    """Every URL that can be read: about the things of this house, and those about nothing."""
    places = arguments(house)
    for name, needed in urls().items():
        app = name.partition(":")[0]
        if name in BY_LINK or (app == "api") is not rest or (not rest and app not in WALKED):
            continue
        fitting = [key for key in places if name.startswith(key) and needed <= set(places[key])]
        kwargs = places[max(fitting, key=len)] if needed else {}
        yield reverse(name, kwargs={argument: kwargs[argument] for argument in needed})


def searches(house: House) -> Iterator[str]:
    """By a part of the word that both teams share, so that an echo of the question is no find."""
    one, ada, job = house.application.pk, house.ada.pk, house.job.pk
    yield from known_lists(house)
    yield from ("/palette/?q=xylo", f"/palette/?q={job}", "/palette/?q=mail.example", f"/palette/?q={ada}")
    yield from ("/tracker/?look=recruiters", "/tracker/xlsx/?look=recruiters", f"/tracker/?q={job}")
    yield from (f"/candidates/{ada}/colleagues/?q=x", f"/candidates/{ada}/colleagues/?about=application.{one}")
    yield f"/candidates/{ada}/timeline/?kind=notes"
    yield from ("/candidates/?q=xylo", "/candidates/?q=mail.example&order=activity", "/lists/candidates/csv/?q=xylo")
    yield from (
        "/candidates/tags/?tag=xylo",
        f"/candidates/known/?email={ada}",
        "/candidates/known/?email=@mail.example",
    )
    yield from ("/requisitions/?q=xylo&state=all", "/requisitions/?mine=on&state=all")
    yield from ("/jobs/?q=xylo&status=all", "/jobs/?mine=on&status=all", f"/messages/?candidate={ada}")
    yield from (f"/messages/new/?about_kind=application&about_id={one}", f"/candidates/{ada}/?document=1")
    yield f"/messages/words/?about_kind=candidate&about_id={ada}&template={house.template.pk}"
    yield from (f"/jobs/{job}/?look=list", f"/applications/{one}/rejection/preview/?template={house.template.pk}")


def known_lists(house: House) -> Iterator[str]:
    """Each list as its page and as its file, whichever app has it."""
    for listing in lists.known().values():
        within = house.job.pk if listing.within else None
        yield from (listing.address("q=xylo", within), listing.file_address("", within))


def rest_searches(house: House) -> Iterator[str]:
    for resource in ("applications", "notes", "attachments", "messages"):
        yield f"/api/v1/{resource}?candidate_id={house.ada.pk}"
    yield f"/api/v1/shortlist_answers?item__shortlist_id={house.shortlist.pk}"
    yield f"/api/v1/shortlist_items?shortlist_id={house.shortlist.pk}"
    for resource in ("applications", "job_posts", "openings", "job_interview_stages", "shortlists", "job_versions"):
        yield f"/api/v1/{resource}?job_id={house.job.pk}"
    yield f"/api/v1/messages?about_kind=application&about_id={house.application.pk}"
    yield f"/api/v1/application_stages?application_id={house.application.pk}"
    yield "/api/v1/candidates?updated_since=2000-01-01T00:00:00.000Z"
    yield f"/api/v1/candidates?email={house.ada.emails.get().key}"
    yield f"/api/v1/candidates?tag={house.ada.tags.get().name}"


def text_of(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{unpacked(body)} {answer.headers}"


def unpacked(body: bytes) -> str:
    """Also what a spreadsheet or a PDF keeps compressed."""
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as packed:
            return " ".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    if body.startswith(b"%PDF"):
        with closing(PdfDocument(body)) as document:
            # Long words are broken over lines.
            return re.sub(r"\s+", "", "".join(page.get_textpage().get_text_bounded() for page in document))
    return body.decode(errors="replace")


def told_by(fetch: Callable[[str], Any], asked: Iterable[str]) -> dict[str, str]:
    """What each address answers, the address itself not counted."""
    return {address: text_of(fetch(address)).replace(address, "") for address in asked}


def having(word: re.Pattern[str], told: dict[str, str]) -> list[str]:
    return [address for address, text in told.items() if word.search(text)]


def listened_to(told: dict[str, str]) -> set[things.Ref]:
    """What these pages want to hear of."""
    topics = [live.opened(token) for text in told.values() for token in re.findall(r'data-live="([^"]+)"', text)]
    return {(topic.kind, topic.id) for topic in topics}


def found_in(fetch: Callable[[str], Any], asked: Iterable[str], hidden: re.Pattern[str]) -> list[str]:
    """The addresses whose answer has the word."""
    return having(hidden, told_by(fetch, asked))
