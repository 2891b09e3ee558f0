"""Which source a trail names: the last visit from outside that a rule knows decides, else the first."""

from collections.abc import Iterable, Mapping

from django.db.models import Q

from recruitment.models import Source, SourceRule, TrackingLink
from recruitment.models.source import clean_sign
from recruitment.sources.trail import Signs, Trail

Rules = Mapping[tuple[str, str], str]


def source_of(trail: Trail) -> str:
    """Its word; a visit that no rule knows came from elsewhere, and one without signs from the careers site itself."""
    visits = [signs for signs in (trail.last, trail.first) if signs is not None]
    named = [name for signs in visits if (name := _by_link(signs))] or _by_rule(visits)
    code = Source.ELSEWHERE if visits else Source.CAREERS_SITE
    return named[0] if named else Source.objects.own(code).name


def _by_link(signs: Signs) -> str:
    """A link says it for sure, as long as it runs."""
    if signs.link is None:
        return ""
    link = TrackingLink.objects.select_related("source").filter(pk=signs.link).first()
    return link.source.name if link else ""


def _by_rule(visits: Iterable[Signs]) -> list[str]:
    visits = list(visits)
    rules = _rules(visits)
    return [name for signs in visits if (name := _named(signs, rules))]


def _rules(visits: list[Signs]) -> Rules:
    words = [clean_sign(SourceRule.Sign.UTM, signs.source) for signs in visits if signs.source]
    hosts = [host for signs in visits for host in parents(signs.host)]
    asked = Q(sign=SourceRule.Sign.UTM, value__in=words) | Q(sign=SourceRule.Sign.HOST, value__in=hosts)
    found = SourceRule.objects.filter(asked, source__active=True) if words or hosts else SourceRule.objects.none()
    return {(sign, value): name for sign, value, name in found.values_list("sign", "value", "source__name")}


def _named(signs: Signs, rules: Rules) -> str:
    """What somebody wrote into the address says more than the site it stood on."""
    word = clean_sign(SourceRule.Sign.UTM, signs.source)
    keys = [(SourceRule.Sign.UTM, word), *((SourceRule.Sign.HOST, host) for host in parents(signs.host))]
    return next((rules[str(sign), value] for sign, value in keys if value and (str(sign), value) in rules), "")


def parents(host: str) -> list[str]:
    """The site and the larger ones that it is part of, the closest first: "de.jobs.example" is known as "jobs.example",
    too."""
    parts = clean_sign(SourceRule.Sign.HOST, host).split(".") if host else []
    return [".".join(parts[at:]) for at in range(min(len(parts) - 1, 8))] or ([host] if host else [])


def is_walk_in(trail: Trail) -> bool:
    """Somebody who scanned a sign of ours where they stood."""
    links = [signs.link for _which, signs in trail.both() if signs.link]
    return bool(links) and TrackingLink.objects.filter(pk=links[-1], source__kind=Source.Kind.WALK_IN).exists()
