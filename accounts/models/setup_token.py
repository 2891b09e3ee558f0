from django.db import models

import audit


class SetupToken(models.Model):
    """Opens the first-run page once, while nobody can sign in; only the hash is kept."""

    secret_hash = models.BinaryField(max_length=32)
    created_at = models.DateTimeField(default=audit.now, editable=False)

    def __str__(self) -> str:
        return f"set-up {self.pk}"
