from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VaultConfig(AppConfig):
    name = "vault"
    verbose_name = _("What must not leak")

    def ready(self) -> None:
        from vault import checks, ring

        checks.register()
        # A bad ring stops the start, not the first person who saves something.
        ring.ring()
