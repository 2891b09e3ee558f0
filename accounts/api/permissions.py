from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.api.pagination import resume
from accounts.api.scopes import scope_of
from accounts.models import ApiKey


class ScopedAccess(BasePermission):
    """A key opens what its scopes name, and its owner must hold the right to use keys."""

    def has_permission(self, request: Request, view: Any) -> bool:
        key = request.auth
        if not isinstance(key, ApiKey):
            raise NotAuthenticated(_("Send a key: Authorization: Bearer ats_…"))
        if not key.owner.may("keys.use"):
            raise PermissionDenied(_("The owner of this key may no longer use keys."))
        # A method that isn't offered has no action: it is answered with 405 further on.
        action = getattr(view, "action", None)
        if action and not key.opens(scope := scope_of(view.resource, action)):
            raise PermissionDenied(_("This key lacks the scope %(scope)s.") % {"scope": scope})
        # Part of the access: a cursor goes on only with the reach that it was made with.
        resume(request)
        return True
