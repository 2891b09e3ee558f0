"""A person on paper: what the reader may see, and no more. Higher apps register what they add."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

import audit
from accounts.models import User
from audit import Actor
from candidates import contacts, entries
from candidates.models import Activity, Candidate, Document, Note
from company.countries import country_name, language_name

# Where paper is not A4.
LETTER = frozenset({"US", "CA", "MX", "PH", "CL", "CO"})


@dataclass(frozen=True)
class Section:
    """`facts` are terms with what they are; `paragraphs` are texts, each below a line that says whose and when."""

    title: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: list[tuple[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.facts or self.paragraphs)

    @property
    def text(self) -> str:
        return "\n".join((self.title, *(part for pair in (*self.facts, *self.paragraphs) for part in pair)))


Printer = Callable[[Candidate, User], Iterable[Section]]
_printers: dict[str, Printer] = {}


def register(name: str, printer: Printer) -> None:
    """`printer` gives sections of what `user` may see of the person, with a constant number of queries."""
    _printers[name] = printer


def answer(candidate: Candidate, user: User, *, by: Actor) -> HttpResponse:
    """The PDF as a response; that it was made stands in the access log."""
    body = pdf(candidate, user)
    audit.log_access(candidate, by=by, what="pdf")
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{candidate}.pdf") or "inline"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def pdf(candidate: Candidate, user: User) -> bytes:
    # Fonts and all are loaded by the processes that print.
    from candidates.paper import Paper

    title, below = str(candidate), " · ".join(filter(None, (candidate.title, candidate.company)))
    shown = [section for section in sections(candidate, user) if section]
    foot = _("Printed on %(moment)s by %(name)s") % {"moment": moment(audit.now()), "name": user.name}
    text = "\n".join((title, below, foot, *(section.text for section in shown)))
    paper = Paper(text, foot=foot, size="letter" if _office_country(user) in LETTER else "A4")
    paper.set_title(title)
    paper.title_line(title, below)
    for section in shown:
        paper.heading(section.title)
        for label, said in section.facts:
            paper.fact(label, said)
        for above, said in section.paragraphs:
            paper.paragraph(above, said)
    return bytes(paper.output())


def _office_country(user: User) -> str:
    return user.office.country if user.office else ""


def sections(candidate: Candidate, user: User) -> Iterator[Section]:
    yield _facts(candidate, may_edit=candidate.is_open_to(user, "candidates.edit"))
    for printer in _printers.values():
        yield from printer(candidate, user)
    yield Section(_("Notes and calls"), paragraphs=[_entry(one) for one in entries.of(candidate, user)["entries"]])
    documents = Document.objects.readable_by(user).filter(candidate=candidate).select_related("file")
    yield Section(_("Documents"), [(one.get_kind_display(), f"{one}, {moment(one.created_at)}") for one in documents])


def _facts(candidate: Candidate, *, may_edit: bool) -> Section:
    reach = contacts.of(candidate)
    place = ", ".join(filter(None, (candidate.city, country_name(candidate.country))))
    facts = [
        *((_("E-mail"), f"{one} ({one.kind})") for one in reach["email"]),
        *((_("Phone"), f"{one} ({one.kind})") for one in reach["phone"]),
        *((_("Link"), str(one)) for one in reach["link"]),
        (_("Place"), place),
        (_("Street address"), candidate.street_address if may_edit else ""),
        (_("Date of birth"), candidate.date_of_birth if may_edit else ""),
        (_("Language"), language_name(candidate.language)),
        (_("Source"), candidate.source),
        (_("Owner"), str(candidate.owner or "")),
        (_("Tags"), ", ".join(tag.name for tag in candidate.tags.order_by("name"))),
        (_("Here since"), moment(candidate.created_at)),
    ]
    return Section(_("About"), [(label, said) for label, said in facts if said])


def _entry(entry: Note | Activity) -> tuple[str, str]:
    if isinstance(entry, Activity):
        return f"{entry.author}, {moment(entry.happened_at)}: {entry}", entry.body
    only = "" if entry.is_team else f" ({entry.get_visibility_display()})"
    return f"{entry.author}, {moment(entry.created_at)}{only}", entry.text


def moment(at: datetime) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT")
