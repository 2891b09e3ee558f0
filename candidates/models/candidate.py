from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import accounts
import audit
from accounts.access import WORDS
from accounts.models import User
from audit import Actor, things
from candidates import access, cleaning
from candidates.models.people import CandidateQuerySet
from candidates.refusals import AuthorMissing, NameMissing, UnfitValue
from vault.fields import SealedTextField
from vault.models import DataKey, Sealed, StoredFile

if TYPE_CHECKING:
    from django.core.files.base import File

    from candidates.models.activity import Activity
    from candidates.models.contact import EmailAddress, Link, PhoneNumber
    from candidates.models.document import Document
    from candidates.models.note import Note, Tag
    from candidates.models.proposal import Proposal

NOT_HERE = gettext_lazy(
    "You may %(what)s only where you work on one of their applications, or where the record is yours."
)


class Candidate(Sealed):
    """A person whom the company may hire: one record, however often they apply."""

    first_name = models.CharField(max_length=120)
    last_name = models.CharField(max_length=120, blank=True)
    preferred_name = models.CharField(max_length=120, blank=True)
    # Names are sorted by this stored key, never by collation: "Müller" beside "Muller".
    sort_name = models.CharField(max_length=250, editable=False, db_collation="C")
    # All names folded, each word after a space: a search of two letters starts at a word.
    search_name = models.TextField(editable=False, db_collation="C")
    company = models.CharField(max_length=150, blank=True)
    title = models.CharField(max_length=150, blank=True)
    city = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=120, blank=True)
    private = models.BooleanField(default=False)
    can_email = models.BooleanField(default=True)
    owner = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="candidates")
    data_key = models.OneToOneField(DataKey, models.PROTECT)
    date_of_birth = SealedTextField(label="candidates.candidate.date_of_birth", data_key="data_key", blank=True)
    street_address = SealedTextField(label="candidates.candidate.street_address", data_key="data_key", blank=True)
    national_id = SealedTextField(label="candidates.candidate.national_id", data_key="data_key", blank=True)
    last_activity_at = models.DateTimeField(default=audit.now)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    # What a person of the team, or an accepted proposal, may set.
    NAMES = ("first_name", "last_name", "preferred_name")
    PLAIN = (*NAMES, "company", "title", "city", "country", "language", "time_zone", "source")
    SEALED = ("date_of_birth", "street_address", "national_id")
    FACTS = (*PLAIN, *SEALED, "private", "can_email", "owner")

    objects = CandidateQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["sort_name", "id"], name="candidate_by_name"),
            models.Index(fields=["updated_at", "id"], name="candidate_by_update"),
            models.Index(fields=["-last_activity_at", "-id"], name="candidate_by_activity"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("candidates:candidate", args=[self.pk])

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def is_open_to(self, user: User, right: str) -> bool:
        """Whether `user`, who sees this person, may do with them what the right says."""
        return Candidate.objects.filter(access.holding(user, right), pk=self.pk).exists()

    def require(self, user: User, right: str) -> None:
        """Raises PermissionDenied with a sentence for the person."""
        user.require(right)
        if not self.is_open_to(user, right):
            raise PermissionDenied(NOT_HERE % {"what": WORDS[right]})

    def take(self, **facts: Any) -> list[str]:
        """Puts cleaned facts on this object, without saving; gives the names of the fields that differ."""
        cleaned = {name: self._fit(name, value) for name, value in facts.items()}
        changed = [name for name, value in cleaned.items() if getattr(self, name) != value]
        for name in changed:
            setattr(self, name, cleaned[name])
        if not self.full_name:
            # Candidates read this.
            raise NameMissing(_("A person needs a name: please type at least one."), field="first_name")
        self.sort_name = cleaning.sort_key(self.last_name, self.first_name)
        self.search_name = " " + cleaning.fold(f"{self.first_name} {self.last_name} {self.preferred_name}")
        return changed

    def _fit(self, name: str, value: Any) -> Any:
        if name not in self.FACTS:
            raise TypeError(f"{name} is not a fact of a candidate.")
        field = self._meta.get_field(name)
        if not isinstance(value, str):
            return value
        value = cleaning.prose(value) if name in self.SEALED else cleaning.line(value)
        limit = getattr(field, "max_length", None)
        if limit and len(value) > limit:
            # Candidates read this.
            raise UnfitValue(_("Please use at most %(limit)s characters.") % {"limit": limit}, field=name)
        return value

    @transaction.atomic
    def edit(self, *, by: Actor, **facts: Any) -> None:
        changed = self.take(**facts)
        if not changed:
            return
        self.last_activity_at = audit.now()
        self.save(update_fields=[*changed, "sort_name", "search_name", "last_activity_at"])
        audit.record("candidate.edited", self, by=by, fields=changed)

    def touch(self) -> None:
        """Something of the person has changed: the row's update stamp follows by trigger."""
        self.last_activity_at = audit.now()
        self.save(update_fields=["last_activity_at"])

    def add_email(
        self, value: str, type: str = "personal", source: str = "recruiter", *, by: Actor, confirmed: bool = False
    ) -> "EmailAddress":
        """The address as a fact of this person; one that is known already is given back, confirmed if it now is."""
        from candidates.models.contact import EmailAddress

        fact: EmailAddress = EmailAddress.objects.keep(
            self, value, type=type, source=source, by=by, confirmed=confirmed
        )
        return fact

    def add_phone(
        self,
        value: str,
        type: str = "",
        source: str = "recruiter",
        *,
        by: Actor,
        country: str = "",
        confirmed: bool = False,
    ) -> "PhoneNumber":
        """A number without a prefix is read as one of `country`, the person's country, or that of `by`'s office.
        Without `type` the number itself says whether it is a mobile's."""
        from candidates.models.contact import PhoneNumber

        where = country or self.country or _country_of(by)
        fact: PhoneNumber = PhoneNumber.objects.keep(
            self, value, type=type, source=source, by=by, confirmed=confirmed, country=where
        )
        return fact

    def add_link(
        self, value: str, type: str = "other", source: str = "recruiter", *, by: Actor, confirmed: bool = False
    ) -> "Link":
        from candidates.models.contact import Link

        fact: Link = Link.objects.keep(self, value, type=type, source=source, by=by, confirmed=confirmed)
        return fact

    @transaction.atomic
    def write_note(
        self,
        body: str,
        visibility: str = "publicly_visible",
        *,
        by: Actor,
        about: models.Model | things.Ref | None = None,
    ) -> "Note":
        from candidates.models.note import Note

        note = Note.objects.write(self, author_of(by), body, visibility, about)
        self.touch()
        audit.record("note.written", note, by=by, on=note.timelines)
        note.tell(note.mentions.values_list("user_id", flat=True), by=by)
        return note

    @transaction.atomic
    def log(
        self,
        kind: str,
        outcome: str,
        body: str = "",
        *,
        by: Actor,
        at: datetime | None = None,
        about: models.Model | things.Ref | None = None,
    ) -> "Activity":
        """A call, a mail or a meeting that took place outside; `at` is when, by default now."""
        from candidates.models.activity import Activity

        activity = Activity.objects.log(self, author_of(by), kind, outcome, body, at or audit.now(), about)
        self.touch()
        audit.record("activity.logged", activity, by=by, on=activity.timelines, kind=kind, outcome=outcome)
        return activity

    def add_document(
        self,
        upload: "File[Any] | StoredFile",
        kind: str = "resume",
        source: str = "recruiter",
        *,
        by: Actor,
        about: models.Model | things.Ref | None = None,
    ) -> "Document":
        """The file passes the gate first, which may refuse it; its pages are made later, in the background."""
        from candidates.models.document import Document

        # No file is written inside a transaction of ours: the gate is done before the row begins.
        file = upload if isinstance(upload, StoredFile) else StoredFile.objects.receive(upload, data_key=self.data_key)
        with transaction.atomic():
            document = Document.objects.keep(self, file, kind, source, about)
            self.touch()
            audit.record("document.added", document, by=by, on=[self, *([about] if about else [])], kind=kind)
        return document

    @transaction.atomic
    def tag(self, name: str, *, by: Actor) -> "Tag":
        from candidates.models.note import Tag

        tag = Tag.objects.named(name)
        if not self.tags.filter(pk=tag.pk).exists():
            self.tags.add(tag)
            self.touch()
            audit.record("candidate.tagged", self, by=by, tag=tag.pk)
        return tag

    @transaction.atomic
    def untag(self, tag: "Tag", *, by: Actor) -> None:
        self.tags.remove(tag)
        self.touch()
        audit.record("candidate.untagged", self, by=by, tag=tag.pk)

    def propose(
        self, field: str, value: str, source: str, about: models.Model | things.Ref | None = None
    ) -> "Proposal | None":
        """A fact that came by an untrusted door; None where it says nothing new. Nothing of the person changes."""
        from candidates.models.proposal import Proposal

        return Proposal.objects.make(self, field, value, source, about)

    def set_owner(self, owner: User | None, *, by: Actor) -> None:
        self.edit(owner=owner, by=by)


def author_of(by: Actor) -> User:
    author = accounts.person(by)
    if author is None:
        raise AuthorMissing(_("Only a person of the company writes notes."))
    return author


def _country_of(by: Actor) -> str:
    person = accounts.person(by)
    return person.office.country if person and person.office else ""


def check(validate: Any, value: str, sentence: str, field: str) -> None:
    """Django's validator as a refusal with our sentence."""
    try:
        validate(value)
    except ValidationError:
        raise UnfitValue(sentence, field=field) from None
