from typing import TYPE_CHECKING, Self

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from accounts.models import User
from candidates import cleaning
from company.models import LegalEntity
from recruitment.refusals import SignatoryRefused

if TYPE_CHECKING:
    from recruitment.models.application import Application


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    def visible_to(self, user: User) -> Self:
        """Who makes offers chooses one; who looks after the company names them."""
        return self.all() if user.may("offers.make") or user.may("company.manage") else self.none()

    def may_sign_for(self, entity: LegalEntity) -> Self:
        return self.filter(entity=entity, removed_at=None, user__is_active=True)

    def may_sign(self, application: "Application") -> Self:
        """Nobody signs their own offer; nor one of somebody whose application is kept from them."""
        from recruitment import access

        return self.may_sign_for(application.job.entity).exclude(user__in=access.unknowing(application))

    def appoint(self, user: User, *, entity: LegalEntity, by: audit.Actor, title: str = "") -> "Signatory":
        """From now on `user` may sign offers of `entity`."""
        if not user.is_active:
            raise SignatoryRefused(_("%(person)s does not sign in any more.") % {"person": user}, field="user")
        signatory = self.model(entity=entity, user=user, title=cleaning.line(title)[:120])
        try:
            with transaction.atomic():
                signatory.save(force_insert=True)
                audit.record("signatory.named", signatory, by=by, entity=entity.pk, user=user.pk)
        except IntegrityError as error:
            sentence = _("%(person)s signs for %(entity)s already.") % {"person": user, "entity": entity}
            raise SignatoryRefused(sentence, field="user") from error
        return signatory


class Signatory(models.Model):
    """Somebody who may bind a legal entity by signing its offers."""

    entity = models.ForeignKey(
        LegalEntity, models.PROTECT, related_name="signatories", verbose_name=gettext_lazy("Employer")
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="signs_for", verbose_name=gettext_lazy("Person"))
    # Printed below the signature: "Managing director".
    title = models.CharField(gettext_lazy("Signs as"), max_length=120, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        ordering = ["entity", "id"]
        verbose_name_plural = "signatories"
        indexes = [models.Index(fields=["updated_at", "id"], name="signatory_by_update")]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "user"], condition=models.Q(removed_at=None), name="signatory_once_an_entity"
            )
        ]

    def __str__(self) -> str:
        return str(self.user)

    def remove(self, *, by: audit.Actor) -> None:
        """They sign nothing any more; what they have signed stays signed."""
        with transaction.atomic():
            if not Signatory.objects.filter(pk=self.pk, removed_at=None).update(removed_at=audit.now()):
                raise SignatoryRefused(_("They do not sign any more already."))
            self.refresh_from_db(fields=["removed_at"])
            audit.record("signatory.removed", self, by=by, entity=self.entity_id, user=self.user_id)
