from django.db import models
from django.db.models.functions import Now


class LocalMail(models.Model):
    """A mail that the local mailbox received over SMTP where no mail server is set up."""

    message_id = models.CharField(max_length=200, db_index=True)
    sender = models.CharField(max_length=254)
    recipients = models.TextField()
    subject = models.CharField(max_length=300)
    raw = models.BinaryField()
    received_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.subject
