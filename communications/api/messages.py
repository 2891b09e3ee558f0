from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

import audit
from accounts.api.serializers import ModelSerializer
from accounts.api.views import Resource, one_of
from candidates.models import Candidate
from communications import composing
from communications.models import Message, MessageTemplate
from communications.views.messages import require_decision
from communications.views.writing import recipient


class MessageSerializer(ModelSerializer[Message]):
    candidate_id = serializers.IntegerField(read_only=True, allow_null=True)
    template_id = serializers.IntegerField(required=False, allow_null=True)
    author_id = serializers.IntegerField(read_only=True, allow_null=True)
    # Empty where answers go to the sender.
    reply_to = serializers.CharField(read_only=True)
    # A template brings its own.
    subject = serializers.CharField(max_length=300, required=False)
    body = serializers.CharField(max_length=20_000, required=False)

    class Meta:
        model = Message
        fields = (
            "id",
            "candidate_id",
            "about_kind",
            "about_id",
            "template_id",
            "author_id",
            "message_id",
            "to_name",
            "to_address",
            "from_name",
            "from_address",
            "reply_to",
            "language",
            "subject",
            "body",
            "state",
            "not_before",
            "attempts",
            "sent_at",
            "error",
            "created_at",
            "updated_at",
        )
        read_only_fields = (
            "message_id",
            "to_name",
            "to_address",
            "from_name",
            "from_address",
            "reply_to",
            "language",
            "state",
            "attempts",
            "sent_at",
            "error",
            "created_at",
            "updated_at",
        )


class PreviewSerializer(serializers.Serializer[Any]):
    subject = serializers.CharField()
    text = serializers.CharField()
    html = serializers.CharField()


@extend_schema_view(
    list=extend_schema(summary="List messages"),
    retrieve=extend_schema(summary="One message"),
    create=extend_schema(summary="Write to a candidate"),
)
class Messages(Resource[Message]):
    """Mails: what was said, to whom, what became of it. Secret links stay marks: `{{ application.status_link }}`."""

    resource = "messages"
    serializer_class = MessageSerializer
    queryset = Message.objects.none()
    expands: ClassVar[dict[str, str]] = {"candidate": "candidates", "author": "users"}
    filterset_fields: ClassVar[dict[str, list[str]]] = {
        "state": ["exact"],
        "candidate_id": ["exact"],
        "about_kind": ["exact"],
        "about_id": ["exact"],
    }

    def get_queryset(self) -> QuerySet[Message]:
        found: Any = Message.objects.visible_to(self.user)
        shown: QuerySet[Message] = found
        return shown

    @extend_schema(summary="What a mail would look like", request=MessageSerializer, responses={200: PreviewSerializer})
    @action(detail=False, methods=["post"])
    def preview(self, request: Request) -> Response:
        """Nothing is kept or sent; samples stand in the place of secret links."""
        said = self.asked(MessageSerializer)
        shown = composing.show(composing.draft(**self._words(said)))
        return Response(PreviewSerializer(shown).data)

    def perform_create(self, serializer: MessageSerializer) -> None:
        data = serializer.validated_data
        serializer.instance = composing.write(**self._words(data), not_before=data.get("not_before"))

    def _words(self, data: dict[str, Any]) -> dict[str, Any]:
        about = self._about(data["about_kind"], data["about_id"])
        template = self._template(data.get("template_id"))
        candidate = composing.candidate_of(about)
        assert candidate is not None
        return {
            "subject": data.get("subject") or (template.subject if template else ""),
            "body": data.get("body") or (template.body if template else ""),
            "template": template,
            "to": recipient(candidate),
            "name": candidate.full_name,
            "language": candidate.language,
            "about": about,
            "by": self.by,
        }

    @extend_schema(summary="Keep a waiting mail from being sent", request=None, responses=MessageSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        return self._decide(Message.cancel)

    @extend_schema(summary="Say that a mail in doubt arrived", request=None, responses=MessageSerializer)
    @action(detail=True, methods=["post"])
    def confirm_arrival(self, request: Request, pk: str) -> Response:
        return self._decide(Message.confirm_arrival)

    @extend_schema(summary="Send a failed or doubtful mail again", request=None, responses=MessageSerializer)
    @action(detail=True, methods=["post"])
    def send_again(self, request: Request, pk: str) -> Response:
        return self._decide(Message.send_again)

    @extend_schema(summary="Leave a failed mail unsent", request=None, responses=MessageSerializer)
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, pk: str) -> Response:
        return self._decide(Message.dismiss)

    def _decide(self, verb: Callable[..., None]) -> Response:
        message = self.get_object()
        require_decision(self.user, message)
        verb(message, by=self.by)
        return self.answer(message)

    def _about(self, kind: str, id: int) -> Any:
        """What the key may not see, or write about, doesn't exist for it."""
        ref = (kind, id)
        about = audit.things.find(*ref) if audit.things.resolve([ref], self.user) else None
        if about is None or not isinstance(composing.candidate_of(about), Candidate):
            raise Http404
        self.user.require("messages.send", getattr(about, "job", None))
        return about

    def _template(self, id: int | None) -> MessageTemplate | None:
        seen = MessageTemplate.objects.visible_to(self.user).active().for_candidates()
        return None if id is None else one_of(seen, id)
