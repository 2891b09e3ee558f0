from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import JSONObject, Now
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from accounts.models import User
from candidates.models import Candidate
from company.models import PlaceOfWork
from recruitment import money
from recruitment.models.application import Application
from recruitment.models.job import Job
from recruitment.models.offer_letter_template import OfferLetterTemplate
from recruitment.models.signatory import Signatory
from recruitment.refusals import OfferClosed
from vault.fields import SealedJSONField, SealedTextField
from vault.models import Sealed, StoredFile

# Of these an application has one at most; the database sees to it.
LIVE = ("draft", "approval", "approved", "signed", "sent", "accepted")
# Still ours to change; what was signed or sent is superseded by a new version instead.
CHANGEABLE = ("draft", "approval", "approved")


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, user: User) -> Self:
        """Those of applications that one sees where one may see offers, and those that one is to sign oneself."""
        from recruitment import access

        jobs = Job.objects.open_to(user, "offers.view").order_by().values("pk")
        seen = Q(
            application__in=Application.objects.visible_to(user).order_by().values("pk"), application__job__in=jobs
        )
        signs = Q(signatory__user=user, status__in=Offer.SIGNERS)
        return self.filter(seen | (signs & access.known_to(user, "application__")))

    def live(self) -> Self:
        return self.filter(status__in=LIVE)

    def answerable(self) -> Self:
        """What a candidate may say yes or no to now."""
        return self.filter(status=Offer.Status.SENT, expires_at__gte=audit.now())

    def out_of_time(self) -> Self:
        return self.filter(status=Offer.Status.SENT, expires_at__lt=audit.now())

    def newest_of(self, application: Any) -> Any:
        """What its page shows of the newest one, as a subquery of the application's own."""
        shown = JSONObject(pk="pk", title="title", status="status", expires_at="expires_at")
        return self.filter(application=application).order_by("-version").values(shown=shown)[:1]

    def held(self, offer: "Offer") -> "Offer":
        """Locked for a change, its application first: whoever locks both does it in this order."""
        Application.objects.select_for_update(of=("self",), no_key=True).get(pk=offer.application_id)
        return self.with_names().select_for_update(of=("self",), no_key=True).get(pk=offer.pk)

    def with_names(self) -> Self:
        return self.select_related(
            "application__candidate__data_key", "application__job__entity", "application__job__brand",
            "application__job__office", "application__job__department", "application__job__recruiter",
            "application__stage", "place", "template", "signatory__user", "made_by",
        )  # fmt: skip


class Offer(Sealed):
    """What we offer a candidate, in one version: a work, its terms and its pay, until when it stands."""

    class Status(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Draft")
        APPROVAL = "approval", gettext_lazy("Waiting for approval")
        APPROVED = "approved", gettext_lazy("Approved")
        SIGNED = "signed", gettext_lazy("Signed")
        SENT = "sent", gettext_lazy("Sent")
        ACCEPTED = "accepted", gettext_lazy("Accepted")
        DECLINED = "declined", gettext_lazy("Declined")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")
        EXPIRED = "expired", gettext_lazy("Expired")
        SUPERSEDED = "superseded", gettext_lazy("Replaced")

    class Employment(models.TextChoices):
        # Candidates read this.
        PERMANENT = "permanent", gettext_lazy("Permanent")
        # Candidates read this.
        FIXED_TERM = "fixed_term", gettext_lazy("Fixed term")
        # Candidates read this.
        APPRENTICE = "apprentice", gettext_lazy("Apprenticeship")
        # Candidates read this.
        INTERN = "intern", gettext_lazy("Internship")
        # Candidates read this.
        STUDENT = "student", gettext_lazy("Working student")

    # From when on its signatory has it before them, wherever they work.
    SIGNERS: ClassVar[tuple[str, ...]] = ("approved", "signed", "sent", "accepted")

    application = models.ForeignKey(Application, models.CASCADE, related_name="offers")
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="offers_made")
    title = models.CharField(max_length=160)
    # {"amount": "72000.00", "currency": "EUR", "period": "year", "bonus": "…", "equity": "…", "benefits": "…"}
    pay = SealedJSONField(label="recruitment.offer.pay", data_key="application.candidate.data_key", default=dict)
    start_on = models.DateField(null=True, blank=True)
    employment = models.CharField(max_length=12, choices=Employment.choices, default=Employment.PERMANENT)
    hours_a_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    fixed_until = models.DateField(null=True, blank=True)
    place = models.ForeignKey(PlaceOfWork, models.PROTECT)
    # It stands to the end of this day in this zone; the moment itself is kept beside them.
    expires_on = models.DateField(null=True, blank=True)
    expires_zone = models.CharField(max_length=64)
    expires_at = models.DateTimeField(null=True, blank=True)
    template = models.ForeignKey(OfferLetterTemplate, models.PROTECT, null=True, blank=True)
    signatory = models.ForeignKey(Signatory, models.PROTECT, null=True, blank=True, related_name="offers")
    # What the signatory read and signed, and the letter with the signature: that is what the candidate answers.
    unsigned = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    signed_sha256 = models.CharField(max_length=64, blank=True)
    letter = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    letter_sha256 = models.CharField(max_length=64, blank=True)
    signed_name = models.CharField(max_length=160, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    # When it came to its end, whichever that was; why it was withdrawn.
    resolved_at = models.DateTimeField(null=True, blank=True)
    reason = SealedTextField(label="recruitment.offer.reason", data_key="application.candidate.data_key", blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    # Only on rows of the file of the list: who reads it.
    reader: User

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["-version", "-id"]
        indexes = [
            models.Index(fields=["updated_at", "id"], name="offer_by_update"),
            models.Index(fields=["-created_at", "-id"], name="offer_newest"),
            models.Index(fields=["expires_at"], condition=Q(status="sent"), name="offer_runs"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["application", "version"], name="offer_version_once"),
            models.UniqueConstraint(fields=["application"], condition=Q(status__in=LIVE), name="one_live_offer"),
            models.CheckConstraint(
                condition=~Q(status__in=["sent", "accepted"]) | ~Q(letter=None) & ~Q(expires_at=None),
                name="sent_offer_has_its_letter",
            ),
        ]

    def __str__(self) -> str:
        return _("Offer %(version)s for %(application)s") % {"version": self.version, "application": self.application}

    @property
    def candidate(self) -> Candidate:
        return self.application.candidate

    @property
    def job(self) -> Job:
        return self.application.job

    @property
    def hours(self) -> str:
        """A week's, as the language writes numbers: 40, 37.5."""
        return number_format(money.plain(self.hours_a_week)) if self.hours_a_week else ""

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    @property
    def is_changeable(self) -> bool:
        return self.status in CHANGEABLE

    @property
    def is_out_of_time(self) -> bool:
        return self.expires_at is not None and self.expires_at < audit.now()

    def pay_open_to(self, user: User) -> bool:
        """Also to whoever signs it: nobody signs what they can't read."""
        signs = self.signatory is not None and self.signatory.user_id == user.pk and self.status in self.SIGNERS
        return signs or user.may("offers.pay", self.job)

    def turn(self, status: str, *, since: tuple[str, ...], **stamps: Any) -> None:
        """Compare and set: of two who act on it at once only the first may; the other reads what it is by now."""
        if not Offer.objects.filter(pk=self.pk, status__in=since).update(status=status, **stamps):
            raise OfferClosed(self.why_not())
        self.status = status
        for name, value in stamps.items():
            setattr(self, name, value)

    def resolve(self, status: str, *, by: audit.Actor, since: tuple[str, ...] = ("sent",), **facts: Any) -> None:
        """To one of its ends, or accepted; recorded as `offer.<status>`. A late answer to a sent offer is none."""
        with transaction.atomic():
            held = Offer.objects.select_for_update(of=("self",)).get(pk=self.pk)
            answers = status in (self.Status.ACCEPTED, self.Status.DECLINED)
            if answers and held.status == self.Status.SENT and held.is_out_of_time:
                # Candidates read this.
                raise OfferClosed(_("The time to answer this offer is over."), code="offer_expired")
            self.turn(status, since=since, resolved_at=audit.now())
            self.record(f"offer.{status}", by=by, **facts)

    def refuse_unless_answerable(self) -> None:
        """For the door of the candidate: said before anything is typed, and asked again by `resolve`."""
        if self.status != self.Status.SENT:
            raise OfferClosed(self.why_not())
        if self.is_out_of_time:
            # Candidates read this.
            raise OfferClosed(_("The time to answer this offer is over."), code="offer_expired")

    def why_not(self) -> str:
        """What it is by now, in a sentence for whoever wanted it to be something else."""
        self.refresh_from_db(fields=["status", "resolved_at"])
        return {
            # Candidates read this.
            self.Status.WITHDRAWN: _("This offer was withdrawn."),
            # Candidates read this.
            self.Status.ACCEPTED: _("This offer is accepted already."),
            # Candidates read this.
            self.Status.DECLINED: _("This offer was declined."),
            # Candidates read this.
            self.Status.EXPIRED: _("The time to answer this offer is over."),
            # Candidates read this.
            self.Status.SUPERSEDED: _("This offer was replaced by a newer one."),
        }.get(self.Status(self.status)) or _("That can't be done now. The offer is: %(status)s.") % {
            "status": self.get_status_display()
        }

    def record(self, verb: str, *, by: audit.Actor, **facts: Any) -> audit.Event:
        on = [self.application, self.candidate, self.job]
        return audit.record(verb, self, by=by, on=on, version=self.version, **facts)

    def touch(self) -> None:
        """For changes of its conditions, which are read with it; the database sets the moment."""
        Offer.objects.filter(pk=self.pk).update(updated_at=Now())
