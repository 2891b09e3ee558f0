from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import accounts
import audit
from accounts.models import User
from audit import Actor, things
from candidates import access, cleaning
from candidates.models.candidate import Candidate
from candidates.refusals import UnfitValue
from vault.fields import SealedTextField
from vault.models import Sealed


class NoteQuerySet(models.QuerySet["Note"]):
    def write(
        self, candidate: Candidate, author: User, body: str, visibility: str, about: models.Model | things.Ref | None
    ) -> "Note":
        if visibility not in Note.Visibility.values:
            raise UnfitValue(_("Please choose who may read the note."), field="visibility")
        kind, id = things.ref(about) if about else ("", None)
        note = Note(candidate=candidate, author=author, visibility=visibility, about_kind=kind, about_id=id)
        named = note.take(body)
        note.save(force_insert=True)
        note.mention(named)
        return note

    def visible_to(self, user: User) -> "NoteQuerySet":
        people = Candidate.objects.visible_to(user).order_by().values("pk")
        return self.readable_by(user).filter(candidate__in=people)

    def readable_by(self, user: User) -> "NoteQuerySet":
        """Of people whom `user` is known to see: the team's notes and the user's own, about what the user sees."""
        team = models.Q(visibility=Note.Visibility.TEAM)
        return self.filter(team | models.Q(author=user)).filter(access.in_sight(user))


class Note(Sealed):
    """What somebody of the team wrote about a person. A private note is its author's alone, and encrypted."""

    class Visibility(models.TextChoices):
        TEAM = "publicly_visible", gettext_lazy("Team")
        PRIVATE = "privately_visible", gettext_lazy("Only me")

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="notes")
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="notes")
    visibility = models.CharField(max_length=20, choices=Visibility.choices, default=Visibility.TEAM)
    body = models.TextField(blank=True)
    private_body = SealedTextField(label="candidates.note.private_body", data_key="candidate.data_key", blank=True)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="note_about"),
            models.Index(fields=["updated_at", "id"], name="note_by_update"),
        ]

    def __str__(self) -> str:
        return f"Note {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{reverse('candidates:candidate', args=[self.candidate_id])}#note-{self.pk}"

    @property
    def is_team(self) -> bool:
        return self.visibility == self.Visibility.TEAM

    @property
    def text(self) -> str:
        return self.body if self.is_team else self.private_body

    @property
    def at(self) -> object:
        """When it stands among notes and calls."""
        return self.created_at

    @property
    def about_ref(self) -> things.Ref | None:
        return None if self.about_id is None else (self.about_kind, self.about_id)

    @property
    def timelines(self) -> list[models.Model | things.Ref]:
        """Where what happens to it stands: a private note is its author's alone, on no timeline but its own."""
        if not self.is_team:
            return []
        return [self.candidate, *([self.about_ref] if self.about_ref else [])]

    def take(self, body: str) -> list[User]:
        """Puts the words on this object, without saving; gives whom they name, all of whom may read them."""
        from candidates import mentions

        body = cleaning.prose(body)
        if not body:
            raise UnfitValue(_("An empty note says nothing: please write something."), field="body")
        if self.is_team:
            self.body = body
        else:
            self.private_body = body
        named = mentions.named_in(body)
        mentions.refuse_strangers(self, named)
        return mentions.readers(self, named)

    def mention(self, named: Iterable[User]) -> list[int]:
        """Keeps whom the words name now; gives the ids of those who were not named before."""
        from candidates.models.mention import Mention

        users = {user.pk: user for user in named}
        self.mentions.exclude(user__in=users).delete()
        known = set(self.mentions.values_list("user_id", flat=True))
        fresh = [Mention(note=self, user=user, said=user.name) for pk, user in users.items() if pk not in known]
        Mention.objects.bulk_create(fresh)
        return [mention.user_id for mention in fresh]

    @transaction.atomic
    def edit(self, body: str, *, by: Actor) -> None:
        """The author's other words. Only who is named for the first time is told."""
        self.require_author(by)
        before = self.text
        named = self.take(body)
        if self.text == before:
            return
        self.edited_at = audit.now()
        self.save(update_fields=["body", "private_body", "edited_at"])
        fresh = self.mention(named)
        self.candidate.touch()
        audit.record("note.edited", self, by=by, on=self.timelines)
        self.tell(fresh, by=by)

    @transaction.atomic
    def remove(self, *, by: Actor) -> None:
        self.require_author(by)
        audit.record("note.removed", self, by=by, on=self.timelines)
        self.delete()
        self.candidate.touch()

    def tell(self, users: Iterable[int], *, by: Actor) -> None:
        ids = [pk for pk in users if pk != self.author_id]
        if ids:
            audit.record("note.mentioned", self, by=by, on=self.timelines, users=ids)

    def require_author(self, by: Actor) -> None:
        if accounts.person(by) != self.author:
            raise PermissionDenied(_("Only who wrote a note changes it."))


class TagQuerySet(models.QuerySet["Tag"]):
    def named(self, name: str) -> "Tag":
        """The tag of that name, whatever its case; made if there is none."""
        name = cleaning.line(name)
        if not name or len(name) > 60:
            raise UnfitValue(_("A tag is a word or two, at most 60 characters."), field="tag")
        return self.filter(name__iexact=name).first() or self.get_or_create(name=name)[0]

    def visible_to(self, user: User) -> "TagQuerySet":
        """A word says something of the people who have it: only words on people whom `user` may see."""
        return self.filter(models.Exists(Candidate.objects.visible_to(user).filter(tags=models.OuterRef("pk"))))


class Tag(models.Model):
    """A word by which recruiters group people."""

    name = models.CharField(max_length=60, unique=True)
    candidates = models.ManyToManyField(Candidate, related_name="tags", blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["updated_at", "id"], name="tag_by_update")]

    def __str__(self) -> str:
        return self.name
