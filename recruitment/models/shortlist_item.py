from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
import desk
from accounts import person
from accounts.models import User
from candidates import cleaning
from recruitment.models.application import Application
from recruitment.models.application_rows import ON_BOARD
from recruitment.models.closure import ClosureKind, ClosureReason
from recruitment.models.shortlist import DISCUSS, Shortlist
from recruitment.refusals import AnsweredMeanwhile, AnswerRefused
from vault.fields import SealedTextField
from vault.models import Sealed

# A no is given in the words of an ending without a hire, though it ends nothing by itself.
NO_KINDS = (ClosureKind.REJECTED, ClosureKind.NOT_CONSIDERED)
DISCUSS_WITHIN = 8  # opening hours
LONGEST_WORDS = 2000


def no_reasons() -> "models.QuerySet[ClosureReason]":
    return ClosureReason.objects.filter(active=True, kind__in=NO_KINDS)


def answered_by(user: Any) -> Exists:
    return Exists(ShortlistAnswer.objects.filter(item_id=OuterRef("pk"), user_id=user))


def _standing() -> Exists:
    here = Application.objects.filter(ON_BOARD, pk=OuterRef("application_id"), job_id=OuterRef("shortlist__job_id"))
    return Exists(here)


class ShortlistItemQuerySet(models.QuerySet["ShortlistItem"]):
    def visible_to(self, user: User) -> Self:
        from recruitment import access

        return self.filter(access.known_to(user, "application__"), shortlist__in=Shortlist.objects.visible_to(user))

    def standing(self) -> Self:
        """Those whose candidate is still on the board of the shortlist's job."""
        return self.filter(_standing())

    def with_standing(self) -> Self:
        """Each with `stands_here`: whether it is one of them."""
        return self.annotate(stands_here=_standing())

    def without_answer_of(self, user: Any) -> Self:
        return self.filter(~answered_by(user))

    def to_act_on(self) -> Self:
        """Somebody said yes, and the card has not moved since the shortlist was sent."""
        said_yes = ShortlistAnswer.objects.filter(item_id=OuterRef("pk"), answer=ShortlistAnswer.Answer.YES)
        return self.standing().filter(Exists(said_yes), application__stage_since__lte=F("shortlist__sent_at"))


class ShortlistItem(models.Model):
    """One candidate on a shortlist."""

    shortlist = models.ForeignKey(Shortlist, models.CASCADE, related_name="items")
    application = models.ForeignKey(Application, models.CASCADE, related_name="shortlist_items")
    sort_order = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ShortlistItemQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="shortlist_item_by_update")]
        constraints = [models.UniqueConstraint(fields=["shortlist", "application"], name="shortlisted_once")]

    def __str__(self) -> str:
        return str(self.application)

    @property
    def stands(self) -> bool:
        return self.application.is_on_board and self.application.job_id == self.shortlist.job_id

    def answer(
        self,
        answer: str,
        *,
        by: audit.Actor,
        reason: ClosureReason | None = None,
        words: str = "",
        seen: str | None = None,
    ) -> "ShortlistAnswer":
        """A reader's word, to be changed until the shortlist closes; it moves and rejects nobody. With `seen`, what the
        reader last saw as their own answer ("" for none): refused where another window was quicker."""
        words = cleaning.prose(words)
        _refuse_unreasoned(answer, reason, words)
        with transaction.atomic():
            # Two readers who answer the last candidate at the same moment must see each other's answer.
            shortlist = Shortlist.objects.select_for_update(of=("self",)).with_people().get(pk=self.shortlist_id)
            shortlist.refuse_if_closed()
            reader = shortlist.require_reader(person(by)).user
            self._refuse_gone()
            before = self._before(reader, seen)
            said = {"answer": answer, "reason": reason if answer == "no" else None, "words": words}
            given, _is_new = self._store(reader, said)
            self._tell(shortlist, given, before, by)
            self._follow(shortlist, reader, answer, by)
            shortlist.settle(by=by)
        return given

    def _refuse_gone(self) -> None:
        if not ShortlistItem.objects.standing().filter(pk=self.pk).exists():
            raise AnswerRefused(_("This candidate is no longer in the selection for this job."))

    def _before(self, reader: User, seen: str | None) -> str:
        own = ShortlistAnswer.objects.filter(item=self, user=reader).first()
        before = own.answer if own else ""
        if own and seen is not None and seen != before:
            raise AnsweredMeanwhile(
                _("You have answered “%(answer)s” in another window meanwhile.") % {"answer": own.get_answer_display()}
            )
        return before

    def _store(self, reader: User, said: dict[str, Any]) -> "tuple[ShortlistAnswer, bool]":
        own = ShortlistAnswer.objects.filter(item=self, user=reader).first()
        given = own or ShortlistAnswer(item=self, user=reader)
        for name, value in said.items():
            setattr(given, name, value)
        given.answered_at = audit.now()
        given.save(force_insert=own is None, update_fields=None if own is None else [*said, "answered_at"])
        return given, own is None

    def _tell(self, shortlist: Shortlist, given: "ShortlistAnswer", before: str, by: audit.Actor) -> None:
        application = self.application
        audit.record(
            "shortlist.answer_given",
            shortlist,
            by=by,
            on=[application, application.candidate, shortlist.job],
            item=self.pk,
            answer=given.answer,
            before=before,
            reason=given.reason.code if given.reason else "",
        )

    def _follow(self, shortlist: Shortlist, reader: User, answer: str, by: audit.Actor) -> None:
        if answer == ShortlistAnswer.Answer.DISCUSS:
            names = {"candidate": self.application.candidate, "reader": reader}
            desk.owe(
                DISCUSS,
                owner=shortlist.minder,
                about=self.application,
                within_hours=DISCUSS_WITHIN,
                by=by,
                title=_("Discuss %(candidate)s with %(reader)s") % names,
            )
        elif not self.answers.filter(answer=ShortlistAnswer.Answer.DISCUSS).exists():
            desk.discharge(DISCUSS, about=self.application, by=by)


class ShortlistAnswerQuerySet(models.QuerySet["ShortlistAnswer"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and all of them where one moves cards: readers don't sway each other."""
        from recruitment import access
        from recruitment.models.job import Job
        from recruitment.models.shortlist import SEND

        sends = Q(item__shortlist__job__in=Job.objects.open_to(user, SEND).order_by().values("pk"))
        own = Q(user=user, item__shortlist__in=Shortlist.objects.visible_to(user))
        return self.filter(access.known_to(user, "item__application__")).filter(sends | own)


class ShortlistAnswer(Sealed):
    """What one reader says about one candidate. What they said before stands in the log."""

    class Answer(models.TextChoices):
        YES = "yes", gettext_lazy("Yes")
        NO = "no", gettext_lazy("No")
        DISCUSS = "discuss", gettext_lazy("Discuss")

    ICONS: ClassVar[dict[str, str]] = {"yes": "check", "no": "x", "discuss": "message-circle"}

    item = models.ForeignKey(ShortlistItem, models.CASCADE, related_name="answers")
    user = models.ForeignKey(User, models.PROTECT, related_name="shortlist_answers")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    reason = models.ForeignKey(ClosureReason, models.PROTECT, null=True, blank=True)
    words = SealedTextField(
        label="recruitment.shortlist_answer.words", data_key="item.application.candidate.data_key", blank=True
    )
    answered_at = models.DateTimeField(default=audit.now)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ShortlistAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="shortlist_answer_by_update")]
        constraints = [
            models.UniqueConstraint(fields=["item", "user"], name="shortlist_answer_once"),
            models.CheckConstraint(
                condition=~Q(answer="no") | Q(reason__isnull=False), name="shortlist_no_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.get_answer_display()

    @property
    def icon(self) -> str:
        return self.ICONS[self.answer]


def _refuse_unreasoned(answer: str, reason: ClosureReason | None, words: str) -> None:
    if answer not in ShortlistAnswer.Answer.values:
        raise AnswerRefused(_("Answer yes, no or discuss."), field="answer")
    if answer == ShortlistAnswer.Answer.NO and reason is None:
        raise AnswerRefused(_("Choose why not: the recruiter has to be able to say it."), field="reason")
    if reason is not None and (reason.kind not in NO_KINDS or not reason.active):
        raise AnswerRefused(_("This is no reason for a no."), field="reason")
    if answer == ShortlistAnswer.Answer.DISCUSS and not words:
        raise AnswerRefused(_("Say in a few words what there is to discuss."), field="words")
    if len(words) > LONGEST_WORDS:
        raise AnswerRefused(_("That is too long: keep it under 2,000 characters."), field="words")
