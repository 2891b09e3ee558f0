from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import gate, keyset
from accounts.gate import Request
from candidates import lists
from candidates.forms import FilterForm

COUNTED = 1_000


@gate.signed_in
@require_safe
def candidates(request: Request) -> HttpResponse:
    filters = FilterForm(request.GET)
    people = lists.chosen(filters, request.user)
    page = keyset.page(people.prefetch_related("emails", "tags"), request, order=lists.ORDERS[filters.of("order")])
    known = people.order_by()[: COUNTED + 1].count()
    context = {
        "page": page,
        "filters": filters,
        "count": min(known, COUNTED),
        "is_more": known > COUNTED,
        "may_create": request.user.may("candidates.create"),
    }
    return render(request, "candidates/candidate_list.html", context)
