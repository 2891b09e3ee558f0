from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gate import signed_in
from recruitment.forms import QuestionForm, beside
from recruitment.models import Job, JobPost, Question
from recruitment.views.posts import chosen
from recruitment.views.reach import find_job, find_within, status_of, tabs_of, user_of
from recruitment.views.stages import shifted


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    job = find_job(request, pk, "jobs.publish")
    posts = list(job.posts.all())
    post = chosen(posts, request.GET.get("language", ""))
    form = QuestionForm(request.POST or None)
    if post is not None and form.is_bound and form.is_valid():
        with beside(form):
            post.ask(by=user_of(request), **form.cleaned_data)
            return redirect(address(post))
    return show(request, job, posts, post, form)


@require_POST
@signed_in
def question(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    job = find_job(request, pk, "jobs.publish")
    found = find_question(job, question_pk)
    form = QuestionForm(request.POST, prefix=f"question-{found.pk}")
    if form.is_valid():
        with beside(form):
            found.change(by=user_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect(address(found.post))
    return show(request, job, list(job.posts.all()), found.post, QuestionForm(), refused=form)


@require_POST
@signed_in
def place(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    found = find_question(find_job(request, pk, "jobs.publish"), question_pk)
    rows = {question.pk: question for question in found.post.questions.all()}
    with transaction.atomic():
        for order, id in enumerate(shifted(list(rows), found.pk, request.POST.get("to", ""))):
            if rows[id].sort_order != order:
                rows[id].change(sort_order=order, by=user_of(request))
    return redirect(address(found.post))


@require_POST
@signed_in
def removal(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    found = find_question(find_job(request, pk, "jobs.publish"), question_pk)
    found.remove(by=user_of(request))
    messages.success(request, _("The question is gone from the form. Answers already given stay."))
    return redirect(address(found.post))


def find_question(job: Job, pk: int) -> Question:
    found: Question = find_within(Question.objects.filter(post__job=job).select_related("post__job"), pk)
    return found


def address(post: JobPost) -> str:
    return f"{reverse('recruitment:job-questions', args=[post.job_id])}?language={post.language}"


def show(
    request: HttpRequest,
    job: Job,
    posts: list[JobPost],
    post: JobPost | None,
    form: QuestionForm,
    *,
    refused: QuestionForm | None = None,
) -> HttpResponse:
    rows = [{"question": one, "form": form_of(one, refused)} for one in post.questions.all()] if post else []
    context = tabs_of(request, job) | {"posts": posts, "post": post, "form": form, "rows": rows}
    return render(request, "recruitment/job_questions.html", context, status=status_of(refused or form))


def form_of(question: Question, refused: QuestionForm | None) -> QuestionForm:
    prefix = f"question-{question.pk}"
    if refused is not None and refused.prefix == prefix:
        return refused
    return QuestionForm(instance=question, prefix=prefix)
