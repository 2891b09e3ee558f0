from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import accounts
import audit
from accounts.models import User
from candidates.models import Candidate, Tag
from desk.models import Undo
from recruitment.bulk import things
from recruitment.bulk.forms import ChoiceForm, TagForm
from recruitment.bulk.kinds import Hindered, Hindrance, Kind

VERB = "candidate.tagged"


class Tagging(Kind):
    name = "tag"
    label = gettext_lazy("Tag")
    icon = "tag"
    right = "candidates.edit"
    form: ClassVar[type[ChoiceForm]] = TagForm

    def hindered(self, rows: list[Any], chosen: dict[str, Any], user: User) -> Hindered:
        people = {row.pk: things.person(row).pk for row in rows}
        held = Candidate.objects.filter(pk__in=people.values(), tags__name__iexact=chosen["tag"])
        tagged = set(held.order_by().values_list("pk", flat=True))
        why = Hindrance(_("Has this tag already."), "already_tagged")
        return {id: why for id, person in people.items() if person in tagged}

    def apply(
        self, row: Any, chosen: dict[str, Any], *, undo: Undo, by: audit.Actor, seen: int | None, part: bool
    ) -> None:
        candidate = things.person(row)
        tag = candidate.tag(chosen["tag"], by=by)
        undo.remember(VERB, candidate, tag=tag.pk)

    def done(self, chosen: dict[str, Any]) -> str:
        return _("Tagged “%(tag)s”") % {"tag": chosen["tag"]}


def version(candidate: Candidate, facts: dict[str, Any]) -> str:
    """The row that ties the two: whoever takes the tag off and puts it on again makes another."""
    tie = Tag.candidates.through.objects.filter(candidate_id=candidate.pk, tag_id=facts["tag"])
    return str(tie.values_list("pk", flat=True).first() or "")


def untag(candidate: Candidate, facts: dict[str, Any], by: audit.Actor) -> None:
    person = accounts.person(by)
    assert person is not None
    candidate.require(person, "candidates.edit")
    candidate.untag(Tag.objects.get(pk=facts["tag"]), by=by)
