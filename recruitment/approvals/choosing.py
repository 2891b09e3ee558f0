"""Which policy binds: of those that fit, the most specific one.

It is the one with the most conditions. Of two with as many: the one on the department nearer to the job, then the one
whose pay begins higher, then the newer one.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from company.models import Department
from recruitment.approvals.kinds import Terms
from recruitment.models import ApprovalPolicy


def policy_for(kind: str, terms: Terms) -> ApprovalPolicy | None:
    line = line_above(terms.department)
    near = Q(department=None) | Q(department__in=line)
    fits = ApprovalPolicy.objects.in_force().filter(near, kind=kind)
    fits = fits.filter(Q(entity=None) | Q(entity=terms.entity), Q(office=None) | Q(office=terms.office))
    return most_specific(fits, terms, line)


def most_specific(policies: Iterable[ApprovalPolicy], terms: Terms, line: list[int]) -> ApprovalPolicy | None:
    fitting = [one for one in policies if _fits(one, terms)]
    return max(fitting, key=lambda one: _rank(one, line), default=None)


def line_above(department: Department) -> list[int]:
    """The department and all that it is part of, itself first."""
    line: list[int] = []
    step: Department | None = department
    while step is not None and step.pk not in line:
        line.append(step.pk)
        step = step.parent
    return line


def _fits(policy: ApprovalPolicy, terms: Terms) -> bool:
    same_level = not policy.level or policy.level.casefold() == terms.level.casefold()
    return same_level and policy.covers_pay(terms.pay_yearly, terms.currency)


def _rank(policy: ApprovalPolicy, line: list[int]) -> tuple[Any, ...]:
    conditions = (policy.entity_id, policy.department_id, policy.office_id, policy.level, policy.has_pay_bounds)
    nearness = -line.index(policy.department_id) if policy.department_id else -len(line)
    return sum(map(bool, conditions)), nearness, policy.pay_from or 0, policy.pk
