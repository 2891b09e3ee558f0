from typing import Any

from django.http import Http404

import audit
from accounts.api.views import one_of
from candidates.models import Candidate


class BelowCandidate:
    """Rows that are made for a person: one that the key may not see doesn't exist, also as an id in a body."""

    def candidate(self, id: int, right: str) -> Candidate:
        """403 where the key sees the person but lacks the right on them."""
        resource: Any = self
        resource.user.require(right)
        found: Candidate = one_of(Candidate.objects.visible_to(resource.user), id)
        found.require(resource.user, right)
        return found

    def application_of(self, candidate: Candidate, id: int | None) -> audit.things.Ref | None:
        """The application named in a body, if the key sees it and it is this person's."""
        if id is None:
            return None
        resource: Any = self
        ref = ("application", id)
        found: Any = audit.things.find(*ref) if audit.things.resolve([ref], resource.user) else None
        if found is None or found.candidate_id != candidate.pk:
            raise Http404
        return ref
