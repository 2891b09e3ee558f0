"""The door of open pages that ask whether what they show has changed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from audit import live

PATH = "/live/"
# A page shows a few things; whoever asks for more is no page of ours.
MOST_TOPICS = 20


def watching(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Stands before sessions and the database: hundreds of pages ask every two seconds, and almost always for nothing.

    The signed token is the right to ask, and the answer is a number.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return answer(request) if request.path == PATH else get_response(request)

    return middleware


def answer(request: HttpRequest) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    response = _answer(request.GET.getlist("topic"), request.GET.getlist("seen"))
    response["Cache-Control"] = "no-store"
    response["X-Version"] = live.version()
    if response.content:
        # Nobody behind this door counts it; without it each answer would travel in chunks.
        response["Content-Length"] = str(len(response.content))
    # Hundreds of pages ask a Valkey that is away again and again; its first failure stands in the log already.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _answer(tokens: list[str], seen: list[str]) -> HttpResponse:
    if not tokens or len(tokens) > MOST_TOPICS or len(seen) != len(tokens):
        return HttpResponse(status=400)
    try:
        topics = [live.opened(token) for token in tokens]
    except live.Stale:
        # The page that showed the thing hands out a new token to whoever may still see it.
        return HttpResponse(status=410)
    numbers = live.numbers(topics)
    if numbers is None:
        return HttpResponse(status=503, headers={"Retry-After": "5"})
    rows = zip(topics, numbers, seen, strict=True)
    changed = {topic.name: number for topic, number, last in rows if topic.has_changed(number, last)}
    return JsonResponse(changed) if changed else HttpResponse(status=204)
