from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import gate
from recruitment.approvals.policy_forms import PolicyForm, steps_for
from recruitment.forms import beside
from recruitment.models import ApprovalKind, ApprovalPolicy
from recruitment.views.reach import user_of

MANAGE = "approvals.manage"


@require_safe
@gate.right(MANAGE)
def policies(request: HttpRequest) -> HttpResponse:
    rows = list(ApprovalPolicy.objects.in_force().with_steps())
    groups = [(kind, [row for row in rows if row.kind == kind]) for kind in ApprovalKind]
    retired = ApprovalPolicy.objects.filter(active=False).count()
    return render(request, "recruitment/approval_policies.html", {"groups": groups, "retired": retired, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@gate.right(MANAGE)
def new(request: HttpRequest) -> HttpResponse:
    form, steps = PolicyForm(request.POST or None), steps_for(None, request.POST or None)
    if both_valid(form, steps):
        with beside(form):
            ApprovalPolicy.objects.write(steps=steps.plans(), by=user_of(request), **form.rule)
            messages.success(request, _("The policy binds what is asked from now on."))
            return redirect("recruitment:approval-policies")
    return show(request, form, steps)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.right(MANAGE)
def policy(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ApprovalPolicy.objects.with_steps(), pk=pk, active=True)
    form = PolicyForm(request.POST or None, instance=found)
    steps = steps_for(found, request.POST or None)
    if both_valid(form, steps):
        with beside(form):
            ApprovalPolicy.objects.get(pk=pk).change(steps=steps.plans(), by=user_of(request), **form.rule)
            messages.success(request, _("Saved. Approvals that are under way keep their steps."))
            return redirect("recruitment:approval-policies")
    return show(request, form, steps, policy=found)


@require_POST
@gate.right(MANAGE)
def retirement(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(ApprovalPolicy, pk=pk).retire(by=user_of(request))
    messages.success(request, _("The policy is retired. What it bound stays to be read."))
    return redirect("recruitment:approval-policies")


def both_valid(form: PolicyForm, steps: Any) -> bool:
    """Both are asked, so that all errors stand on the page at once."""
    return form.is_bound and all([form.is_valid(), steps.is_valid()])


def show(request: HttpRequest, form: PolicyForm, steps: Any, *, policy: ApprovalPolicy | None = None) -> HttpResponse:
    is_refused = form.is_bound and bool(form.errors or not steps.is_valid())
    context = {"form": form, "steps": steps, "policy": policy}
    return render(request, "recruitment/approval_policy.html", context, status=422 if is_refused else 200)
