"""What recruitment and the frame of the pages give to the command palette: jobs, pages, and what one can begin."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import palette
from accounts.models import User
from accounts.palette import Entry
from candidates import finding
from recruitment import shell
from recruitment.models import Application, Job, Requisition
from recruitment.requisitions.raising import may_raise

ACTIONS = (
    ("jobs.create", _("New job"), "recruitment:job-new", "plus"),
    ("candidates.create", _("Add a person"), "candidates:candidate-new", "user-plus"),
    ("templates.manage", _("New template"), "communications:template-new", "template"),
    ("users.manage", _("Invite a colleague"), "accounts:person-new", "user-plus"),
    ("keys.use", _("New API key"), "accounts:key-new", "key"),
)

# What the page at hand can do, by the name of its control; the address serves where no script runs. The last words
# are found too.
HERE = (
    (_("Light appearance"), "theme-light", "accounts:profile", "sun", _("theme colours")),
    (_("Dark appearance"), "theme-dark", "accounts:profile", "moon", _("theme colours night")),
    (_("Appearance of the system"), "theme-auto", "accounts:profile", "device-desktop", _("theme colours")),
    (_("Keyboard help"), "keys-help", "accounts:profile", "keyboard", _("shortcuts")),
    (_("This list as CSV"), "csv", "", "download", _("export spreadsheet")),
    (_("Sign out"), "sign-out", "account_logout", "logout", _("log out logout")),
)


def register() -> None:
    palette.register("actions", find=actions, label=_("Do"))
    palette.register(
        "jobs", find=jobs, label=_("Jobs"), icon="briefcase", thing="job", pages=("recruitment:job-board",)
    )
    palette.register(
        "applications", find=lambda user, text: [], label=_("Applications"), icon="file-text", thing="application",
        pages=("recruitment:application",),
    )  # fmt: skip
    palette.register(
        "requisitions", find=requisitions, label=_("Requisitions"), icon="clipboard-list", thing="requisition",
        pages=("recruitment:requisition",),
    )  # fmt: skip
    palette.register("pages", find=pages, label=_("Go to"))
    palette.register("here", find=here, label=_("Here"))


def jobs(user: User, text: str) -> list[Entry]:
    if len(text) < palette.SHORTEST:
        return []
    fitting = Q(requisition_id__istartswith=text)
    names = Q()
    for word in text.split():
        names &= Q(name__icontains=word)
    found = Job.objects.visible_to(user).filter(fitting | names).select_related("place")
    # An open job is more often meant than one that is over.
    some = sorted(found.order_by("-created_at", "-id")[:50], key=lambda job: job.status == Job.Status.CLOSED)
    return [_job(job) for job in some[: palette.SHOWN]]


def _job(job: Job) -> Entry:
    hint = f"{job.requisition_id} · {job.place} · {job.get_status_display()}"
    return Entry(job.name, reverse("recruitment:job-board", args=[job.pk]), "briefcase", "job", hint)


def requisitions(user: User, text: str) -> list[Entry]:
    if len(text) < palette.SHORTEST:
        return []
    found = Requisition.objects.visible_to(user).filter(title__icontains=text).select_related("department")
    return [
        Entry(
            one.title,
            reverse("recruitment:requisition", args=[one.pk]),
            "clipboard-list",
            "requisition",
            f"{one.department} · {one.get_state_display()}",
        )
        for one in found.order_by("-raised_at", "-pk")[: palette.SHOWN]
    ]


def writing(user: User, text: str) -> list[Entry]:
    """ "write ada" leads to a letter to Ada about her latest application that one sees."""
    begin, _space, name = text.partition(" ")
    if not user.may("messages.send") or not begin or not _fits(_("Write a message"), begin):
        return []
    if len(name) < palette.SHORTEST:
        return [
            Entry(
                _("Write a message"), reverse("communications:messages"), "mail", "action", _("type: write, and a name")
            )
        ]
    people = finding.people(user, name)
    seen = Application.objects.visible_to(user).filter(candidate__in=people, open=True)
    seen = seen.select_related("candidate", "job")
    return [_letter(one) for one in seen.order_by("-last_activity_at", "-id")[: palette.SHOWN]]


def _letter(one: Application) -> Entry:
    address = f"{reverse('communications:message-new')}?about_kind=application&about_id={one.pk}"
    return Entry(_("Write to %(name)s") % {"name": one.candidate}, address, "mail", "action", str(one.job))


def asking(user: User, text: str) -> list[Entry]:
    """Whoever manages a hire asks for the next one."""
    if not _fits(_("Ask for a hire"), text) or not may_raise(user):
        return []
    return [Entry(_("Ask for a hire"), reverse("recruitment:requisition-new"), "clipboard-list", "action")]


def actions(user: User, text: str) -> list[Entry]:
    """What begins something; shown to whom may."""
    offered = (one for one in ACTIONS if user.may(one[0]) and _fits(one[1], text))
    return [Entry(label, reverse(page), icon, "action") for _right, label, page, icon in offered] + [
        *asking(user, text),
        *writing(user, text),
    ]


def pages(user: User, text: str) -> list[Entry]:
    found = [
        Entry(line.label, line.address, line.icon, "page", line.why)
        for line in shell.reachable(user)
        if _fits(line.label, text)
    ]
    own = (
        Entry(_("My notifications"), reverse("desk:notifications"), "bell", "page"),
        Entry(_("My settings"), reverse("accounts:profile"), "user", "page"),
    )
    return [*found, *(entry for entry in own if _fits(entry.label, text))]


def here(user: User, text: str) -> list[Entry]:
    return [
        Entry(label, reverse(page) if page else "", icon, "action", press=press)
        for label, press, page, icon, also in HERE
        if _fits(f"{label} {also}", text)
    ]


def _fits(label: object, text: str) -> bool:
    """Each word begins a word of the label."""
    words = str(label).casefold().split()
    return all(any(one.startswith(part) for one in words) for part in text.casefold().split())
