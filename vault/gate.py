"""The one gate for uploads. Whatever door a file comes by, it is `inspect`ed here or it doesn't get in."""

import hashlib
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from vault import kinds, names
from vault.kinds import Kind
from vault.refusals import FileRefused
from vault.scanner import EICAR

__all__ = ["IMAGES", "RESUMES", "Allowed", "FileRefused", "Inspected", "inspect"]


@dataclass(frozen=True)
class Allowed:
    """What one form takes."""

    kinds: tuple[Kind, ...]
    limit: int

    @property
    def accept(self) -> str:
        """For the accept attribute of a file input."""
        return ",".join(f".{extension}" for kind in self.kinds for extension in kind.extensions)

    @property
    def listed(self) -> str:
        return ", ".join(kind.name for kind in self.kinds)


RESUMES = Allowed((kinds.PDF, kinds.DOCX, kinds.ODT, kinds.RTF, kinds.TXT), 20 * 1024 * 1024)
IMAGES = Allowed((kinds.PNG, kinds.JPEG), 5 * 1024 * 1024)


@dataclass(frozen=True)
class Inspected:
    """A file that passed: its bytes, and what we found it to be rather than what we were told."""

    name: str
    body: bytes
    content_type: str
    sha256: str


def inspect(upload: "File[Any]", allowed: Allowed = RESUMES) -> Inspected:
    """Lets the file in, or raises FileRefused with a sentence for the person who sent it."""
    sent_as = str(upload.name or "")
    names.refuse_disguise(sent_as)
    kind = _kind(names.extension(sent_as), allowed)
    body = _body(upload, allowed.limit)
    if EICAR in body:
        raise FileRefused(_("A virus was found in the file. It was not kept."), code="infected")
    if not kind.begins(body):
        raise FileRefused(
            _("The file is called .%(kind)s, but what is in it is not.") % {"kind": kind.name.lower()}, code="type"
        )
    kind.check(body)
    return Inspected(names.clean(sent_as), body, kind.content_type, hashlib.sha256(body).hexdigest())


def _kind(extension: str, allowed: Allowed) -> Kind:
    for kind in allowed.kinds:
        if extension in kind.extensions:
            return kind
    sentence = _("A file of this kind can't be taken. Please send one of these: %(kinds)s.")
    raise FileRefused(sentence % {"kinds": allowed.listed}, code="type")


def _body(upload: "IO[bytes] | File[Any]", limit: int) -> bytes:
    if (getattr(upload, "size", None) or 0) > limit:
        raise _too_large(limit)
    upload.seek(0)
    body: bytes = upload.read(limit + 1)
    if len(body) > limit:
        raise _too_large(limit)
    if not body:
        raise FileRefused(_("The file is empty."), code="empty")
    return body


def _too_large(limit: int) -> FileRefused:
    sentence = _("The file is larger than %(limit)s. Please make it smaller.")
    return FileRefused(sentence % {"limit": filesizeformat(limit)}, code="size")
