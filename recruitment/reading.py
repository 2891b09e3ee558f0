"""What somebody of the hiring team reads of a candidate on a shortlist: no private notes, no adjustment, no pay."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Count, Q

from accounts.models import User
from candidates.models import Document, Note
from recruitment.forms.shortlist import AnswerForm
from recruitment.models import Answer, Application, ClosureReason, Shortlist, ShortlistAnswer, ShortlistItem
from recruitment.models.shortlist_item import answered_by, no_reasons

NOTES = 100
PageUrl = Callable[[ShortlistItem, Document, int], str]


@dataclass
class Card:
    """One candidate, as one reader sees them and answers."""

    item: ShortlistItem
    own: ShortlistAnswer | None
    form: AnswerForm
    url: str
    # Its page, for whoever is signed in.
    place: str = ""
    answers: list[Answer] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    resume: Document | None = None
    pages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def application(self) -> Application:
        return self.item.application

    @property
    def why(self) -> str:
        """For which answer the reason is being asked."""
        return str(self.form.data.get(self.form.add_prefix("answer"), "")) if self.form.errors else ""


@dataclass(frozen=True)
class Reading:
    """A shortlist before one reader."""

    shortlist: Shortlist
    user: User
    answer_url: Callable[[ShortlistItem], str]
    page_url: PageUrl
    place: Callable[[ShortlistItem], str] = lambda _item: ""

    def rows(self) -> "models.QuerySet[ShortlistItem]":
        """Those that the reader may see at all; a card that has gone to another job may be nothing to them."""
        seen = Application.objects.visible_to(self.user).order_by().values("pk")
        rows = self.shortlist.items.filter(application__in=seen)
        return rows.select_related("application__candidate__data_key", "application__stage", "shortlist")

    def cards(self, refused: tuple[ShortlistItem, AnswerForm] | None = None) -> list[Card]:
        """`refused` is a form that came back."""
        forms = {refused[0].pk: refused[1]} if refused else {}
        return self._filled(list(self.rows()), forms)

    def card(self, item: ShortlistItem, form: AnswerForm | None = None) -> Card:
        return self._filled([item], {item.pk: form} if form else {})[0]

    def _filled(self, items: list[ShortlistItem], forms: dict[int, AnswerForm]) -> list[Card]:
        """Six queries for any number of candidates."""
        own = {one.item_id: one for one in self._own(items)}
        reasons = list(no_reasons())
        cards = [self._card(item, own.get(item.pk), reasons, forms.get(item.pk)) for item in items]
        people = [card.application for card in cards]
        answers, notes, resumes = _answers(people), _notes(people, self.user), _resumes(people)
        for card in cards:
            card.answers = answers[card.item.application_id]
            card.notes = notes[card.application.candidate_id]
            card.resume = resumes.get(card.item.application_id)
            card.pages = self._pages(card)
        return cards

    def done(self) -> dict[str, int]:
        """How many of those who still stand are answered, and how many have gone since it was sent."""
        items = self.shortlist.items.with_standing().annotate(is_answered=answered_by(self.user))
        found = items.aggregate(
            count=Count("pk", filter=Q(stands_here=True)),
            answered=Count("pk", filter=Q(stands_here=True, is_answered=True)),
            gone=Count("pk", filter=Q(stands_here=False)),
        )
        return dict(found)

    def _own(self, items: Iterable[ShortlistItem]) -> Any:
        rows = ShortlistAnswer.objects.filter(item__in=items, user=self.user)
        return rows.select_related("reason", "item__application__candidate__data_key")

    def _card(
        self, item: ShortlistItem, own: ShortlistAnswer | None, reasons: list[ClosureReason], refused: AnswerForm | None
    ) -> Card:
        form = refused or form_for(item, own, reasons)
        return Card(item, own, form, self.answer_url(item), self.place(item))

    def _pages(self, card: Card) -> list[dict[str, Any]]:
        resume = card.resume
        pages = resume.page_list if resume else []
        return [page | {"url": self.page_url(card.item, resume, page["number"])} for page in pages] if resume else []


def form_for(
    item: ShortlistItem, own: ShortlistAnswer | None, reasons: list[ClosureReason], data: Any = None
) -> AnswerForm:
    said = {"seen": own.answer, "reason": own.reason_id, "words": own.words} if own else {"seen": ""}
    return AnswerForm(data, prefix=f"item-{item.pk}", initial=said, reasons=reasons)


def resume_of(application: Application, document: int) -> Document | None:
    """The document that stands on this application's card, if that is the one asked for."""
    found = _resumes([application]).get(application.pk)
    return found if found and found.pk == document else None


def _answers(applications: Iterable[Application]) -> defaultdict[int, list[Answer]]:
    found: defaultdict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.filter(application__in=applications).select_related(
        "application__candidate__data_key"
    ):
        found[answer.application_id].append(answer)
    return found


def _notes(applications: Iterable[Application], reader: User) -> defaultdict[int, list[Note]]:
    """The team's, none about another team's application. One's own private notes stand on the person's page alone."""
    people = [one.candidate_id for one in applications]
    found: defaultdict[int, list[Note]] = defaultdict(list)
    rows = Note.objects.readable_by(reader).filter(candidate__in=people, visibility=Note.Visibility.TEAM)
    for note in rows.select_related("author").order_by("-created_at", "-pk")[:NOTES]:
        found[note.candidate_id].append(note)
    return found


def _resumes(applications: Iterable[Application]) -> dict[int, Document]:
    """What came with the application, else the person's newest resume."""
    by_person: defaultdict[int, list[Document]] = defaultdict(list)
    ids = {one.pk: one.candidate_id for one in applications}
    came_with = Q(about_kind="application", about_id__in=ids)
    rows = Document.objects.filter(came_with | Q(kind="resume"), candidate__in=ids.values())
    for document in rows.with_pages().select_related("file").order_by("-created_at", "-pk"):
        by_person[document.candidate_id].append(document)
    found = {pk: _fitting(by_person[person], pk) for pk, person in ids.items()}
    return {pk: document for pk, document in found.items() if document}


def _fitting(documents: list[Document], application: int) -> Document | None:
    own = [one for one in documents if (one.about_kind, one.about_id) == ("application", application)]
    resumes = [one for one in own if one.kind == "resume"] or own
    others = [one for one in documents if one.kind == "resume"]
    return next(iter([*resumes, *others]), None)
