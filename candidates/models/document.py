from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models.functions import JSONObject, Now
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from accounts.models import User
from audit import things
from candidates import access
from candidates.models.candidate import Candidate
from candidates.refusals import UnfitValue
from vault.models import StoredFile
from vault.models.stored_file import State as FileState


class DocumentQuerySet(models.QuerySet["Document"]):
    def keep(
        self,
        candidate: Candidate,
        file: StoredFile,
        kind: str,
        source: str,
        about: models.Model | things.Ref | None,
    ) -> "Document":
        if kind not in Document.Kind.values:
            raise UnfitValue(_("Please choose one of the kinds that are offered."), field="kind")
        about_kind, about_id = things.ref(about) if about else ("", None)
        return self.create(
            candidate=candidate, file=file, kind=kind, source=source[:60], about_kind=about_kind, about_id=about_id
        )

    def visible_to(self, user: User) -> "DocumentQuerySet":
        people = Candidate.objects.visible_to(user).order_by().values("pk")
        return self.readable_by(user).filter(candidate__in=people)

    def readable_by(self, user: User) -> "DocumentQuerySet":
        """Of people whom `user` is known to see: resumes, which are the person's, and what came with a thing that
        the user sees. A letter for one job is nothing to the team of another."""
        return self.filter(models.Q(kind=Document.Kind.RESUME) | access.in_sight(user))

    def with_pages(self) -> "DocumentQuerySet":
        """Each with `page_list`: number, width and height of its page images, in the same query."""
        page = JSONObject(number="number", width="width", height="height")
        pages = DocumentPage.objects.filter(document=models.OuterRef("pk")).order_by("number").values(page=page)
        return self.annotate(page_list=ArraySubquery(pages))  # type: ignore[no-redef]

    def waiting(self) -> "DocumentQuerySet":
        """Those whose pages still have to be made; a file that is not released has none yet."""
        return self.filter(state=Document.State.WAITING, file__state=FileState.CLEAN)


class Document(models.Model):
    """A file about a person; shown as page images made in the extraction child, never as the file itself."""

    class Kind(models.TextChoices):
        RESUME = "resume", gettext_lazy("Resume")
        COVER_LETTER = "cover_letter", gettext_lazy("Cover letter")
        OTHER = "other", gettext_lazy("Other")

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Being prepared")
        READY = "ok", gettext_lazy("Ready")
        EMPTY = "empty", gettext_lazy("No pages")
        ENCRYPTED = "encrypted", gettext_lazy("Protected by a password")
        CORRUPT = "corrupt", gettext_lazy("Damaged")
        TOO_LARGE = "too_large", gettext_lazy("Too large to show")
        TIMED_OUT = "timed_out", gettext_lazy("Took too long to read")
        CRASHED = "crashed", gettext_lazy("Could not be read")

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="documents")
    # The thing it came with (an application), named by reference: applications live above.
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=15, choices=Kind.choices, default=Kind.RESUME)
    file = models.ForeignKey(StoredFile, models.PROTECT)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    text = models.TextField(blank=True)
    source = models.CharField(max_length=60, default="recruiter")
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    # Only on rows of `with_pages`.
    page_list: list[dict[str, int]]

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="document_about"),
            models.Index(fields=["updated_at", "id"], name="document_by_update"),
            models.Index(fields=["id"], condition=models.Q(state="waiting"), name="document_waiting"),
        ]

    def __str__(self) -> str:
        return self.file.name

    def get_absolute_url(self) -> str:
        return reverse("candidates:document", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @transaction.atomic
    def settle(self, state: str, text: str, pages: "list[DocumentPage]") -> bool:
        """What the preparation ended with. False where another worker was quicker: then nothing is kept."""
        if not Document.objects.filter(pk=self.pk, state=self.State.WAITING).update(state=state, text=text):
            return False
        DocumentPage.objects.bulk_create(pages)
        self.state, self.text = state, text
        audit.record("document.prepared", self, by=audit.SYSTEM, state=state, pages=len(pages))
        return True


class DocumentPage(models.Model):
    """The image of one page, encrypted like the file."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    image = models.ForeignKey(StoredFile, models.PROTECT)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="page_once")]

    def __str__(self) -> str:
        return f"{self.number}"
