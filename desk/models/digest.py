from datetime import date

from django.db import models

from accounts.models import User


class DigestQuerySet(models.QuerySet["Digest"]):
    def take(self, user: User, day: date) -> bool:
        """Whether it was this call that took the person's morning of that day: of any number, one."""
        turn, _is_new = self.get_or_create(user=user)
        fresh = models.Q(last_day=None) | models.Q(last_day__lt=day)
        return bool(self.filter(fresh, pk=turn.pk).update(last_day=day))


class Digest(models.Model):
    """On which day, by their own calendar, a person's morning mail was last thought of."""

    user = models.OneToOneField(User, models.CASCADE, related_name="digest")
    last_day = models.DateField(null=True, blank=True)

    objects = DigestQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user_id} {self.last_day}"
