"""The words of our own verbs on a person's timeline."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import Event
from candidates.models import Activity, Document
from candidates.timeline import fold, register_kind, words
from desk import kinds


def _added(event: Event) -> str:
    return _("came by the careers site") if event.actor_kind == "candidate" else _("added this person")


def _edited(event: Event) -> str:
    return _("changed %(fields)s") % {
        "fields": ", ".join(str(field).replace("_", " ") for field in event.facts["fields"])
    }


def _document(event: Event) -> str:
    kind = Document.Kind(event.facts["kind"]).label
    return _("added a document: %(kind)s") % {"kind": str(kind).lower()}


def _activity(event: Event) -> str:
    told = {"kind": Activity.Kind(event.facts["kind"]).label, "outcome": Activity.Outcome(event.facts["outcome"]).label}
    return _("logged: %(kind)s, %(outcome)s") % {name: str(label).lower() for name, label in told.items()}


def _taken_back(event: Event) -> str:
    return _("took back what was logged: %(kind)s") % {"kind": str(Activity.Kind(event.facts["kind"]).label).lower()}


def _field(event: Event) -> dict[str, str]:
    return {"field": str(event.facts["field"]).replace("_", " ")}


def _duty(event: Event) -> dict[str, str]:
    return {"duty": str(kinds.find(event.facts["kind"]).title)}


words.register("candidate.added", _added)
words.register("candidate.edited", _edited)
words.register("candidate.email_added", lambda event: _("added an e-mail address"))
words.register("candidate.email_removed", lambda event: _("removed an e-mail address"))
words.register("candidate.phone_added", lambda event: _("added a phone number"))
words.register("candidate.phone_removed", lambda event: _("removed a phone number"))
words.register("candidate.link_added", lambda event: _("added a link"))
words.register("candidate.link_removed", lambda event: _("removed a link"))
words.register("candidate.tagged", lambda event: _("added a tag"))
words.register("candidate.untagged", lambda event: _("removed a tag"))
words.register("duty.owed", lambda event: _("gave a duty: %(duty)s") % _duty(event))
words.register("duty.owed_again", lambda event: _("is due again: %(duty)s") % _duty(event))
words.register("duty.discharged", lambda event: _("marked as done: %(duty)s") % _duty(event))
words.register("duty.handed_over", lambda event: _("handed a duty over: %(duty)s") % _duty(event))
words.register("note.written", lambda event: _("wrote a note"))
words.register("note.edited", lambda event: _("changed a note"))
words.register("note.removed", lambda event: _("deleted a note"))
# Whom a note names stands in the note.
fold("note.mentioned")
words.register("activity.logged", _activity)
words.register("activity.removed", _taken_back)
words.register("document.added", _document)
words.register("proposal.accepted", lambda event: _("accepted a proposal: %(field)s") % _field(event))
words.register("proposal.dismissed", lambda event: _("dismissed a proposal: %(field)s") % _field(event))
register_kind("note", gettext_lazy("Notes"))
register_kind("activity", gettext_lazy("Calls and meetings"))
register_kind("document", gettext_lazy("Documents"))
register_kind("candidate", gettext_lazy("Facts"))
register_kind("duty", gettext_lazy("Duties"))
