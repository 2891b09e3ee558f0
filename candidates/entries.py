"""What people of the team wrote about a person: notes and logged calls, put together for the page."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from accounts.models import User
from candidates.models import Candidate, Mention, Note
from candidates.panels import Topic

SHOWN = 100


def of(candidate: Candidate, user: User, topics: Iterable[Topic] = ()) -> dict[str, Any]:
    """The newest first, each with what it was about when it was written, in the words of `topics`."""
    known = {topic.ref: topic for topic in topics}
    notes = with_mentions(candidate.notes.readable_by(user)).select_related("author", "candidate__data_key")
    calls = candidate.activities.readable_by(user).select_related("author", "candidate__data_key")
    both: list[Any] = [*notes[:SHOWN], *calls[:SHOWN]]
    both.sort(key=lambda entry: entry.at, reverse=True)
    for entry in both:
        entry.candidate = candidate
        entry.is_mine = entry.author_id == user.pk
        topic = known.get(entry.about_ref)
        entry.topic = topic.label_at(entry.created_at) if topic else ""
    return {"entries": both[:SHOWN]}


def with_mentions(notes: "QuerySet[Note]") -> "QuerySet[Note]":
    """Each with `mention_list`: whom it names and how, in the same query."""
    named = Mention.objects.filter(note=OuterRef("pk")).order_by("pk")
    facts = JSONObject(user="user_id", said="said", name="user__name")
    return notes.annotate(mention_list=ArraySubquery(named.values(fact=facts)))
