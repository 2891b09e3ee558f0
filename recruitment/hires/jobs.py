"""A job around its hires: who else could have the seat, and what is left to do once the last one is filled."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

import communications
from accounts.gate import signed_in
from accounts.ids import id_in
from communications.models import MessageTemplate
from recruitment.forms.hire import GoodbyeForm
from recruitment.models import Application, Hire, Job
from recruitment.offers import runners_up, wrapping_up
from recruitment.views.reach import find_job, find_within, status_of, tabs_of, user_of

CLOSE, EDIT, PUBLISH, WRITE = "applications.close", "jobs.edit", "jobs.publish", "messages.send"
MOVE = "applications.move"


@require_safe
@signed_in
def runners(request: HttpRequest, pk: int) -> HttpResponse:
    job, user = find_job(request, pk, MOVE), user_of(request)
    fallen = Hire.objects.visible_to(user).filter(application__job=job, state=Hire.State.FELL_THROUGH)
    context = {
        "rows": list(runners_up.of(job, user)[: runners_up.SHOWN]),
        "fallen": list(fallen.select_related("application__candidate").order_by("-fell_at")[:3]),
        "ahead": list(Hire.objects.visible_to(user).ahead().filter(application__job=job).with_names()),
    }
    return render(request, "recruitment/hires/runners_up.html", tabs_of(request, job) | context)


@require_POST
@signed_in
def touched(request: HttpRequest, pk: int) -> HttpResponse:
    job = find_job(request, pk, MOVE)
    runners_up.note_in_touch(job, by=user_of(request))
    messages.success(request, _("Noted: they know how it stands."))
    return redirect("recruitment:job-board", job.pk)


@require_safe
@signed_in
def wrap_up(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, find_job(request, pk, EDIT))


def show(request: HttpRequest, job: Job, form: GoodbyeForm | None = None) -> HttpResponse:
    user = user_of(request)
    proposal = wrapping_up.proposal(job, user)
    context = {
        "proposal": proposal,
        "left": proposal.left if proposal else [],
        "may_publish": user.may(PUBLISH, job),
        "may_close": user.may(CLOSE, job),
        "may_write": user.may(WRITE, job),
        "form": form or GoodbyeForm(job=job),
    }
    status = status_of(form) if form else 200
    return render(request, "recruitment/hires/wrap_up.html", tabs_of(request, job) | context, status=status)


@require_safe
@signed_in
def goodbye_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it would go to the first of them."""
    job = find_job(request, pk, CLOSE)
    first = wrapping_up.remaining(job, user_of(request)).first()
    chosen = request.GET.get("template")
    if first is None or not chosen:
        return HttpResponse("")
    template = find_within(GoodbyeForm.letters(), chosen)
    letter = communications.preview(in_their_language(template, first), about=first, by=user_of(request))
    return render(request, "recruitment/_letter.html", {"letter": letter})


@require_POST
@signed_in
def goodbyes(request: HttpRequest, pk: int) -> HttpResponse:
    job, user = find_job(request, pk, CLOSE), user_of(request)
    form = GoodbyeForm(request.POST, job=job)
    if not form.is_valid():
        return show(request, job, form)
    said = form.cleaned_data
    if said["template"] is not None:
        user.require(WRITE, job)
    seen = [number for one in request.POST.getlist("seen") if (number := id_in(one)) is not None]
    ended, unwritten = wrapping_up.say_goodbye(
        job, said["reason"], template=said["template"], seen=seen, by=user, of=user
    )
    messages.success(request, told(ended, unwritten))
    return redirect("recruitment:job-wrap-up", job.pk)


@require_POST
@signed_in
def unpublishing(request: HttpRequest, pk: int) -> HttpResponse:
    job = find_job(request, pk, PUBLISH)
    wrapping_up.unpublish(job, by=user_of(request))
    messages.success(request, _("The job is off the careers site."))
    return redirect("recruitment:job-wrap-up", job.pk)


@require_POST
@signed_in
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    job = find_job(request, pk, EDIT)
    wrapping_up.close(job, by=user_of(request))
    messages.success(request, _("The job is closed."))
    return redirect("recruitment:job-board", job.pk)


def told(ended: int, unwritten: int) -> str:
    said = ngettext("%(count)s application is ended.", "%(count)s applications are ended.", ended) % {"count": ended}
    if not unwritten:
        return said
    rest = ngettext(
        "%(count)s person has no address for mail, or wants none.",
        "%(count)s people have no address for mail, or want none.",
        unwritten,
    )
    return f"{said} {rest % {'count': unwritten}}"


def in_their_language(template: MessageTemplate, application: Application) -> Any:
    return MessageTemplate.objects.in_language(template.key, application.language) if template.key else template
