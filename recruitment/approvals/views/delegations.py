from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gate import signed_in
from recruitment.approvals.forms import DelegationForm
from recruitment.forms import beside
from recruitment.models import Delegation
from recruitment.views.reach import status_of, user_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def delegations(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    form = DelegationForm(request.POST or None, user=user)
    if form.is_bound and form.is_valid():
        with beside(form):
            made = Delegation.objects.entrust(user=user, by=user, **form.cleaned_data)
            messages.success(request, _("%(person)s decides in your place on these days.") % {"person": made.deputy})
            return redirect("recruitment:delegations")
    rows = list(Delegation.objects.not_over().visible_to(user).select_related("user", "deputy"))
    context = {
        "form": form,
        "mine": [row for row in rows if row.user_id == user.pk],
        "others": [row for row in rows if row.deputy_id == user.pk],
    }
    return render(request, "recruitment/delegations.html", context, status=status_of(form))


@require_POST
@signed_in
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    get_object_or_404(Delegation.objects.filter(user=user).select_related("user", "deputy"), pk=pk).end(by=user)
    messages.success(request, _("From now on you decide yourself again."))
    return redirect("recruitment:delegations")
