"""The sender's side of shortlists: those of a job, a new one, and what becomes of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import keyset
from accounts.gate import signed_in
from accounts.ids import id_in
from accounts.models import User
from recruitment import access
from recruitment.forms import beside
from recruitment.forms.shortlist import ExtensionForm, ShortlistForm
from recruitment.models import Shortlist, ShortlistAnswer, ShortlistItem, TeamRole
from recruitment.models.shortlist import SEND
from recruitment.shortlisting import default_due
from recruitment.views.reach import find_job, status_of, tabs_of, user_of

PAGE = 10


@dataclass(frozen=True)
class Sheet:
    """A shortlist with its answers side by side: a row for each candidate, a column for each reader."""

    shortlist: Shortlist
    readers: list[User]
    rows: list[tuple[ShortlistItem, list[ShortlistAnswer | None]]]
    waiting: int
    extension: ExtensionForm

    @classmethod
    def of(cls, shortlist: Shortlist) -> "Sheet":
        items = list(shortlist.items.all())
        asked = [reader.user for reader in shortlist.readers.all()]
        # Who has answered and is no longer asked still stands by it.
        answered = [answer.user for item in items for answer in item.answers.all()]
        readers = list(dict.fromkeys([*asked, *answered]))
        rows = [(item, [_by(item, user) for user in readers]) for item in items]
        standing = [item for item in items if item.stands]
        waiting = sum(any(_by(item, user) is None for item in standing) for user in asked)
        extension = ExtensionForm(
            initial={"due_at": timezone.localtime(shortlist.due_at)}, auto_id=f"due-{shortlist.pk}-%s"
        )
        return cls(shortlist, readers, rows, waiting, extension)


def _by(item: ShortlistItem, user: User) -> ShortlistAnswer | None:
    return next((answer for answer in item.answers.all() if answer.user_id == user.pk), None)


def with_answers(shortlists: Any, user: User) -> Any:
    """For `Sheet.of`: five queries for any number of shortlists."""
    answers = ShortlistAnswer.objects.visible_to(user).select_related(
        "user", "reason", "item__application__candidate__data_key"
    )
    items = ShortlistItem.objects.filter(access.known_to(user, "application__"))
    items = items.select_related("shortlist", "application__candidate", "application__stage")
    items = items.prefetch_related(Prefetch("answers", answers))
    return shortlists.with_people().prefetch_related(Prefetch("items", items))


@require_safe
@signed_in
def job_shortlists(request: HttpRequest, pk: int) -> HttpResponse:
    job, user = find_job(request, pk), user_of(request)
    rows = with_answers(Shortlist.objects.visible_to(user).filter(job=job), user)
    shown = keyset.page(rows, request, order=("-sent_at", "-id"), size=PAGE)
    context = tabs_of(request, job) | {
        "page": shown,
        "sheets": sheets(shown.rows),
        "may_send": user.may(SEND, job),
    }
    return render(request, "recruitment/job_shortlists.html", context)


def sheets(shortlists: Iterable[Shortlist]) -> list[Sheet]:
    return [Sheet.of(shortlist) for shortlist in shortlists]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest, pk: int) -> HttpResponse:
    job, user = find_job(request, pk, SEND), user_of(request)
    form = ShortlistForm(
        request.POST or None, job=job, user=user, chosen=chosen_in(request), initial=beginning(request, job)
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        with beside(form):
            sent = job.send_shortlist(
                list(said["applications"]),
                readers=list(said["readers"]),
                due_at=said["due_at"],
                message=said["message"],
                by=user,
            )
            messages.success(request, _("The shortlist is on its way."))
            return redirect("recruitment:shortlist", sent.pk)
    context = tabs_of(request, job) | {"form": form}
    return render(request, "recruitment/shortlist_new.html", context, status=status_of(form))


def chosen_in(request: HttpRequest) -> list[int]:
    """Cards that were selected on the page before, or in the form that comes back."""
    said = [*request.GET.getlist("application"), *request.POST.getlist("applications")]
    return [pk for text in said if (pk := id_in(text))]


def beginning(request: HttpRequest, job: Any) -> dict[str, Any]:
    managers = [user.pk for user, role in job.team() if role == TeamRole.HIRING_MANAGER]
    return {
        "applications": chosen_in(request),
        "readers": managers,
        "due_at": timezone.localtime(default_due(job)),
    }


@require_POST
@signed_in
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    shortlist = find_sent(request, pk)
    shortlist.withdraw(by=user_of(request))
    messages.success(request, _("The shortlist is withdrawn. Its links no longer open."))
    return redirect("recruitment:job-shortlists", shortlist.job_id)


@require_POST
@signed_in
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    shortlist, form = find_sent(request, pk), ExtensionForm(request.POST)
    if form.is_valid():
        shortlist.extend(form.cleaned_data["due_at"], by=user_of(request))
        messages.success(request, _("There is more time now."))
    else:
        messages.error(request, _("Choose a day and a time."))
    return redirect("recruitment:job-shortlists", shortlist.job_id)


@require_POST
@signed_in
def reminder(request: HttpRequest, pk: int) -> HttpResponse:
    shortlist = find_sent(request, pk)
    count = shortlist.remind(by=user_of(request))
    told = ngettext("A reminder goes to %(count)d person.", "A reminder goes to %(count)d people.", count)
    messages.success(request, told % {"count": count})
    return redirect("recruitment:job-shortlists", shortlist.job_id)


def find_sent(request: HttpRequest, pk: int) -> Shortlist:
    user = user_of(request)
    shortlist: Shortlist = get_object_or_404(Shortlist.objects.visible_to(user).with_people(), pk=pk)
    user.require(SEND, shortlist.job, _("Only those who send shortlists of this job change them."))
    return shortlist
