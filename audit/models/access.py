"""Who looked at what. Not part of the frozen log: it holds addresses and has a retention of its own."""

from django.db import models

from audit.clock import now


class AccessLog(models.Model):
    """A look at something sensitive: the one trace that reading leaves."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=now, db_index=True)
    actor_kind = models.CharField(max_length=40)
    actor_id = models.BigIntegerField(null=True)
    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    what = models.CharField(max_length=60)
    address = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=300, blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()
        indexes = (
            models.Index(fields=["about_kind", "about_id", "-id"], name="access_about"),
            models.Index(fields=["actor_kind", "actor_id", "-id"], name="access_actor"),
        )

    def __str__(self) -> str:
        return f"{self.what} of {self.about_kind} {self.about_id}"
