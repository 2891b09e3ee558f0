from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts import gate
from accounts.gate import Request
from candidates import printing
from candidates.views.candidate import find


@gate.signed_in
@require_safe
def pdf(request: Request, id: int) -> HttpResponse:
    return printing.answer(find(request, id), request.user, by=request.user)
