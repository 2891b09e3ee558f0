from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from company.forms import NoticeForm
from company.kinds import KINDS
from company.models import LegalEntity, PrivacyNotice
from company.views.gate import for_managers


@require_http_methods(["GET", "POST"])
@for_managers
def notice_list(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions of an entity's notice; what is sent here becomes the next one."""
    by: Any = request.user
    entity: LegalEntity = get_object_or_404(LegalEntity.objects.visible_to(by), pk=pk)
    form = NoticeForm(request.POST or None, initial=_last(request, entity))
    if request.method == "POST" and form.is_valid():
        notice = entity.publish_notice(
            language=form.cleaned_data["language"], body=form.cleaned_data["body"], by=by
        )  # fmt: skip
        messages.success(request, _("Version %(number)s is in force.") % {"number": notice.version})
        return redirect("company:notices", pk=pk)
    context: dict[str, Any] = {"entity": entity, "notices": entity.notices.all(), "form": form}
    context |= {"kinds": KINDS.values(), "kind": KINDS["entity"]}
    return render(request, "company/notice_list.html", context, status=422 if form.errors else 200)


@require_GET
@for_managers
def notice(request: HttpRequest, pk: int, notice_id: int) -> HttpResponse:
    found = get_object_or_404(PrivacyNotice.objects.select_related("entity"), entity=pk, pk=notice_id)
    context = {"notice": found, "kinds": KINDS.values(), "kind": KINDS["entity"]}
    return render(request, "company/notice.html", context)


def _last(request: HttpRequest, entity: LegalEntity) -> dict[str, str]:
    """A new version begins with the words of the last one in its language."""
    language = request.GET.get("language", "en")
    last = entity.notices.filter(language=language).first()
    return {"language": language, "body": last.body if last else ""}
