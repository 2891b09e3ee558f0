from uuid import uuid4

from django.db import models


class Sealed(models.Model):
    """A row with sealed fields. Its UUID is in what they are bound to, so their ciphertext opens in no other row."""

    sealed_as = models.UUIDField(default=uuid4, editable=False)

    class Meta:
        abstract = True
