"""From one job to another, and that somebody did not come."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gate import signed_in
from accounts.ids import id_in
from accounts.models import User
from recruitment.forms import ConsiderationForm, NoShowForm, TransferForm, beside
from recruitment.models import Application, Job
from recruitment.passing_on import elder_in
from recruitment.views.applications import show
from recruitment.views.reach import find_application, find_within, status_of, user_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    application, user = find_application(request, pk, "applications.move"), user_of(request)
    form = TransferForm(sent_in(request), application=application, user=user)
    context = {"application": application, "candidate": application.candidate, "form": form}
    if form.is_bound:
        job = asked_job(request.POST.get("job"), user, "applications.move")
        with beside(form):
            if form.is_valid():
                application.transfer(form.cleaned_data["job"], by=user, seen=id_in(request.POST.get("from")))
                told = {"person": application.candidate, "job": application.job}
                messages.success(request, _("%(person)s now stands on the board of %(job)s.") % told)
                return redirect("recruitment:application", application.pk)
        context["elder"] = elder_in(application, job) if job else None
    return render(request, "recruitment/application_transfer.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def considerations(request: HttpRequest, pk: int) -> HttpResponse:
    application, user = find_application(request, pk, "applications.create"), user_of(request)
    form = ConsiderationForm(sent_in(request), application=application, user=user)
    if form.is_bound:
        for job in request.POST.getlist("jobs"):
            asked_job(job, user, "applications.create")
        with beside(form):
            if form.is_valid():
                added = application.consider_for(list(form.cleaned_data["jobs"]), by=user)
                messages.success(request, told_added(application, added))
                return redirect("recruitment:application", application.pk)
    context = {"application": application, "candidate": application.candidate, "form": form}
    return render(request, "recruitment/application_considerations.html", context, status=status_of(form))


@require_POST
@signed_in
def no_shows(request: HttpRequest, pk: int) -> HttpResponse:
    application, user = find_application(request, pk, "applications.move"), user_of(request)
    form = NoShowForm(request.POST, auto_id="no_show_%s")
    if form.is_valid():
        if form.cleaned_data["note"]:
            user.require("notes.write", application.job)
        with beside(form):
            application.note_no_show(note=form.cleaned_data["note"], by=user)
            messages.success(
                request, _("It is noted that %(person)s did not come.") % {"person": application.candidate}
            )
            return redirect("recruitment:application", application.pk)
    return show(request, application, no_show=form)


def sent_in(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def asked_job(sent: str | None, user: User, right: str) -> Job | None:
    """One that is not visible does not exist (404); one that is, and may not be used, is a 403 with a sentence."""
    if not sent:
        return None
    job: Job = find_within(Job.objects.visible_to(user), sent)
    user.require(right, job)
    return job


def told_added(application: Application, added: list[Application]) -> str:
    said = ngettext(
        "%(person)s is considered for one more job.", "%(person)s is considered for %(count)s more jobs.", len(added)
    )
    return said % {"person": application.candidate, "count": len(added)}
