from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import audit
from accounts import gate
from accounts.gate import Request
from candidates.models import Document, DocumentPage
from vault.refusals import NotReleased


@gate.signed_in
@require_safe
def document(request: Request, id: int) -> HttpResponse:
    """The file itself, to be saved: never shown in a browser in our name."""
    found = get_object_or_404(Document.objects.visible_to(request.user).select_related("file__data_key"), pk=id)
    try:
        response = found.file.as_response("attachment")
    except NotReleased as refusal:
        return HttpResponse(refusal.sentence, status=409, content_type="text/plain; charset=utf-8")
    audit.log_access(found, by=request.user, what=found.kind)
    return response


@gate.signed_in
@require_safe
def page(request: Request, id: int, number: int) -> HttpResponse:
    found = get_object_or_404(Document.objects.visible_to(request.user), pk=id)
    image = DocumentPage.objects.select_related("image__data_key").filter(document=found, number=number).first()
    if image is None:
        raise Http404(_("This document has no such page."))
    if number == 1:
        # The pages of one view come one by one; the first stands for all.
        audit.log_access(found, by=request.user, what=found.kind)
    return image.image.as_response("inline")
