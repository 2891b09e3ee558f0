"""A good file survives an error elsewhere in the form."""

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction

from recruitment.models import FormDraft
from vault import gate
from vault.models import StoredFile


def keep(form_token: uuid.UUID, upload: "UploadedFile[bytes]") -> None:
    """Keeps the attached file until the form is sent without an error, a day at most."""
    upload.seek(0)
    stored = StoredFile.objects.receive(upload, data_key=None, allowed=gate.RESUMES)
    with transaction.atomic():
        drop(form_token)
        FormDraft.objects.create(form_token=form_token, file=stored)


def kept(form_token: uuid.UUID) -> StoredFile | None:
    draft = FormDraft.objects.select_related("file").filter(form_token=form_token).first()
    return draft.file if draft else None


def take(form_token: uuid.UUID) -> "UploadedFile[bytes] | None":
    """The kept file as an upload, to be received under the person's own key."""
    stored = kept(form_token)
    if stored is None:
        return None
    return SimpleUploadedFile(stored.name, stored.read(), stored.content_type)


def drop(form_token: uuid.UUID) -> None:
    files = list(FormDraft.objects.filter(form_token=form_token).values_list("file", flat=True))
    StoredFile.objects.filter(pk__in=files).erase()


def sweep() -> int:
    """Drops the files of forms that were never finished; returns how many."""
    stale = list(FormDraft.objects.stale().values_list("form_token", flat=True)[:500])
    for token in stale:
        drop(token)
    return len(stale)
