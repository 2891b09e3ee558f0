import unicodedata
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy

import audit
from accounts.models import User
from recruitment.models.closure import ClosureReason
from recruitment.models.offer import Offer
from vault.fields import SealedTextField
from vault.models import Sealed, StoredFile

KEY = "offer.application.candidate.data_key"


class OfferAnswerQuerySet(models.QuerySet["OfferAnswer"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(offer__in=Offer.objects.visible_to(user))

    def waiting(self) -> Self:
        """Signed copies that a second person has not yet looked at."""
        return self.filter(way=OfferAnswer.Way.PAPER, confirmed_at=None)


class OfferAnswer(Sealed):
    """What the candidate said to an offer, and what proves it. On paper it counts once a second person has
    confirmed the signed copy."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", gettext_lazy("Accepted")
        DECLINED = "declined", gettext_lazy("Declined")

    class Way(models.TextChoices):
        PAGE = "page", gettext_lazy("On their page")
        PAPER = "paper", gettext_lazy("On paper")
        TOLD = "told", gettext_lazy("Told us")

    offer = models.OneToOneField(Offer, models.CASCADE, related_name="answer")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    way = models.CharField(max_length=10, choices=Way.choices)
    answered_at = models.DateTimeField(default=audit.now)
    # Of the letter that was before them, and the words that they agreed to.
    letter_sha256 = models.CharField(max_length=64)
    consent = models.TextField(blank=True)
    typed_name = SealedTextField(label="recruitment.offer_answer.typed_name", data_key=KEY, blank=True)
    address = SealedTextField(label="recruitment.offer_answer.address", data_key=KEY, blank=True)
    user_agent = SealedTextField(label="recruitment.offer_answer.user_agent", data_key=KEY, blank=True)
    # Why they declined.
    reason = models.ForeignKey(ClosureReason, models.PROTECT, null=True, blank=True)
    words = SealedTextField(label="recruitment.offer_answer.words", data_key=KEY, blank=True)
    signed_copy = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="offer_answers_recorded")
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="offer_answers_confirmed"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = OfferAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-answered_at", "-id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="offer_answer_by_update")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(way="paper") | Q(signed_copy__isnull=False, recorded_by__isnull=False),
                name="answer_on_paper_has_its_copy",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("recorded_by")),
                name="answer_confirmed_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_way_display()}"

    @property
    def counts(self) -> bool:
        return self.way != self.Way.PAPER or self.confirmed_at is not None

    @property
    def signed_otherwise(self) -> bool:
        """Under another name than the letter's."""
        return bool(self.typed_name) and not is_same_name(self.typed_name, self.offer.application.candidate.full_name)

    @property
    def waits(self) -> bool:
        return not self.counts


def is_same_name(one: str, other: str) -> bool:
    """Large and small letters, spaces and how a letter is put together make no other name."""
    first, second = (" ".join(unicodedata.normalize("NFKC", name).casefold().split()) for name in (one, other))
    return first == second
