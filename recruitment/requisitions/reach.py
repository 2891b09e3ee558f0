"""What a signed-in person may do with a requisition."""

from dataclasses import dataclass

from accounts.models import User
from recruitment.models import Requisition
from recruitment.requisitions.raising import may_complete


@dataclass
class Place:
    """Where the hire is asked for, as access looks at a job."""

    department_id: int
    office_id: int
    confidential: bool
    pk: int = 0


@dataclass(frozen=True)
class May:
    """What one person may do with one request, as it stands."""

    change: bool
    complete: bool
    send_back: bool
    withdraw: bool
    see_pay: bool


def may_do(user: User, requisition: Requisition) -> May:
    own, recruits = requisition.raised_by_id == user.pk, may_complete(user, requisition)
    return May(
        change=own and requisition.is_open,
        complete=recruits and requisition.state in (Requisition.State.RAISED, Requisition.State.COMPLETING),
        send_back=recruits and requisition.state in (Requisition.State.RAISED, Requisition.State.COMPLETING),
        withdraw=own and requisition.state in (*Requisition.UNDECIDED, Requisition.State.REFUSED),
        see_pay=may_see_pay(user, requisition),
    )


def may_see_pay(user: User, requisition: Requisition) -> bool:
    """Whoever asked, whoever completes it, and whoever may see the pay of a job there."""
    if user.pk in (requisition.raised_by_id, requisition.recruiter_id):
        return True
    if requisition.job is not None:
        return user.may("pay.view", requisition.job)
    here = Place(requisition.department_id, requisition.office_id, requisition.confidential)
    return user.may("pay.view", here)
