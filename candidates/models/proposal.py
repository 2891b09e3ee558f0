from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import audit
from accounts.models import User
from audit import Actor, things
from candidates import cleaning
from candidates.models.candidate import Candidate
from candidates.refusals import AlreadyDecided
from vault.fields import SealedTextField
from vault.models import Sealed

CONTACTS = ("email", "phone", "link")
LABELS = {
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "preferred_name": _("Preferred name"),
    "company": _("Works at"),
    "title": _("Title"),
    "city": _("City"),
    "country": _("Country"),
    "language": _("Language"),
    "time_zone": _("Time zone"),
    "source": _("Source"),
    "date_of_birth": _("Date of birth"),
    "street_address": _("Street address"),
    "national_id": _("National id"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "link": _("Link"),
}
FIELDS = frozenset(LABELS)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def make(
        self,
        candidate: Candidate,
        field: str,
        value: str,
        source: str,
        about: models.Model | things.Ref | None,
    ) -> "Proposal | None":
        if field not in FIELDS:
            raise TypeError(f"{field} is not a fact that can be proposed.")
        value = cleaning.prose(value) if field in Candidate.SEALED else cleaning.line(value)
        if not value or self._is_known(candidate, field, value):
            return None
        kind, id = things.ref(about) if about else ("", None)
        return self.create(
            candidate=candidate, field=field, value=value, source=source[:60], about_kind=kind, about_id=id
        )

    def _is_known(self, candidate: Candidate, field: str, value: str) -> bool:
        # Sealed values can't be compared in the database; open proposals of one person are few.
        waiting = (proposal.value for proposal in self.open().filter(candidate=candidate, field=field))
        return value in waiting or value in _facts(candidate, field, value)

    def open(self) -> "ProposalQuerySet":
        return self.filter(state=Proposal.State.OPEN)

    def visible_to(self, user: User) -> "ProposalQuerySet":
        people = Candidate.objects.visible_to(user).order_by().values("pk")
        return self.filter(candidate__in=people)


def _facts(candidate: Candidate, field: str, value: str) -> list[str]:
    """What is known of the field already, each where it equals `value` as `value` itself."""
    if field == "email":
        return [value] if candidate.emails.filter(key=cleaning.email_key(value)).exists() else []
    if field == "phone":
        return [value] if candidate.phones.filter(key=cleaning.phone_key(value, candidate.country)).exists() else []
    if field == "link":
        return list(candidate.links.values_list("value", flat=True))
    return [getattr(candidate, field)]


class Proposal(Sealed):
    """A fact from an untrusted door (careers form, mail, import) that a recruiter accepts field by field."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        DISMISSED = "dismissed", _("Dismissed")

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="proposals")
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    field = models.CharField(max_length=60)
    value = SealedTextField(label="candidates.proposal.value", data_key="candidate.data_key")
    source = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="proposal_about"),
            models.Index(fields=["updated_at", "id"], name="proposal_by_update"),
        ]

    def __str__(self) -> str:
        return self.field

    @property
    def label(self) -> str:
        """The field in the recruiter's words."""
        return str(LABELS[self.field])

    @transaction.atomic
    def accept(self, *, by: Actor) -> None:
        """Makes the fact the person's own, with the source it came from."""
        self._decide(self.State.ACCEPTED)
        if self.field in CONTACTS:
            add = getattr(self.candidate, f"add_{self.field}")
            add(self.value, source=self.source, by=by, confirmed=True)
        else:
            self.candidate.edit(by=by, **{self.field: self.value})
        audit.record("proposal.accepted", self.candidate, by=by, field=self.field)

    @transaction.atomic
    def dismiss(self, *, by: Actor) -> None:
        self._decide(self.State.DISMISSED)
        self.candidate.touch()
        audit.record("proposal.dismissed", self.candidate, by=by, field=self.field)

    def _decide(self, state: "Proposal.State") -> None:
        still_open = Proposal.objects.open().filter(pk=self.pk)
        # Two recruiters may press at once: the first decides.
        if not still_open.update(state=state, decided_at=audit.now()):
            raise AlreadyDecided(gettext("Somebody has decided on this already."))
        self.refresh_from_db(fields=["state", "decided_at"])
