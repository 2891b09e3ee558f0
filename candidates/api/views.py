from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, ValidationError

import audit
from accounts.api.views import Resource, one_of
from candidates import printing
from candidates.api.below import BelowCandidate
from candidates.api.filters import CandidateFilter
from candidates.api.serializers import (
    AttachmentSerializer,
    CandidateSerializer,
    TagSerializer,
    UntagSerializer,
)
from candidates.models import Candidate, Document, Link, Tag
from candidates.refusals import UnfitValue

CONTACTS = {"emails": "add_email", "phones": "add_phone", "websites": "add_link", "socials": "add_link"}
NAMES = {
    "emails": "email_addresses",
    "phones": "phone_numbers",
    "websites": "website_addresses",
    "socials": "social_media_addresses",
}


@extend_schema_view(
    list=extend_schema(summary="List candidates"),
    retrieve=extend_schema(summary="One candidate"),
    create=extend_schema(summary="Add a candidate"),
    partial_update=extend_schema(summary="Change a candidate"),
)
class Candidates(Resource[Candidate]):
    """People whom the company may hire."""

    resource = "candidates"
    serializer_class = CandidateSerializer
    queryset = Candidate.objects.none()
    filterset_class = CandidateFilter
    expands: ClassVar[dict[str, str]] = {"owner": "users"}
    in_bulk = ("create", "update")

    def get_queryset(self) -> QuerySet[Candidate]:
        social = Prefetch("links", Link.objects.filter(type=Link.Type.SOCIAL), to_attr="socials")
        others = Prefetch("links", Link.objects.exclude(type=Link.Type.SOCIAL), to_attr="websites")
        people = Candidate.objects.visible_to(self.user).select_related("data_key").with_rights(self.user)
        return people.prefetch_related("emails", "phones", "tags", social, others)

    def perform_create(self, serializer: BaseSerializer[Candidate]) -> None:
        self.user.require("candidates.create")
        facts, contacts, tags = _parted(serializer.validated_data)
        with transaction.atomic():
            candidate = Candidate.objects.add(by=self.by, **facts)
            self._enrich(candidate, contacts, tags)
        serializer.instance = self.get_queryset().get(pk=candidate.pk)

    def perform_update(self, serializer: BaseSerializer[Candidate]) -> None:
        """What a list names is added to what is known; nothing is removed by leaving it out."""
        facts, contacts, tags = _parted(serializer.validated_data)
        candidate = serializer.instance
        assert candidate
        candidate.require(self.user, "candidates.edit")
        with transaction.atomic():
            candidate.edit(by=self.by, **facts)
            self._enrich(candidate, contacts, tags)
        serializer.instance = self.get_queryset().get(pk=candidate.pk)

    def _enrich(self, candidate: Candidate, contacts: dict[str, list[dict[str, str]]], tags: list[str]) -> None:
        for name, items in contacts.items():
            kind = {"type": Link.Type.SOCIAL} if name == "socials" else {}
            for place, item in enumerate(items):
                with _pointing_at(NAMES[name], place, "value"):
                    getattr(candidate, CONTACTS[name])(**item, **kind, source="api", by=self.by)
        for place, tag in enumerate(tags):
            with _pointing_at("tags", place):
                candidate.tag(tag, by=self.by)

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY}, summary="The person as a PDF")
    @action(detail=True, methods=["get"])
    def pdf(self, request: Request, pk: str) -> HttpResponse:
        """All that the key may see of the person, for paper; written down in the access log."""
        return printing.answer(self.get_object(), self.user, by=self.by)

    @extend_schema(summary="Take a tag off a person", request=UntagSerializer, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def untag(self, request: Request, pk: str) -> Response:
        """The tag itself stays, for others."""
        candidate = self.get_object()
        candidate.require(self.user, "candidates.edit")
        candidate.untag(one_of(candidate.tags.all(), self.asked(UntagSerializer)["tag_id"]), by=self.by)
        return self.answer(candidate)


@contextmanager
def _pointing_at(name: str, place: int, field: str = "") -> Iterator[None]:
    """A refusal of one item of a list points at that item."""
    try:
        yield
    except UnfitValue as refusal:
        wrong = {field: [refusal.sentence]} if field else [refusal.sentence]
        raise ValidationError({name: [*({} for _ in range(place)), wrong]}, refusal.code) from refusal


def _parted(said: dict[str, Any]) -> tuple[dict[str, Any], dict[str, list[dict[str, str]]], list[str]]:
    """The person's own facts, their contacts, their tags."""
    facts = dict(said)
    contacts = {name: facts.pop(name) for name in CONTACTS if name in facts}
    return facts, contacts, facts.pop("tags", [])


@extend_schema_view(
    list=extend_schema(summary="List documents of people"),
    retrieve=extend_schema(summary="One document"),
    create=extend_schema(summary="Add a document"),
)
class Attachments(BelowCandidate, Resource[Document]):
    """Documents of people. The file is sent as multipart/form-data and fetched from `url`."""

    resource = "attachments"
    serializer_class = AttachmentSerializer
    queryset = Document.objects.none()
    parser_classes = (MultiPartParser,)
    filterset_fields: ClassVar[dict[str, list[str]]] = {"candidate_id": ["exact"], "kind": ["exact"]}
    expands: ClassVar[dict[str, str]] = {"candidate": "candidates", "application": "applications"}

    def get_queryset(self) -> QuerySet[Document]:
        return Document.objects.visible_to(self.user).select_related("file__data_key")

    def perform_create(self, serializer: BaseSerializer[Document]) -> None:
        said = serializer.validated_data
        candidate = self.candidate(said["candidate_id"], "candidates.edit")
        kind = said.get("kind", Document.Kind.RESUME)
        serializer.instance = self.fresh(candidate.add_document(said["file"], kind=kind, source="api", by=self.by))

    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY}, summary="The file itself")
    @action(detail=True, methods=["get"])
    def content(self, request: Request, pk: str) -> HttpResponse:
        document = self.get_object()
        response: HttpResponse = document.file.as_response("attachment")
        audit.log_access(document, by=self.by, what=document.kind)
        return response


@extend_schema_view(
    list=extend_schema(summary="List tags"),
    retrieve=extend_schema(summary="One tag"),
)
class Tags(Resource[Tag]):
    """The words by which recruiters group people. `updated_at` is the word's own: a tag that comes into a key's reach
    with a person keeps its old one, so read this short list whole."""

    resource = "candidate_tags"
    serializer_class = TagSerializer
    queryset = Tag.objects.none()

    def get_queryset(self) -> QuerySet[Tag]:
        return Tag.objects.visible_to(self.user)
