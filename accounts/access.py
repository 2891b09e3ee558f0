"""Who may do what: a role gives rights, a grant says where, a hiring team gives roles on single jobs."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from company.models import Department

if TYPE_CHECKING:
    from accounts.models import User

WORDS: dict[str, str | Promise] = {
    "company.manage": _("manage the company's data"),
    "users.manage": _("manage people"),
    "keys.use": _("use API keys"),
    "keys.manage": _("manage everyone's API keys"),
    "mail.manage": _("set up mail"),
    "mailbox.read": _("read the local mailbox"),
    "templates.manage": _("manage templates"),
    "jobs.create": _("create jobs"),
    "jobs.view": _("see jobs"),
    "jobs.edit": _("change jobs"),
    "jobs.publish": _("publish jobs"),
    "jobs.team": _("choose the hiring team"),
    "requisitions.raise": _("ask for a hire"),
    "approvals.manage": _("set up approvals"),
    "approvals.skip": _("skip a step of an approval"),
    "offers.view": _("see offers"),
    "offers.make": _("make offers"),
    "offers.pay": _("see the pay of offers"),
    "offers.conditions": _("settle the conditions of offers"),
    "sources.manage": _("manage tracking links and referrals"),
    "applications.view": _("see applications"),
    "applications.create": _("add applications"),
    "applications.move": _("move applications"),
    "applications.close": _("close applications"),
    "candidates.create": _("add candidates"),
    "candidates.edit": _("change candidates"),
    "candidates.all": _("see all candidates"),
    "notes.write": _("write notes"),
    "messages.send": _("send messages"),
    "pay.view": _("see pay"),
    "adjustments.view": _("see requests for adjustments"),
    "audit.view": _("read the audit log"),
    "demo.remove": _("remove the demo"),
}

_INTERVIEWER = frozenset({"jobs.view", "applications.view", "notes.write"})
_ASSOCIATE = _INTERVIEWER | {"applications.create", "candidates.create", "candidates.edit"}
_COORDINATOR = _ASSOCIATE | {"applications.move", "messages.send", "adjustments.view", "keys.use", "offers.view"}
_RECRUITER = _COORDINATOR | {
    "jobs.create",
    "jobs.edit",
    "jobs.publish",
    "jobs.team",
    "applications.close",
    "candidates.all",
    "templates.manage",
    "pay.view",
    "requisitions.raise",
    "offers.make",
    "offers.pay",
    "offers.conditions",
    "sources.manage",
}

RIGHTS: dict[str, frozenset[str]] = {
    "administrator": frozenset(
        {
            "company.manage",
            "users.manage",
            "keys.use",
            "keys.manage",
            "mail.manage",
            "mailbox.read",
            "templates.manage",
            "audit.view",
            "demo.remove",
            "approvals.manage",
        }
    ),
    "recruiter": _RECRUITER,
    "coordinator": _COORDINATOR,
    "associate": _ASSOCIATE,
    "hiring_manager": _INTERVIEWER | {"pay.view", "requisitions.raise", "offers.view", "offers.pay"},
    "interviewer": _INTERVIEWER,
    "compliance_officer": frozenset(
        {"jobs.view", "applications.view", "candidates.all", "pay.view", "adjustments.view", "audit.view", "keys.use"}
        | {"approvals.manage", "approvals.skip", "offers.view", "offers.pay", "offers.conditions"}
    ),
    "adjudicator": frozenset({"jobs.view", "applications.view"}),
    "auditor": frozenset({"audit.view"}),
}

# They reach over the whole company, so a grant on a department or a place on a team never gives them.
COMPANY_WIDE = frozenset(
    {
        "company.manage",
        "users.manage",
        "keys.manage",
        "mail.manage",
        "mailbox.read",
        "templates.manage",
        "candidates.all",
        "audit.view",
        "demo.remove",
        "approvals.manage",
    }
)
# What is not about one job: a place on a team doesn't give it.
BEYOND_A_JOB = COMPANY_WIDE | {"jobs.create", "keys.use", "requisitions.raise", "sources.manage"}


Written = TypeVar("Written")
# Its role, department and office.
Grant = tuple[str, int | None, int | None]


class Work(Protocol):
    """A job, as far as access looks at it."""

    pk: int
    department_id: int
    office_id: int
    confidential: bool


@dataclass(frozen=True)
class Reach:
    """Where a right holds by grants; departments include all below them. Teams come on top."""

    everywhere: bool = False
    departments: frozenset[int] = frozenset()
    offices: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.departments or self.offices)

    def covers(self, job: Work) -> bool:
        return self.everywhere or job.department_id in self.departments or job.office_id in self.offices


@dataclass(frozen=True)
class Held:
    """All that a person's grants and teams give, as it stands at one moment."""

    reaches: Mapping[str, Reach]
    on_jobs: Mapping[int, frozenset[str]]
    # Conditions that follow from it, as `once` has written them.
    written: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    def reach(self, right: str) -> Reach:
        return self.reaches.get(right, Reach())

    def somewhere(self, right: str) -> bool:
        by_team = right not in BEYOND_A_JOB and any(right in rights for rights in self.on_jobs.values())
        return by_team or bool(self.reach(right))

    def on(self, right: str, job: Work) -> bool:
        by_team = right not in BEYOND_A_JOB and right in self.on_jobs.get(job.pk, frozenset())
        # A confidential job opens only through its team; to create one is not to open it.
        is_shut = job.confidential and right not in BEYOND_A_JOB
        return by_team or (not is_shut and self.reach(right).covers(job))

    def fingerprint(self) -> str:
        """Changes with any change of what the person reaches."""
        parts = [f"{right}:{reach.everywhere}:{sorted(reach.departments)}:{sorted(reach.offices)}" for right, reach in
                 sorted(self.reaches.items())]  # fmt: skip
        parts += [f"{job}:{sorted(rights)}" for job, rights in sorted(self.on_jobs.items())]
        return sha256("\n".join(parts).encode()).hexdigest()[:24]


JobRoles = Callable[["Collection[User]"], Mapping[int, Mapping[int, set[str]]]]


class OnJob:
    """Rules of higher apps that give people roles on single jobs: {user id: {job id: roles}}."""

    def __init__(self) -> None:
        self._rules: list[JobRoles] = []

    def register(self, rule: JobRoles) -> JobRoles:
        if rule not in self._rules:
            self._rules.append(rule)
        return rule

    def rights(self, users: "Collection[User]") -> dict[int, dict[int, frozenset[str]]]:
        found: defaultdict[int, dict[int, frozenset[str]]] = defaultdict(dict)
        for rule in self._rules:
            for user, jobs in rule(users).items():
                for job, roles in jobs.items():
                    known = found[user].get(job, frozenset())
                    found[user][job] = known.union(*(RIGHTS[role] for role in roles))
        return found


on_job = OnJob()


def held(user: "User") -> Held:
    """Asked once in a request (`User.keep_held`), else each time: rights change at once."""
    if user.held is not None:
        return user.held
    answer = _held([user])[0]
    if user.keeps_held:
        user.held = answer
    return answer


def once(user: "User", name: object, write: Callable[[], Written]) -> Written:
    """A condition or subquery that many queries of a request are made with, written once: who sees what is asked in
    dozens of places on a page, and writing it takes longer than the database takes to answer."""
    if not user.keeps_held:
        return write()
    written = held(user).written
    if name not in written:
        written[name] = write()
    known: Written = written[name]
    return known


def hold(users: "Collection[User]") -> None:
    """Looks up what all of them may do at once, and keeps it: for a page that asks of several people what they see."""
    for user, answer in zip(users, _held(users), strict=True):
        user.keep_held()
        user.held = answer


def _held(users: "Collection[User]") -> list[Held]:
    present = [user for user in users if user.pk is not None and user.is_active]
    if not present:
        return [Held({}, {}) for _user in users]
    grants, on_jobs = _grants(present), on_job.rights(present)
    trees = Department.objects.trees({place for rows in grants.values() for _role, place, _office in rows if place})
    here = {user.pk for user in present}
    return [
        Held(_reaches(grants[user.pk], trees), on_jobs.get(user.pk, {})) if user.pk in here else Held({}, {})
        for user in users
    ]


def _grants(users: "Collection[User]") -> defaultdict[int, list[Grant]]:
    from accounts.models import RoleGrant

    found: defaultdict[int, list[Grant]] = defaultdict(list)
    rows = RoleGrant.objects.filter(user__in=users).order_by("pk")
    for user, role, department, office in rows.values_list("user_id", "role", "department_id", "office_id"):
        found[user].append((role, department, office))
    return found


def _reaches(grants: list[Grant], trees: Mapping[int, frozenset[int]]) -> dict[str, Reach]:
    found: dict[str, Reach] = {}
    for role, department, office in grants:
        everywhere = department is None and office is None
        for right in RIGHTS[role] if everywhere else RIGHTS[role] - COMPANY_WIDE:
            known = found.get(right, Reach())
            found[right] = Reach(
                known.everywhere or everywhere,
                known.departments | (trees.get(department, frozenset()) if department else frozenset()),
                known.offices | ({office} if office else frozenset()),
            )
    return found


def reach(user: "User", right: str) -> Reach:
    return held(user).reach(_known(right))


def may(user: "User", right: str, job: Work | None = None) -> bool:
    """Without a job: whether the right holds anywhere at all."""
    rights = held(user)
    return rights.somewhere(_known(right)) if job is None else rights.on(_known(right), job)


def _known(right: str) -> str:
    if right not in WORDS:
        raise LookupError(f"There is no right {right!r}.")
    return right
