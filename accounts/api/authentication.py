from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.models import ApiKey

if TYPE_CHECKING:
    from accounts.models import User


class ApiKeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer ats_…`; the user of the request is the key's owner."""

    def authenticate(self, request: Request) -> "tuple[User, ApiKey] | None":
        scheme, _space, secret = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        key = ApiKey.objects.behind(secret.decode("ascii", "replace").strip())
        if key is None:
            # One sentence for all: it doesn't tell whether such a key ever was.
            raise AuthenticationFailed(_("This key is unknown, has expired or was revoked."))
        key.notice_use()
        key.owner.keep_held()
        return key.owner, key

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Anteroom"'
