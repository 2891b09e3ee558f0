from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

import audit
from accounts.api.views import Resource
from accounts.models import ApiKey
from communications import mail_setup
from communications.api.messages import MessageSerializer
from communications.mailbox import opened
from communications.models import LocalMail


class MailSetupSerializer(serializers.Serializer[Any]):
    is_smtp = serializers.BooleanField()
    is_local = serializers.BooleanField(help_text="Mail stays in the local mailbox.")
    backend = serializers.CharField()
    host = serializers.CharField(allow_blank=True)
    port = serializers.IntegerField()
    user = serializers.CharField(allow_blank=True)
    encryption = serializers.CharField()
    sender = serializers.CharField()


class MailSetup(ViewSet):
    """Where mail goes, and a test to oneself."""

    resource = "mail_setup"

    @extend_schema(summary="The set-up of mail", responses=forced_singular_serializer(MailSetupSerializer))  # type: ignore[no-untyped-call]
    def list(self, request: Request) -> Response:
        self._key(request)
        return Response(MailSetupSerializer(mail_setup.facts()).data)

    @extend_schema(summary="Send a test to oneself", request=None, responses={201: MessageSerializer})
    @action(detail=False, methods=["post"])
    def test(self, request: Request) -> Response:
        key = self._key(request)
        sent = mail_setup.write_test(key.owner, by=key)
        sent.refresh_from_db()
        return Response(MessageSerializer(sent, context={"request": request, "view": self}).data, status=201)

    def _key(self, request: Request) -> ApiKey:
        assert isinstance(request.auth, ApiKey)
        request.auth.owner.require("mail.manage")
        return request.auth


class LocalMailSerializer(serializers.ModelSerializer[LocalMail]):
    """`text` and `html` only in the answer about one mail."""

    text = serializers.SerializerMethodField()
    html = serializers.SerializerMethodField()

    class Meta:
        model = LocalMail
        fields = ("id", "message_id", "sender", "recipients", "subject", "text", "html", "received_at")
        read_only_fields = fields

    def get_text(self, mail: LocalMail) -> str | None:
        return opened(bytes(mail.raw)).text if self._is_one() else None

    def get_html(self, mail: LocalMail) -> str | None:
        return opened(bytes(mail.raw)).html if self._is_one() else None

    def _is_one(self) -> bool:
        return bool(self.context["view"].action == "retrieve")


@extend_schema_view(
    list=extend_schema(summary="List mails in the local mailbox"),
    retrieve=extend_schema(summary="One mail of the local mailbox"),
)
class LocalMails(Resource[LocalMail]):
    """Mails that stayed here because no mail server is set up. They hold secret links: for administrators alone."""

    resource = "local_mails"
    serializer_class = LocalMailSerializer
    queryset = LocalMail.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"recipients": ["icontains"]}
    sync_key = "id"

    def get_queryset(self) -> QuerySet[LocalMail]:
        self.user.require("mailbox.read")
        return LocalMail.objects.defer("raw") if self.action == "list" else LocalMail.objects.all()

    def get_object(self) -> LocalMail:
        found = super().get_object()
        audit.log_access(("local_mail", found.pk), by=self.by, what="mail")
        return found
