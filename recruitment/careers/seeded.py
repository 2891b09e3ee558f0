"""Words that stand in the database from the start and that candidates read; a company's own stay as it wrote them."""

from django.utils.translation import gettext_noop as _

REASONS = (_("Pay"), _("Place of work"), _("Took another job"), _("Personal reasons"), _("Would rather not say"))
WITHIN = (_("2 business days"), _("5 business days"), _("10 business days"))
