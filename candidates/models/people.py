from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models.functions import JSONObject

import accounts
import audit
from accounts.models import User
from audit import Actor
from candidates import access, cleaning
from vault.models import DataKey

if TYPE_CHECKING:
    from candidates.models.candidate import Candidate


class CandidateQuerySet(models.QuerySet["Candidate"]):
    @transaction.atomic
    def add(
        self,
        first_name: str,
        last_name: str = "",
        email: str = "",
        phone: str = "",
        language: str = "en",
        source: str = "",
        *,
        by: Actor,
        data_key: DataKey | None = None,
        **facts: Any,
    ) -> "Candidate":
        """A person nobody has recorded yet. Whoever adds a person owns the record, unless `owner` is given.

        `data_key` is given where a file of theirs had to be stored before this.
        """
        facts = {"owner": accounts.person(by)} | facts
        candidate: Candidate = self.model(data_key=data_key or DataKey.objects.make())
        candidate.take(first_name=first_name, last_name=last_name, language=language, source=source, **facts)
        candidate.save(force_insert=True)
        origin = source or "recruiter"
        if email:
            candidate.add_email(email, source=origin, by=by)
        if phone:
            candidate.add_phone(phone, source=origin, by=by)
        audit.record("candidate.added", candidate, by=by)
        return candidate

    def visible_to(self, user: User) -> "CandidateQuerySet":
        return access.narrow(self, user)

    def open_to(self, user: User, right: str) -> "CandidateQuerySet":
        """Whom `user` sees and may do with what the right says."""
        return self.visible_to(user).filter(access.holding(user, right))

    def with_rights(self, user: User) -> "CandidateQuerySet":
        """Each with `may_edit` and `may_note`: whether `user` holds the right on this very person."""
        rights = {"may_edit": "candidates.edit", "may_note": "notes.write"}
        return self.annotate(**{name: access.holding(user, right) for name, right in rights.items()})

    def with_email(self, value: str) -> "CandidateQuerySet":
        return self.filter(emails__key=cleaning.email_key(value))

    def tagged(self, name: str) -> "CandidateQuerySet":
        return self.filter(tags__name=name)

    def matching(self, text: str) -> "CandidateQuerySet":
        """Whose name has every word of `text`, or whose e-mail or phone has it all; accents are forgiven."""
        from candidates import searching

        return self.filter(searching.condition(text))

    def by_name(self) -> "CandidateQuerySet":
        return self.order_by("sort_name", "id")

    def with_tags(self) -> "CandidateQuerySet":
        """Each with `tag_list`: id and name of its tags, in the same query."""
        from candidates.models.note import Tag

        tags = Tag.objects.filter(candidates=models.OuterRef("pk")).order_by("name")
        return self.annotate(tag_list=ArraySubquery(tags.values(tag=JSONObject(id="pk", name="name"))))

    def with_facts(self) -> "CandidateQuerySet":
        return self.select_related("owner", "data_key").prefetch_related("emails", "phones", "links", "tags")
