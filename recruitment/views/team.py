from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gate import signed_in
from accounts.models import User
from recruitment.forms import TeamForm, beside
from recruitment.views.reach import find_job, status_of, tabs_of, user_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Who works on a job is no secret to those who see it; only some may change it."""
    job, user = find_job(request, pk, "jobs.team" if request.method == "POST" else None), user_of(request)
    form = TeamForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with beside(form):
            job.add_to_team(form.cleaned_data["user"], form.cleaned_data["role"], by=user)
            return redirect("recruitment:job-team", job.pk)
    context = tabs_of(request, job) | {"form": form, "members": job.team(), "may_choose": user.may("jobs.team", job)}
    return render(request, "recruitment/job_team.html", context, status=status_of(form))


@require_POST
@signed_in
def removal(request: HttpRequest, pk: int, user_pk: int, role: str) -> HttpResponse:
    job = find_job(request, pk, "jobs.team")
    person = get_object_or_404(User, pk=user_pk)
    job.remove_from_team(person, role, by=user_of(request))
    messages.success(request, _("%(person)s is no longer on the team in this role.") % {"person": person})
    return redirect("recruitment:job-team", job.pk)
