from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit import things


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and access")

    def ready(self) -> None:
        from accounts import handover, listeners, listings, registrations
        from accounts.models import ApiKey, User

        things.register(
            "user",
            "accounts.User",
            label=str,
            url=lambda user: reverse("accounts:person", args=[user.pk]),
            visible_to=lambda user: User.objects.visible_to(user),
        )
        things.register(
            "key",
            "accounts.ApiKey",
            label=str,
            url=lambda key: f"{reverse('accounts:keys')}#key-{key.pk}",
            visible_to=lambda user: ApiKey.objects.visible_to(user),
        )
        handover.register("keys", label=_("API keys, which end"), held=handover.keys_of, give=handover.end_keys)
        registrations.register()
        listings.register_all()
        listeners.connect()
