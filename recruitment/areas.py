"""Where one can go: the areas of the product in the sidebar, and what can be set."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """A place to go; shown to whom holds `right`, to everyone without one. `why` says in a line what is there."""

    label: str | Promise
    address: str
    icon: str
    right: str = ""
    why: str | Promise = ""


@dataclass(frozen=True)
class Group:
    """Entries that belong together; with a name they can be folded away under their heading."""

    label: str | Promise
    entries: tuple[Entry, ...]
    name: str = ""


NAV = (
    Group(
        "",
        (
            Entry(_("Desk"), "/", icon="home"),
            Entry(_("Jobs"), "/jobs/", icon="briefcase"),
            Entry(_("Requisitions"), "/requisitions/", icon="clipboard-list", right="jobs.view"),
            Entry(_("Candidates"), "/candidates/", icon="users"),
            Entry(_("Approvals"), "/approvals/", icon="rosette-discount-check"),
            Entry(_("Offers"), "/offers/", icon="file-check", right="offers.view"),
            Entry(_("Messages"), "/messages/", icon="mail", right="messages.send"),
        ),
    ),
    Group(
        _("Overview"),
        (
            Entry(_("Tracker"), "/tracker/", icon="chart-bar"),
            Entry(_("Sources"), "/sources/", icon="route", right="sources.manage"),
            Entry(_("Audit"), "/audit/", icon="history", right="audit.view"),
        ),
        name="overview",
    ),
    Group(
        _("For colleagues"),
        (
            Entry(_("Jobs with us"), "/internal/", icon="building"),
            Entry(_("My referrals"), "/referrals/", icon="user-plus"),
        ),
        name="colleagues",
    ),
)

SETTINGS = (
    Group(
        _("You"),
        (
            Entry(_("Profile"), "/me/", icon="user",
                  why=_("Your name, language, time zone, appearance and keyboard shortcuts.")),
            Entry(_("Notifications"), "/me/notifications/", icon="bell",
                  why=_("What you are told, and whether here, by mail or not at all.")),
            Entry(_("Deputies"), "/me/delegations/", icon="user-share",
                  why=_("Who decides on approvals in your place while you are away.")),
            Entry(_("Saved views"), "/views/", icon="bookmarks",
                  why=_("Filters of lists that you keep, or that colleagues share.")),
            Entry(_("Password"), "/account/password/change/", icon="lock", why=_("Choose a new one.")),
            Entry(_("Two-step sign-in"), "/account/2fa/", icon="shield-lock",
                  why=_("An app or a passkey beside the password.")),
            Entry(_("Where you are signed in"), "/account/sessions/", icon="devices",
                  why=_("Browsers that are signed in as you; sign out of any of them.")),
        ),
    ),
    Group(
        _("Recruiting"),
        (
            Entry(_("Approvals"), "/settings/approvals/", icon="rosette-discount-check", right="approvals.manage",
                  why=_("What has to be approved, by whom, and in which order.")),
            Entry(_("Templates"), "/templates/", icon="template", right="templates.manage",
                  why=_("Words that are sent again and again.")),
            Entry(_("Offer letters"), "/offer-letters/", icon="file-text", right="templates.manage",
                  why=_("What an employer's offers say, in each language.")),
            Entry(_("Who signs offers"), "/signatories/", icon="signature", right="company.manage",
                  why=_("The people who may bind an employer by signing its offers.")),
            Entry(_("Names of sources"), "/source-names/", icon="tags", right="sources.manage",
                  why=_("Where applications come from, and by which signs we know it.")),
            Entry(_("Referrals and internal applications"), "/internal-policy/", icon="users-group",
                  right="company.manage",
                  why=_("What referrers learn, and when a manager learns that one of theirs applies.")),
        ),
    ),
    Group(
        _("Company"),
        (
            Entry(_("Company"), "/company/", icon="building", right="company.manage",
                  why=_("Legal entities, brands, departments, offices and places of work.")),
            Entry(_("People"), "/people/", icon="user-cog", right="users.manage",
                  why=_("Who signs in, what they may do, and what happens when they leave.")),
        ),
    ),
    Group(
        _("Connections"),
        (
            Entry(_("Mail"), "/mail/", icon="mail-cog", right="mail.manage",
                  why=_("How mails leave the house, and whether they arrive.")),
            Entry(_("Mailbox"), "/mailbox/", icon="inbox", right="mailbox.read",
                  why=_("What this installation would have sent, while no mail server is set up.")),
            Entry(_("API keys"), "/keys/", icon="key", right="keys.use",
                  why=_("What other systems may read and write here.")),
        ),
    ),
)  # fmt: skip
SETTINGS_ADDRESS = "/settings/"
