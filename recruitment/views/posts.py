from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gate import signed_in
from recruitment.forms import PostForm, beside
from recruitment.models import Job, JobPost
from recruitment.views.reach import find_job, find_within, status_of, tabs_of, user_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """A job's posts, one a language: `?language=` chooses, `?language=new` writes another."""
    job = find_job(request, pk, "jobs.publish")
    posts = list(job.posts.select_related("job__entity", "job__recruiter"))
    shown = chosen(posts, request.GET.get("language", ""))
    form = PostForm(request.POST or None, instance=shown, initial={"title": job.name, "show_pay": True})
    if form.is_bound and form.is_valid():
        with beside(form):
            saved = save(form, job, shown, request)
            return redirect(address(job, saved))
    lacks = shown.lacks() if shown and not shown.live else []
    context = tabs_of(request, job) | {"posts": posts, "post": shown, "form": form, "lacks": lacks}
    return render(request, "recruitment/job_post.html", context, status=status_of(form))


def chosen(posts: list[JobPost], language: str) -> JobPost | None:
    if language == "new":
        return None
    by_language = {post.language: post for post in posts}
    return by_language.get(language, posts[0] if posts else None)


def save(form: PostForm, job: Job, shown: JobPost | None, request: HttpRequest) -> JobPost:
    user = user_of(request)
    if shown is None:
        written = JobPost.objects.write(job, by=user, **form.cleaned_data)
        messages.success(request, _("The post is written. It is not on the careers site yet."))
        return written
    shown.change(by=user, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return shown


def address(job: Job, post: JobPost) -> str:
    return f"{reverse('recruitment:job-post', args=[job.pk])}?language={post.language}"


@require_POST
@signed_in
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    job = find_job(request, pk, "jobs.publish")
    found = find_within(job.posts.select_related("job__entity", "job__recruiter"), request.POST.get("post"))
    found.publish(by=user_of(request))
    messages.success(request, _("The post is on the careers site."))
    return redirect(address(job, found))


@require_POST
@signed_in
def takedown(request: HttpRequest, pk: int) -> HttpResponse:
    job = find_job(request, pk, "jobs.publish")
    found = find_within(job.posts.all(), request.POST.get("post"))
    found.unpublish(by=user_of(request))
    messages.success(request, _("The post is off the careers site."))
    return redirect(address(job, found))
