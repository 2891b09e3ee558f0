"""For everyone who signs in: the jobs one may apply for or name somebody for, and how one's own application stands."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gate import Request, signed_in
from recruitment.forms import beside
from recruitment.models import InternalPolicy, JobPost
from recruitment.sources import applying_inside, posts, referring, showing
from recruitment.sources.forms import InsideForm, ReferralForm
from recruitment.views.reach import status_of

MOST = 200


@require_safe
@signed_in
def jobs(request: Request) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", " ").strip()[:100]
    shown = posts.for_employees().matching(words=words).order_by("title", "pk")[:MOST]
    own = applying_inside.own(request.user)
    context = {"posts": shown, "words": words, "own": own}
    return render(request, "recruitment/sources/inside.html", context)


@require_safe
@signed_in
def job(request: Request, slug: str) -> HttpResponse:
    post = find_post(slug)
    own = [one for one in applying_inside.own(request.user) if one.job_id == post.job_id]
    context = {"post": post, "job": post.job, "own": own, "is_open_already": any(one.open for one in own)}
    return render(request, "recruitment/sources/inside_job.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def application(request: Request, slug: str) -> HttpResponse:
    post = find_post(slug)
    form = InsideForm(request.POST or None, request.FILES or None, post=post)
    if form.is_bound and form.is_valid():
        with beside(form):
            applying_inside.apply(
                request.user,
                post,
                phone=form.cleaned_data["phone"],
                resume=form.cleaned_data["resume"],
                answers=form.answers(),
                form_token=form.cleaned_data["form_token"],
                by=request.user,
            )
            messages.success(request, _("Your application is there. You see here how it stands."))
            return redirect("recruitment:inside")
    context = {"post": post, "job": post.job, "form": form, "policy": InternalPolicy.objects.current()}
    return render(request, "recruitment/sources/inside_application.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def referral(request: Request, slug: str) -> HttpResponse:
    post = find_post(slug)
    form = ReferralForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        with beside(form):
            referring.refer(naming(post, form.cleaned_data), referrer=request.user, by=request.user)
            messages.success(request, _("Thank you. We ask the person by mail whether they want to apply."))
            return redirect("recruitment:referrals")
    context = {"post": post, "job": post.job, "form": form, "policy": InternalPolicy.objects.current()}
    return render(request, "recruitment/sources/inside_referral.html", context, status=status_of(form))


@require_safe
@signed_in
def referrals(request: Request) -> HttpResponse:
    """One's own."""
    return render(request, "recruitment/sources/referrals.html", {"rows": showing.mine(request.user)})


def naming(post: JobPost, said: dict[str, Any]) -> referring.Naming:
    token: UUID | None = said.get("form_token")
    return referring.Naming(post=post, **{**said, "form_token": token})


def find_post(slug: str) -> JobPost:
    return get_object_or_404(posts.for_employees(), slug=slug)
