"""The careers site: what candidates see. Every page speaks the language of its post."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

import audit
from accounts.ids import id_in
from audit import door
from company.models import PlaceOfWork, PrivacyNotice
from recruitment.careers import drafts, languages, links, offering, robots, structured
from recruitment.careers.forms import ApplicationForm
from recruitment.models import Application, ClosureKind, ClosureReason, JobPost, Referral
from recruitment.models.post import JobPostQuerySet
from recruitment.sources import naming
from recruitment.sources.trail import Trail


def live_posts() -> JobPostQuerySet:
    return JobPost.objects.live().select_related("job__brand", "job__department", "job__place", "job__entity")


@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    wanted = {name: request.GET.get(name, "").strip()[:100] for name in ("place", "department", "language")}
    words = request.GET.get("q", "").strip()[:100]
    posts = live_posts().matching(words=words, **wanted)
    context = {
        "posts": posts.order_by("title", "pk")[:200],
        "places": PlaceOfWork.objects.filter(pk__in=live_posts().values("job__place")).order_by("name"),
        "departments": live_posts()
        .order_by("job__department__name")
        .values_list("job__department__name", flat=True)
        .distinct(),
        "written": live_posts().order_by("language").values_list("language", flat=True).distinct(),
        "languages": languages.switch(request),
        "is_filtered": bool(words or any(wanted.values())),
        "trail": Trail.of(request),
    }
    return render(request, "careers/job_list.html", context)


@require_safe
def job_detail(request: HttpRequest, slug: str) -> HttpResponse:
    post = get_object_or_404(live_posts(), slug=slug)
    languages.speak(post.language)
    context = {
        "post": post,
        "job": post.job,
        "brand": post.job.brand,
        "siblings": live_posts().filter(job=post.job).order_by("language"),
        "posting": structured.posting(post),
        "trail": Trail.of(request),
    }
    return render(request, "careers/job_detail.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    post = get_object_or_404(live_posts(), slug=slug)
    languages.speak(post.language)
    if request.method == "POST":
        return Sending.of(request, post).answer()
    form = ApplicationForm(post=post, is_walk_in=naming.is_walk_in(Trail.of(request)))
    return show_form(request, post, form, robots.Ticket.issue(slug))


def show_form(
    request: HttpRequest, post: JobPost, form: ApplicationForm, ticket: robots.Ticket, *, sentence: str = ""
) -> HttpResponse:
    context = {
        "post": post,
        "job": post.job,
        "brand": post.job.brand,
        "form": form,
        "ticket": ticket,
        "work_bits": robots.WORK_BITS,
        "notice": post.notice,
        "kept": drafts.kept(ticket.token) if form.is_bound else None,
        "sentence": sentence,
        "trail": Trail.of(request),
    }
    return render(request, "careers/apply.html", context, status=422 if form.is_bound else 200)


@dataclass
class Sending:
    """One sending of the form, from what came in to the page that answers it."""

    request: HttpRequest
    post: JobPost
    ticket: robots.Ticket | None
    form: ApplicationForm
    trail: Trail

    @classmethod
    def of(cls, request: HttpRequest, post: JobPost) -> "Sending":
        ticket = robots.Ticket.open(request.POST.get("ticket", ""), post.slug)
        has_kept = ticket is not None and drafts.kept(ticket.token) is not None
        trail = Trail.of(request)
        form = ApplicationForm(
            request.POST, request.FILES, post=post, has_kept_resume=has_kept, is_walk_in=naming.is_walk_in(trail)
        )
        return cls(request, post, ticket, form, trail)

    def answer(self) -> HttpResponse:
        if self.ticket is None:
            fresh = robots.Ticket.issue(self.post.slug)
            return self.again(fresh, _("This form lay open for too long. Please look it over and send it once more."))
        if self.request.POST.get("website"):  # no person sees this field
            return self.thanks()
        if not self.form.is_valid():
            self.keep_resume(self.ticket)
            return self.again(self.ticket)
        if self.ticket.is_too_quick:
            self.keep_resume(self.ticket)
            return self.again(self.ticket, _("That was very quick. Please look it over and send it once more."))
        if self.request.POST.get("notice") != str(self.notice.pk):
            self.keep_resume(self.ticket)
            return self.again(self.ticket, _("The privacy notice has just changed. Please read the new one."))
        if not self.is_within_limits():
            self.keep_resume(self.ticket)
            return self.again(self.ticket, _("Too many applications came from here. Please try again in an hour."))
        return self.receive(self.ticket)

    def again(self, ticket: robots.Ticket, sentence: str = "") -> HttpResponse:
        return show_form(self.request, self.post, self.form, ticket, sentence=sentence)

    @property
    def notice(self) -> PrivacyNotice:
        notice = self.post.notice
        if notice is None:
            raise Http404("A post without a privacy notice is not live.")
        return notice

    def is_within_limits(self) -> bool:
        if self.ticket and Application.objects.filter(form_token=self.ticket.token).exists():
            return True  # the same form sent twice
        email = self.form.cleaned_data["email"].casefold()
        address = door.current().address or "unknown"
        return robots.is_within("apply.address", address, limit=10, seconds=3600) and robots.is_within(
            "apply.email", f"{email} {self.post.pk}", limit=3, seconds=3600
        )

    def keep_resume(self, ticket: robots.Ticket) -> None:
        upload = self.form.cleaned_data.get("resume")
        if isinstance(upload, UploadedFile) and "resume" not in self.form.errors:
            drafts.keep(ticket.token, upload)
            self.form.has_kept_resume = True
            self.form.fields["resume"].required = False

    def receive(self, ticket: robots.Ticket) -> HttpResponse:
        data = self.form.cleaned_data
        Application.objects.receive(
            post=self.post,
            form_token=ticket.token,
            first_name=data["first_name"],
            last_name=data["last_name"],
            email=data["email"],
            phone=data["phone"],
            link=data["link"],
            answers=self.form.answers(),
            resume=data["resume"] or drafts.take(ticket.token),
            adjustment=data["adjustment"] if data["adjustment_needed"] == "yes" else "",
            notice=self.notice,
            language=self.post.language,
            source=naming.source_of(self.trail),
            along=[self.trail],
            is_trusted=ticket.is_worked(self.request.POST.get("work", "")),
            by=audit.by("candidate", None),
        )
        drafts.drop(ticket.token)
        return self.thanks()

    def thanks(self) -> HttpResponse:
        return redirect(reverse("careers:sent", args=[self.post.slug]))


@require_GET
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    post = get_object_or_404(JobPost.objects.select_related("job__brand"), slug=slug)
    languages.speak(post.language)
    first = post.job.stages.filter(active=True).first()
    context = {"post": post, "job": post.job, "brand": post.job.brand, "first_stage": first}
    return render(request, "careers/sent.html", context)


def found(token: str, purpose: str) -> Application:
    application = links.opened(token, purpose)
    if application is None:
        raise Http404(_("This link is no longer valid."))
    languages.speak(application.language)
    return application


def personal(request: HttpRequest, template: str, application: Application, **more: Any) -> HttpResponse:
    context = {"application": application, "job": application.job, "brand": application.job.brand, **more}
    with timezone.override(languages.zone_of(request) or application.job.office.zone):
        response = render(request, template, context)
    # The address itself is the secret. With "no-referrer" browsers would also hide where a form was sent from,
    # and the check of its origin would refuse it.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """A mail scanner that opens the link confirms nothing: the page asks for a press."""
    application = found(token, links.CONFIRM)
    if request.method == "POST" and application.confirmed_at is None:
        application.confirm(by=audit.by("candidate", application.candidate_id))
        application.refresh_from_db()
    if application.confirmed_at is not None:
        return redirect(links.status_url(application))
    referral = Referral.objects.select_related("referrer").filter(application=application).first()
    return personal(request, "careers/confirm.html", application, referral=referral)


@never_cache
@require_safe
def status(request: HttpRequest, token: str) -> HttpResponse:
    application = found(token, links.STATUS)
    reasons = ClosureReason.objects.filter(kind=ClosureKind.WITHDRAWN, active=True, by_candidate=True)
    more = {"token": token, "reasons": reasons, **offering.standing(application)}
    return personal(request, "careers/status.html", application, **more)


@never_cache
@require_POST
def withdrawal(request: HttpRequest, token: str) -> HttpResponse:
    application = found(token, links.STATUS)
    reasons = ClosureReason.objects.filter(kind=ClosureKind.WITHDRAWN, active=True, by_candidate=True)
    reason = get_object_or_404(reasons, pk=id_in(request.POST.get("reason")))
    application.withdraw(reason, by=audit.by("candidate", application.candidate_id))
    return redirect(reverse("careers:status", args=[token]))
