"""A job around its hires: who else could have the seat, and what is left to do once the last one is filled."""

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.views import Resource, one_of
from recruitment.api.hire_serializers import (
    GoodbyeSerializer,
    GoodbyesSaidSerializer,
    RunnerUpSerializer,
    UnpublishedSerializer,
    WrapUpSerializer,
)
from recruitment.forms.hire import GoodbyeForm
from recruitment.models import Job
from recruitment.offers import runners_up, wrapping_up


class JobsAroundHires(Resource[Job]):
    @extend_schema(
        summary="List the runners-up", responses=inline_serializer("RunnersUp", {"data": RunnerUpSerializer(many=True)})
    )
    @action(detail=True, methods=["get"], filter_backends=[])
    def runners_up(self, request: Request, pk: str) -> Response:
        """Who came furthest beside those who are hired, furthest first; the first twelve."""
        rows = runners_up.of(self._for("applications.move"), self.user)[: runners_up.SHOWN]
        return Response({"data": RunnerUpSerializer(rows, many=True).data})

    @extend_schema(summary="Note that the runners-up know how it stands", request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def contact_runners_up(self, request: Request, pk: str) -> Response:
        """What was owed about them is done."""
        runners_up.note_in_touch(self._for("applications.move"), by=self.by)
        return Response(status=204)

    @extend_schema(summary="What is left to do with the last opening filled", responses=WrapUpSerializer)
    @action(detail=True, methods=["get"], filter_backends=[])
    def wrap_up(self, request: Request, pk: str) -> Response:
        """Nothing of it happens by itself: unpublish, say goodbye, and close."""
        proposal = wrapping_up.proposal(self._for("jobs.edit"), self.user)
        return Response(WrapUpSerializer(WrapUpSerializer.of(proposal)).data)

    @extend_schema(summary="Take a filled job off the careers site", request=None, responses=UnpublishedSerializer)
    @action(detail=True, methods=["post"])
    def unpublish(self, request: Request, pk: str) -> Response:
        return Response({"unpublished": wrapping_up.unpublish(self._for("jobs.publish"), by=self.by)})

    @extend_schema(
        summary="Say goodbye to those who remain", request=GoodbyeSerializer, responses=GoodbyesSaidSerializer
    )
    @action(detail=True, methods=["post"])
    def say_goodbye(self, request: Request, pk: str) -> Response:
        """Ends the applications named, each with its letter; whoever has come since is not among them."""
        job, said = self._for("applications.close"), self.asked(GoodbyeSerializer)
        letter = said.get("template")
        if letter is not None:
            self.user.require("messages.send", job)
        ended, unwritten = wrapping_up.say_goodbye(
            job,
            one_of(GoodbyeForm.reasons(), said["reason"]),
            template=letter and one_of(GoodbyeForm.letters(), letter),
            seen=said["seen"],
            by=self.by,
            of=self.user,
        )
        return Response({"ended": ended, "without_letter": unwritten})

    def _for(self, right: str) -> Job:
        job = self.get_object()
        self.user.require(right, job)
        return job
