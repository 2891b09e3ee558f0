from io import BytesIO
from typing import IO, TYPE_CHECKING, Any, Self
from uuid import uuid4

from django.core.files.base import File
from django.db import models, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vault import files, scanner
from vault.gate import RESUMES, Allowed, Inspected, inspect
from vault.models.data_key import DataKey
from vault.refusals import FileRefused, NotReleased
from vault.ring import KeyRing, ring
from vault.sealing import Unreadable, associated, decrypt, encrypt, random_secret

if TYPE_CHECKING:
    from uuid import UUID

# What a browser may show by itself; all else is saved to disk.
SHOWN_INLINE = frozenset({"application/pdf", "image/png", "image/jpeg"})


class State(models.TextChoices):
    QUARANTINED = "quarantined", gettext_lazy("waiting for its check")
    CLEAN = "clean", gettext_lazy("clean")
    INFECTED = "infected", gettext_lazy("infected")
    REJECTED = "rejected", gettext_lazy("rejected")
    ERROR = "error", gettext_lazy("could not be checked")


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def receive(self, upload: "File[Any]", *, data_key: DataKey | None, allowed: Allowed = RESUMES) -> "StoredFile":
        """Through the gate and, encrypted, into the storage. Call it before the transaction that needs the row.

        A file whose row never commits is swept up a day later.
        """
        return self._keep(inspect(upload, allowed), data_key)

    def waiting(self) -> Self:
        return self.filter(state__in=[State.QUARANTINED, State.ERROR])

    def readable(self) -> Self:
        """Those whose key was not destroyed."""
        return self.filter(models.Q(data_key=None) | models.Q(data_key__wrapped__isnull=False))

    def not_under(self, ring_key: str) -> Self:
        """Those whose key the ring itself wraps, but still with another than `ring_key`."""
        return self.exclude(ring_key__in=["", ring_key])

    def unused(self) -> Self:
        """Those that nothing refers to a day after they came: who had received them was ended before their use was
        committed."""
        rows = self.filter(created_at__lt=timezone.now() - files.ORPHAN_AFTER)
        for relation in self.model._meta.get_fields(include_hidden=True):
            if isinstance(relation, models.ForeignObjectRel):
                use = {relation.field.name: models.OuterRef("pk")}
                rows = rows.filter(~models.Exists(relation.related_model._base_manager.filter(**use)))
        return rows

    def erase(self) -> int:
        """Rows and files. A file that the storage doesn't give up now is swept later."""
        with transaction.atomic():
            gone = list(self.select_for_update().values_list("pk", "uuid"))
            self.model.objects.filter(pk__in=[pk for pk, _uuid in gone]).delete()
            transaction.on_commit(lambda: files.remove_all(uuid for _pk, uuid in gone), robust=True)
        return len(gone)

    def _keep(self, found: Inspected, data_key: DataKey | None) -> "StoredFile":
        state, reason = _verdict(found.body)
        stored = StoredFile(data_key=data_key, name=found.name, size=len(found.body), state=state, reason=reason)
        stored.content_type, stored.sha256 = found.content_type, found.sha256
        secret = random_secret()
        stored.wrap(secret)
        files.write(stored.uuid, BytesIO(found.body), secret)
        stored.save(force_insert=True)
        return stored


class StoredFile(models.Model):
    """A file that somebody sent: ciphertext in the storage, its key here, opened only once it is known to be clean."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.QUARANTINED)
    reason = models.CharField(max_length=200, blank=True)
    data_key = models.ForeignKey(DataKey, models.PROTECT, null=True, related_name="+")
    wrapped = models.BinaryField()
    ring_key = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                name="vault_storedfile_waiting",
                condition=models.Q(state__in=["quarantined", "error"]),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_released(self) -> bool:
        return self.state == State.CLEAN

    def read(self) -> bytes:
        if not self.is_released:
            raise NotReleased(_("The file can't be opened: it is %(state)s.") % {"state": self.get_state_display()})
        return files.read(self.uuid, self._secret())

    def open(self) -> IO[bytes]:
        return BytesIO(self.read())

    def as_response(self, disposition: str = "attachment") -> HttpResponse:
        """The file as a download that can't run anything in our name, nor stay in a cache."""
        inline = disposition == "inline" and self.content_type in SHOWN_INLINE
        response = HttpResponse(self.read(), content_type=self.content_type)
        response["Content-Disposition"] = content_disposition_header(not inline, self.name) or "attachment"
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Cache-Control"] = "private, no-store"
        return response

    def rescan(self) -> None:
        """Asks the scanner again about a file that it could not judge when it came."""
        try:
            state, reason = _verdict(files.read(self.uuid, self._secret()))
        except FileRefused as refusal:
            state = State.INFECTED if refusal.code == "infected" else State.REJECTED
            reason = refusal.sentence
        except (FileNotFoundError, Unreadable) as error:
            state, reason = State.REJECTED, str(error)
        self.settle(state, reason)

    def settle(self, state: State, reason: str = "") -> None:
        """A verdict, unless another check was quicker."""
        changed = StoredFile.objects.waiting().filter(pk=self.pk).update(state=state, reason=reason[:200])
        if changed:
            self.state, self.reason = state, reason[:200]

    def wrap(self, secret: bytes) -> None:
        about = _bound_to(self.uuid)
        if self.data_key is None:
            self.ring_key, self.wrapped = ring().wrap(secret, about)
        else:
            self.ring_key, self.wrapped = "", encrypt(self.data_key.key.secret, secret, about)

    def rewrap(self, keys: KeyRing) -> None:
        """Under the active key of the ring; the caller holds the row's lock."""
        about = _bound_to(self.uuid)
        self.ring_key, self.wrapped = keys.wrap(keys.unwrap(self.ring_key, bytes(self.wrapped), about), about)
        self.save(update_fields=["ring_key", "wrapped"])

    def _secret(self) -> bytes:
        about = _bound_to(self.uuid)
        if self.data_key is None:
            return ring().unwrap(self.ring_key, bytes(self.wrapped), about)
        return decrypt(self.data_key.key.secret, bytes(self.wrapped), about)


def _bound_to(uuid: "UUID") -> bytes:
    return associated("vault.file_key", uuid)


def _verdict(body: bytes) -> tuple[State, str]:
    """Clean, or not to be judged now; what is known to be infected is refused."""
    if not scanner.is_configured():
        return State.CLEAN, ""
    try:
        verdict = scanner.scan(body)
    except scanner.ScannerAway as error:
        return State.ERROR, str(error)[:200]
    if verdict.virus:
        raise FileRefused(_("A virus was found in the file. It was not kept."), code="infected")
    if not verdict.saw_all:
        raise FileRefused(_("The file can't be checked for viruses. Please save it as a simple PDF."), code="unchecked")
    return State.CLEAN, ""
