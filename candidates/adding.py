"""Adding a person by hand, with or without a resume."""

from typing import Any

from django.core.files.base import File
from django.db import transaction

from audit import Actor
from candidates.models import Candidate
from vault.models import DataKey, StoredFile
from vault.refusals import FileRefused, Refusal


def add(*, by: Actor, resume: "File[Any] | None" = None, link: str = "", **facts: Any) -> Candidate:
    """The file passes the gate before anything is written: a refused one leaves no half person behind."""
    key = DataKey.objects.make()
    file = None
    try:
        file = _received(resume, key)
        with transaction.atomic():
            candidate = Candidate.objects.add(data_key=key, by=by, **facts)
            if link:
                candidate.add_link(link, by=by)
            if file:
                candidate.add_document(file, by=by)
    except Refusal:
        _forget(file, key)
        raise
    return candidate


def _received(resume: "File[Any] | None", key: DataKey) -> StoredFile | None:
    if resume is None:
        return None
    try:
        return StoredFile.objects.receive(resume, data_key=key)
    except FileRefused as refusal:
        refusal.field = "resume"
        raise


def _forget(file: StoredFile | None, key: DataKey) -> None:
    if file is not None:
        StoredFile.objects.filter(pk=file.pk).erase()
    key.delete()
