"""What this package tells the desk: how each act is taken back."""

import audit
from accounts import deletions
from desk import undo
from recruitment import returning
from recruitment.bulk import assigning, kinds, moving, rejecting, tagging, writing
from recruitment.models import BulkAct


def register() -> None:
    kinds.register(moving.Move(), tagging.Tagging(), assigning.Assign(), writing.Mail(), rejecting.Reject())
    undo.register(moving.VERB, inverse=returning.move_back, version=returning.place)
    undo.register(rejecting.VERB, inverse=returning.open_again, version=returning.place)
    undo.register(tagging.VERB, inverse=tagging.untag, version=tagging.version)
    undo.register(assigning.OWNED, inverse=assigning.give_back, version=assigning.owner_of)
    undo.register(assigning.REVIEWED, inverse=assigning.ask_the_former, version=assigning.reviewer_of)
    undo.register(writing.VERB, inverse=writing.hold_back, version=writing.still_here)
    audit.things.register(
        "bulk_act",
        "recruitment.BulkAct",
        label=str,
        url=BulkAct.get_absolute_url,
        visible_to=BulkAct.objects.visible_to,
    )
    deletions.register("bulk_acts", seen=lambda user: [user.pk])
