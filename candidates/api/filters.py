import django_filters
from django.db.models import QuerySet

from candidates.models import Candidate


class CandidateFilter(django_filters.FilterSet):  # type: ignore[misc]
    email = django_filters.CharFilter(method="with_email", label="One of the person's e-mail addresses, in full.")
    tag = django_filters.CharFilter(method="with_tag", label="The name of a tag.")

    class Meta:
        model = Candidate
        fields = ()

    def with_email(self, rows: QuerySet[Candidate], name: str, value: str) -> QuerySet[Candidate]:
        return rows.filter(pk__in=Candidate.objects.with_email(value).values("pk"))

    def with_tag(self, rows: QuerySet[Candidate], name: str, value: str) -> QuerySet[Candidate]:
        return rows.filter(pk__in=Candidate.objects.tagged(value).values("pk"))
