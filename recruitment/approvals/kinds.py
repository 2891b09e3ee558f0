"""What can be approved: each kind says what a policy may look at, what is shown, and what follows."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import audit

if TYPE_CHECKING:
    from accounts.models import User
    from company.models import Department, LegalEntity, Office
    from recruitment.models import Application, Job

# By which rights one reads an approval of the kind, and the pay in it, unless one is asked oneself.
SEEN_BY = {"requisition": "jobs.view", "stage": "applications.view", "offer": "offers.view"}
PAY_SEEN_BY = {"requisition": "pay.view", "stage": "pay.view", "offer": "offers.pay"}


class UnknownKind(LookupError):
    """Nobody has registered such a kind: a mistake of ours, not of a person."""


@dataclass(frozen=True)
class Line:
    """One fact that is approved. `label` is an English msgid; whoever reads it reads it in their language."""

    field: str
    label: str
    value: str
    is_pay: bool = False


@dataclass(frozen=True)
class Terms:
    """What policies look at."""

    entity: "LegalEntity"
    department: "Department"
    office: "Office"
    level: str = ""
    pay_yearly: Decimal | None = None
    currency: str = ""


Follow = Callable[..., None]


@dataclass(frozen=True)
class Kind:
    """`granted(thing, by=)` and `refused(thing, by=, reason=)` run in the transaction of the deciding word;
    `withdrawn(thing, by=)` when the request was taken back on its own page. `watched` are names of lines: a change
    of one of them asks again, as the policy says."""

    name: str
    model: Any
    label: Callable[[Any], str]
    url: Callable[[Any], str]
    terms: Callable[[Any], Terms]
    snapshot: Callable[[Any], list[Line]]
    watched: frozenset[str]
    granted: Follow
    refused: Follow
    withdrawn: Follow | None = None
    # Its own news tell who asked that it is approved or refused.
    has_news: bool = False

    def sees(self, user: "User", thing: Any) -> bool:
        """By what they may do, without being asked."""
        ref = audit.things.ref(thing)
        return user.may(SEEN_BY[self.name], job_of(thing)) and ref in audit.things.resolve([ref], user)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    if kind.name not in SEEN_BY:
        raise UnknownKind(f"There are no approvals of {kind.name!r}.")
    _kinds[kind.name] = kind


def find(name: str) -> Kind:
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(f"No kind of approval is called {name!r}.") from None


def names() -> list[str]:
    return list(_kinds)


def application_of(thing: Any) -> "Application | None":
    from recruitment.models import Application

    return thing if isinstance(thing, Application) else getattr(thing, "application", None)


def job_of(thing: Any) -> "Job":
    from recruitment.models import Job

    if isinstance(thing, Job):
        return thing
    application = application_of(thing)
    job: Job = application.job if application else thing.job
    return job


def lock(thing: Any) -> None:
    """First of all, and in this order, as verbs of the things do it: the application, then the thing itself."""
    application = application_of(thing)
    for row in dict.fromkeys((application, thing)):
        if row is not None:
            rows = type(row)._default_manager.select_for_update(of=("self",), no_key=True)
            rows.filter(pk=row.pk).first()
