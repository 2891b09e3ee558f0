"""Prepares an act upon many, shows what it would do, and does it: a few at once, many in the background."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

import audit.live
from accounts import working
from accounts.models import ApiKey, User
from audit.door import Door, entered
from recruitment.bulk import kinds, things
from recruitment.bulk.forms import ChoiceForm, Scope
from recruitment.bulk.kinds import Hindrance, Kind
from recruitment.models import BulkAct, BulkActItem
from recruitment.refusals import NothingChosen, UnfitForAct
from vault.refusals import Refusal

# So many are done while the person waits.
IN_REQUEST = 50
TASK = "recruitment.tasks.run_bulk_act"


@dataclass
class Preview:
    """What would happen: to whom, to whom not and why. `gone` are those that are no longer in sight."""

    will: list[tuple[Any, Hindrance | None]] = field(default_factory=list)
    not_done: list[tuple[Any, Hindrance]] = field(default_factory=list)
    gone: int = 0


def choose(kind_name: str, thing_kind: str, ids: list[int], user: User) -> tuple[Kind, list[Any]]:
    """Only what the person sees is taken; where they may do it to none of them they are told so now."""
    kind = kinds.find(kind_name)
    if kind is None or thing_kind not in kind.things:
        raise Http404
    if not ids:
        raise NothingChosen(_("Nothing is chosen."))
    rows = things.read(thing_kind, list(dict.fromkeys(ids)), user)
    if not rows:
        raise Http404
    right = kind.right_on(thing_kind)
    if len(things.beyond(rows, right, user)) == len(rows):
        raise PermissionDenied(kinds.not_allowed(right))
    return kind, rows


def prepare(kind: Kind, thing_kind: str, rows: list[Any], *, by: audit.Actor, back: str = "") -> BulkAct:
    chosen = [(row.pk, getattr(row, "stage_id", None)) for row in rows]
    return BulkAct.objects.prepare(kind.name, thing_kind, chosen, by=by, back=back)


def rows_of(act: BulkAct) -> list[Any]:
    return things.read(act.thing_kind, list(act.items.values_list("thing_id", flat=True)), act.owner)


def form_of(act: BulkAct, rows: list[Any], said: Any = None) -> ChoiceForm:
    return form(kind_of(act), act.thing_kind, rows, act.owner, said)


def form(kind: Kind, thing_kind: str, rows: list[Any], user: User, said: Any = None) -> ChoiceForm:
    jobs = frozenset(row.job_id for row in rows if thing_kind == things.APPLICATION)
    return kind.form(said, scope=Scope(thing_kind, jobs, user))


def kind_of(act: BulkAct) -> Kind:
    kind = kinds.find(act.kind)
    assert kind is not None
    return kind


def preview(kind: Kind, thing_kind: str, rows: list[Any], chosen: dict[str, Any], user: User, *, total: int) -> Preview:
    found = kinds.hindrances(kind, thing_kind, rows, chosen, user)
    told = Preview(gone=total - len(rows))
    for row in rows:
        why = found.get(row.pk)
        if why and why.stops:
            told.not_done.append((row, why))
        else:
            told.will.append((row, why))
    return told


def start(act: BulkAct, form: ChoiceForm, *, by: audit.Actor) -> None:
    """A valid form. What is begun already goes on."""
    if not act.begin(form.kept(), kind_of(act).done(form.cleaned_data), by=by):
        return
    if act.total <= IN_REQUEST:
        run(act)
    else:
        working.call(TASK, act.pk)


def run(act: BulkAct, most: int = working.AT_ONCE) -> bool:
    """Does it to up to so many; whether there may be more."""
    with translation.override(act.owner.language), entered(Door("api" if act.key_id else "page", f"bulk-{act.pk}")):
        chosen = _chosen(act)
        return chosen is not None and all(_do_next(act, chosen) for _count in range(most))


def _chosen(act: BulkAct) -> dict[str, Any] | None:
    """What was chosen may have gone meanwhile: a stage, a template. Then nothing is done."""
    form = form_of(act, rows_of(act), act.choice)
    if form.is_valid():
        return form.cleaned_data
    act.stop(by=audit.SYSTEM)
    return None


def _do_next(act: BulkAct, chosen: dict[str, Any]) -> bool:
    claimed = working.claimed(_waiting(act))
    if claimed is None:
        if not _waiting(act).exists() and act.finish():
            audit.live.bump("bulk_act", act.pk)
        return False
    with transaction.atomic():
        if not _is_in_force(act):
            act.stop(by=audit.SYSTEM)
            return False
        item = working.held(_waiting(act), claimed)
        if item is not None:
            _settle(act, item, chosen)
    return True


def _waiting(act: BulkAct) -> "QuerySet[BulkActItem]":
    return act.items.filter(state=BulkActItem.State.WAITING, act__state__in=["waiting", "running"])


def _is_in_force(act: BulkAct) -> bool:
    """Whoever has left, and a key that was revoked, do nothing more. Held, so that it ends before the item or after."""
    if act.key_id is None:
        holder: Any = User.objects.active().filter(pk=act.owner_id)
    else:
        holder = ApiKey.objects.in_force().filter(pk=act.key_id)
    return holder.select_for_update(of=("self",), no_key=True).first() is not None


def _settle(act: BulkAct, item: BulkActItem, chosen: dict[str, Any]) -> None:
    assert act.undo is not None
    try:
        if item.attempts > working.ATTEMPTS:
            raise UnfitForAct(_("This could not be done."), code="gave_up")
        with transaction.atomic(), act.undo.acting():
            _do(act, item, chosen)
    except Refusal as refusal:
        _refused(item, refusal.sentence, refusal.code)
    except PermissionDenied as error:
        _refused(item, str(error), "forbidden")
    else:
        item.state = BulkActItem.State.DONE
        item.save(update_fields=["state"])
    counted = {"done": F("done") + 1} if item.state == BulkActItem.State.DONE else {"refused": F("refused") + 1}
    BulkAct.objects.filter(pk=act.pk).update(state=BulkAct.State.RUNNING, **counted)
    audit.live.bump("bulk_act", act.pk)


def _refused(item: BulkActItem, sentence: str, code: str) -> None:
    item.state, item.reason, item.code = BulkActItem.State.REFUSED, sentence, code[:60]
    item.save(update_fields=["state", "reason", "code"])


def _do(act: BulkAct, item: BulkActItem, chosen: dict[str, Any]) -> None:
    """By the same rule as the preview, asked anew: much may have happened since."""
    rows = things.read(act.thing_kind, [item.thing_id], act.owner)
    if not rows:
        raise UnfitForAct(_("This is no longer there."), code="not_found")
    kind = kind_of(act)
    why = kinds.hindrances(kind, act.thing_kind, rows, chosen, act.owner).get(rows[0].pk)
    if why and why.stops:
        raise UnfitForAct(why.sentence, code=why.code)
    assert act.undo is not None
    kind.apply(rows[0], chosen, undo=act.undo, by=act.by, seen=item.seen, part=why is not None)
