"""How the sign-in package (allauth) behaves in this house: nobody signs up, nobody learns who is here."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.db import transaction
from django.http import HttpRequest

import audit
from accounts.models import User
from vault import sealing
from vault.ring import ring

# Authenticators are rows of the package and have no UUID of their own.
_LABEL, _SEALED_AS = "accounts.authenticator.secret", UUID("6f1b1c5e-6a3d-4b0e-9d7b-0b7a5f0f8d11")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come by invitation."""
        return False

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Recorded, not sent: whoever sends the mail makes the link then, so that it stands in no event."""
        if not user.has_usable_password():
            return
        with transaction.atomic():
            audit.record("user.reset_requested", user, by=audit.SYSTEM)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing leaves from here; to an address that we don't know nothing is sent at all."""


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        return sealing.seal(text.encode(), ring().sealing_key(), label=_LABEL, sealed_as=_SEALED_AS)

    def decrypt(self, encrypted_text: str) -> str:
        key = ring().sealing_key(sealing.key_id(encrypted_text))
        return sealing.unseal(encrypted_text, key, label=_LABEL, sealed_as=_SEALED_AS).decode()
