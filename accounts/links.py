"""Links that let a person in without a password. They are made when the mail is sent, and stand in no event.

Each is signed, expires, and works once: it is bound to the password that it replaces.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from accounts.models import User

INVITATION_LASTS = 7 * 24 * 3600
_SALT = "accounts.invitation"


def reset_url(user: User) -> str:
    from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
    from allauth.account.utils import user_pk_to_url_str

    key = PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    place = {"uidb36": user_pk_to_url_str(user), "key": key}
    return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=place)


def invitation_url(user: User) -> str:
    token = signing.dumps([user.pk, _bond(user)], salt=_SALT)
    return settings.SITE_URL + reverse("accounts:invitation", args=[token])


def invited(token: str) -> User | None:
    """Whom the link invites; None when it is forged, too old or used."""
    try:
        pk, bond = signing.loads(token, salt=_SALT, max_age=INVITATION_LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.active().filter(pk=pk).first()
    return user if user and not user.has_usable_password() and bond == _bond(user) else None


def _bond(user: User) -> str:
    return salted_hmac(_SALT, user.password, algorithm="sha256").hexdigest()
