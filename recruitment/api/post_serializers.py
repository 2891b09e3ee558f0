from django.conf import settings
from rest_framework import serializers

from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer
from recruitment.models import Job, JobPost, Question, Stage


class QuestionSerializer(ModelSerializer[Question]):
    """As a part of its post."""

    name = serializers.SerializerMethodField()
    private = serializers.SerializerMethodField()
    options = serializers.ListField(child=serializers.CharField(max_length=200), max_length=50, required=False)

    class Meta:
        model = Question
        fields: tuple[str, ...] = ("id", "name", "label", "answer_type", "required", "private", "options")

    def get_name(self, question: Question) -> str:
        return f"question_{question.pk}"

    def get_private(self, question: Question) -> bool:
        return False


class JobPostQuestionSerializer(QuestionSerializer):
    """By itself."""

    job_post_id = IdField(source="post_id")
    sort_order = serializers.IntegerField(min_value=0, max_value=32_767, required=False)

    class Meta(QuestionSerializer.Meta):
        fields = ("id", "job_post_id", *QuestionSerializer.Meta.fields[1:], "sort_order", "created_at", "updated_at")
        read_only_fields = ("created_at", "updated_at")


class QuestionChangeSerializer(JobPostQuestionSerializer):
    job_post_id = IdField(source="post_id", read_only=True)


class JobPostSerializer(ModelSerializer[JobPost]):
    job_id = IdField()
    language = serializers.ChoiceField(choices=settings.WRITTEN_LANGUAGES, required=False)
    internal = serializers.SerializerMethodField()
    audience = serializers.ChoiceField(choices=JobPost.Audience.choices, required=False)
    active = serializers.SerializerMethodField()
    public_url = serializers.SerializerMethodField()
    questions = QuestionSerializer(many=True, read_only=True)

    class Meta:
        model = JobPost
        fields = (
            "id", "job_id", "title", "content", "show_pay", "audience", "internal", "active", "live", "language",
            "public_url", "first_published_at", "questions", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("live", "first_published_at", "created_at", "updated_at")
        # The verb says when a language is taken.
        validators = ()

    def get_internal(self, post: JobPost) -> bool:
        """For employees only: it is never on the careers site."""
        return post.audience == JobPost.Audience.INTERNAL

    def get_active(self, post: JobPost) -> bool:
        return post.job.status != Job.Status.CLOSED

    def get_public_url(self, post: JobPost) -> str | None:
        """Null while the careers site doesn't show it: not published, or for employees alone."""
        return post.public_url if post.is_public else None


class JobPostChangeSerializer(JobPostSerializer):
    """A post keeps its job and its language."""

    job_id = IdField(read_only=True)
    language = serializers.ChoiceField(choices=settings.WRITTEN_LANGUAGES, read_only=True)


class StageSerializer(ModelSerializer[Stage]):
    job_id = IdField()

    class Meta:
        model = Stage
        fields = (
            "id", "job_id", "name", "sort_order", "active", "what", "who", "within", "days", "finished",
            "wants_approval", "advice_from", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("sort_order", "active", "created_at", "updated_at")
        # The verb says when a name is taken.
        validators = ()


class StageChangeSerializer(StageSerializer):
    job_id = IdField(read_only=True)
