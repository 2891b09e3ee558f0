from django.db import models

import audit
from candidates.models import Document
from recruitment.models.offer import Offer
from vault.models import StoredFile


class LetterPicture(models.Model):
    """That the signed letter of an offer was drawn, and how that ended. What was signed is never drawn anew."""

    offer = models.OneToOneField(Offer, models.CASCADE, related_name="picture")
    state = models.CharField(max_length=10, choices=Document.State.choices)
    drawn_at = models.DateTimeField(default=audit.now, editable=False)

    def __str__(self) -> str:
        return self.get_state_display()


class LetterPage(models.Model):
    """The image of one page, sealed like the letter: for a phone, and for whoever saves no file."""

    picture = models.ForeignKey(LetterPicture, models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    image = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["picture", "number"], name="letter_page_once")]

    def __str__(self) -> str:
        return f"{self.number}"
