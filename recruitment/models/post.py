from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from company.models import PrivacyNotice
from recruitment.models.job import Job
from recruitment.refusals import PostNotLive, PostNotReady, Taken
from recruitment.requisitions import asking

if TYPE_CHECKING:
    from accounts.models import User
    from recruitment.models.question import Question


class JobPostQuerySet(models.QuerySet["JobPost"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(job__in=Job.objects.visible_to(user))

    def live(self) -> Self:
        """What the careers site shows."""
        return self.live_for_employees().filter(audience=JobPost.Audience.PUBLIC)

    def live_for_employees(self) -> Self:
        """What colleagues read: the public posts, and those that are for them alone."""
        return self.filter(live=True, job__status=Job.Status.OPEN)

    def matching(self, *, words: str = "", place: str = "", department: str = "", language: str = "") -> Self:
        found = self
        for word in words.split():
            found = found.filter(models.Q(title__icontains=word) | models.Q(content__icontains=word))
        if place:
            found = found.filter(job__place__name=place)
        if language:
            found = found.filter(language=language)
        return found.filter(job__department__name=department) if department else found

    def write(
        self,
        job: Job,
        *,
        title: str,
        content: str,
        by: audit.Actor,
        language: str = "en",
        show_pay: bool = True,
        audience: str = "public",
    ) -> "JobPost":
        """A draft in one language; the careers site shows it once it is published."""
        shown = {"show_pay": show_pay, "audience": audience}
        post = self.model(job=job, title=title, content=content, language=language, **shown)
        post.slug = f"{slugify(title)[:180] or 'job'}-{job.pk}-{language}"
        try:
            with transaction.atomic():
                post.save(force_insert=True)
                job.touch()
                audit.record("post.created", post, by=by, on=[job], language=language)
                job.keep_version(["post"], by=by)
        except IntegrityError as error:
            # The address names job and language, so either constraint says the same.
            if not any(name in str(error) for name in ("post_once_a_language", "recruitment_jobpost_slug")):
                raise
            raise Taken(_("This job has a post in that language already."), field="language") from error
        return post


class JobPost(models.Model):
    """What the careers site shows of a job, in one language."""

    class Audience(models.TextChoices):
        PUBLIC = "public", gettext_lazy("Everybody")
        INTERNAL = "internal", gettext_lazy("Employees only")

    CHANGEABLE: ClassVar[frozenset[str]] = frozenset({"title", "content", "show_pay", "audience"})

    job = models.ForeignKey(Job, models.CASCADE, related_name="posts")
    title = models.CharField(max_length=160)
    slug = models.SlugField(max_length=200, unique=True)
    language = models.CharField(max_length=10, default="en")
    content = models.TextField()
    show_pay = models.BooleanField(default=True)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.PUBLIC)
    live = models.BooleanField(default=False)
    first_published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = JobPostQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="post_by_update")]
        constraints = [models.UniqueConstraint(fields=["job", "language"], name="post_once_a_language")]

    def __str__(self) -> str:
        return self.title

    def get_language_name(self) -> str:
        return str(dict(settings.WRITTEN_LANGUAGES).get(self.language, self.language))

    @property
    def is_public(self) -> bool:
        """As `live` finds it; on a row that knows its job."""
        return self.live and self.audience == self.Audience.PUBLIC and self.job.status == Job.Status.OPEN

    @property
    def public_url(self) -> str:
        """Where candidates read it, once it is live."""
        return settings.SITE_URL + reverse("careers:job", args=[self.slug])

    def change(self, *, by: audit.Actor, **fields: Any) -> None:
        """The address of a post stays, whatever its title becomes: links to it are out in the world."""
        if not self.CHANGEABLE.issuperset(fields):
            raise TypeError(f"Not to be changed here: {sorted(set(fields) - self.CHANGEABLE)}")
        changed = sorted(name for name, value in fields.items() if getattr(self, name) != value)
        if not changed:
            return
        for name in changed:
            setattr(self, name, fields[name])
        if self.live:
            self._refuse_unready()
        with transaction.atomic():
            self.save(update_fields=changed)
            audit.record("post.changed", self, by=by, on=[self.job], fields=changed)
            self.job.keep_version(["post"], by=by)

    def publish(self, *, by: audit.Actor) -> None:
        """On the careers site from now on; a draft job opens with it."""
        self._refuse_unready()
        with transaction.atomic():
            job = Job.objects.select_for_update().get(pk=self.job_id)
            if job.status == Job.Status.CLOSED:
                raise PostNotReady(_("This job is closed. Open it again before you publish it."))
            if not JobPost.objects.filter(pk=self.pk, live=False).update(live=True):
                raise PostNotReady(_("This post is published already."), code="already_live")
            if job.status == Job.Status.DRAFT:
                job.open(by=by)
            asking.require(job)
            self.live, self.first_published_at = True, self.first_published_at or audit.now()
            self.save(update_fields=["first_published_at"])
            audit.record("post.published", self, by=by, on=[job])
        self.job = job

    def unpublish(self, *, by: audit.Actor) -> None:
        with transaction.atomic():
            if not JobPost.objects.filter(pk=self.pk, live=True).update(live=False):
                raise PostNotLive(_("This post is not on the careers site."))
            self.live = False
            audit.record("post.unpublished", self, by=by, on=[self.job])

    def lacks(self) -> list[str]:
        """What must be there before a candidate may read it, in words."""
        lacks = []
        if not self.content.strip():
            lacks.append(_("a text about the job"))
        if self.show_pay and not self.job.has_pay_range:
            lacks.append(_("a pay range, or the choice not to show pay"))
        if self.notice is None:
            lacks.append(_("a privacy notice of %(entity)s in the language of this post") % {"entity": self.job.entity})
        if not self.job.recruiter.is_active:
            lacks.append(_("a recruiter who still works here"))
        return lacks

    @cached_property
    def notice(self) -> PrivacyNotice | None:
        """What its applicants are told: the newest version of the job's entity in the language of this post."""
        notices = PrivacyNotice.objects.in_force().filter(entity_id=self.job.entity_id, language=self.language)
        return notices.order_by("-effective_from", "-version").first()

    def ask(self, *, label: str, by: audit.Actor, **shape: Any) -> "Question":
        """Adds a screening question at the end of the form; `shape`: answer_type, required, options."""
        last = self.questions.aggregate(last=models.Max("sort_order"))["last"]
        question = self.questions.model(post=self, label=label, **shape)
        question.sort_order = 0 if last is None else last + 1
        question.insert(by=by)
        return question

    def touch(self) -> None:
        JobPost.objects.filter(pk=self.pk).update(updated_at=Now())

    def _refuse_unready(self) -> None:
        lacks = self.lacks()
        if lacks:
            sentence = _("This post can't be published yet. It needs: %(lacks)s.")
            raise PostNotReady(sentence % {"lacks": "; ".join(lacks)})
