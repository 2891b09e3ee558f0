from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.gate import signed_in
from communications.sealed import sealed
from recruitment import weekly
from recruitment.views.reach import find_job, tabs_of, user_of


@require_safe
@signed_in
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The status mail as it would go out now; `?as=mail` is the mail alone, for a frame."""
    job = find_job(request, pk, "jobs.edit")
    mail = weekly.preview(job, user_of(request))
    if request.GET.get("as") == "mail":
        return sealed(mail.html)
    return render(request, "recruitment/weekly_preview.html", tabs_of(request, job) | {"mail": mail})
