"""Writing a mail about a thing: choose a template, change its words, look at it, send it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import audit
from accounts.gate import Request, signed_in
from accounts.ids import id_in
from candidates.models import Candidate
from communications import composing, placeholders
from communications.forms import MessageForm
from communications.models import Message, MessageTemplate
from communications.refusals import NoAddress
from communications.sealed import sealed
from vault.refusals import Refusal


@require_safe
@signed_in
def new(request: Request) -> HttpResponse:
    about = about_of(request, request.GET)
    kind, id = audit.things.ref(about)
    form = _form(request, about, initial={"about_kind": kind, "about_id": id, "token": uuid4()})
    return _show(request, about, form)


@require_safe
@signed_in
def words(request: Request) -> HttpResponse:
    """Subject and text of the chosen template, filled for this thing; secret links stay marks."""
    about = about_of(request, request.GET)
    template = _templates(request, about).filter(pk=id_in(request.GET.get("template"))).first()
    initial: dict[str, Any] = {"subject": "", "body": ""}
    refusal = ""
    if template:
        try:
            filled = composing.compose(template, to="", about=about, by=request.user)
            initial = {"subject": filled.subject, "body": filled.body}
        except Refusal as error:
            refusal, initial = error.sentence, {"subject": template.subject, "body": template.body}
    context = {"form": _form(request, about, initial=initial), "refusal": refusal}
    return render(request, "communications/_words.html", context)


@require_POST
@signed_in
def preview(request: Request) -> HttpResponse:
    """What would be sent, into the frame beside the form."""
    about = about_of(request, request.POST)
    form = _form(request, about, request.POST)
    try:
        if form.is_valid():
            return sealed(composing.show(_draft(request, about, form)).html)
    except Refusal as refusal:
        return sealed(render_to_string("communications/preview_refused.html", {"sentence": refusal.sentence}))
    sentence = _("A mail needs a subject and a text.")
    return sealed(render_to_string("communications/preview_refused.html", {"sentence": sentence}))


def create(request: Request) -> HttpResponse:
    about = about_of(request, request.POST)
    form = _form(request, about, request.POST)
    if form.is_valid():
        try:
            _write(request, about, form)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            notices.success(request, _("The mail is on its way."))
            return redirect(_back(about, request))
    return _show(request, about, form, status=422)


def about_of(request: Request, data: Any) -> Any:
    """The thing that the mail is about: only one that the person sees, and may write about."""
    kind, id = str(data.get("about_kind", "")), id_in(data.get("about_id"))
    if kind not in {"candidate", *audit.things.kinds()} or id is None:
        raise Http404
    seen = audit.things.resolve([(kind, id)], request.user)
    about = audit.things.find(kind, id) if seen else None
    if about is None or composing.candidate_of(about) is None:
        raise Http404
    request.user.require("messages.send", getattr(about, "job", None))
    return about


def recipient(candidate: Candidate) -> str:
    """The person's primary address."""
    address = candidate.emails.order_by("-primary", "pk").first()
    return address.value if address else ""


def _form(request: Request, about: Any, data: Any = None, **more: Any) -> MessageForm:
    return MessageForm(data, templates=_templates(request, about), **more)


def _templates(request: Request, about: Any) -> Any:
    """In the candidate's language, or in English; not the ones that the product sends by itself."""
    candidate = composing.candidate_of(about)
    assert candidate is not None
    by_itself = ["application_received", "application_confirm"]
    mine = MessageTemplate.objects.visible_to(request.user).active().for_candidates()
    return mine.filter(language__in={candidate.language, "en"}).exclude(key__in=by_itself)


def _draft(request: Request, about: Any, form: MessageForm) -> Message:
    candidate = composing.candidate_of(about)
    assert candidate is not None
    data = form.cleaned_data
    return composing.draft(
        subject=data["subject"],
        body=data["body"],
        template=data["template"],
        to=recipient(candidate),
        name=candidate.full_name,
        language=candidate.language,
        about=about,
        by=request.user,
    )


def _write(request: Request, about: Any, form: MessageForm) -> Message:
    candidate = composing.candidate_of(about)
    assert candidate is not None
    data = form.cleaned_data
    to = recipient(candidate)
    if not to:
        raise NoAddress(_("%(name)s has no e-mail address yet.") % {"name": candidate})
    return composing.write(
        subject=data["subject"],
        body=data["body"],
        template=data["template"],
        token=data["token"],
        to=to,
        name=candidate.full_name,
        language=candidate.language,
        about=about,
        by=request.user,
    )


def _show(request: Request, about: Any, form: MessageForm, status: int = 200) -> HttpResponse:
    candidate = composing.candidate_of(about)
    assert candidate is not None
    context = {
        "form": form,
        "candidate": candidate,
        "to": recipient(candidate),
        "about": audit.things.resolve([audit.things.ref(about)], request.user).get(audit.things.ref(about)),
        "marks": [one for one in placeholders.for_purpose("candidate") if one.works_on(audit.things.ref(about)[0])],
    }
    page = "communications/_message_form.html" if request.htmx else "communications/message_new.html"
    return render(request, page, context, status=status)


def _back(about: Any, request: Request) -> str:
    ref = audit.things.ref(about)
    return audit.things.resolve([ref], request.user)[ref].url
