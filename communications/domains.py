"""What the DNS says of a domain that mails are sent from: SPF, DKIM, DMARC. A silent DNS is said to be silent."""

import re
from dataclasses import dataclass
from enum import Enum

import dns.exception
import dns.resolver
from django.utils.translation import gettext as _

SECONDS = 2.0
SELECTOR = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?")


class Verdict(Enum):
    GOOD = "good"
    MISSING = "bad"
    UNSURE = "wait"


@dataclass(frozen=True)
class Finding:
    name: str
    verdict: Verdict
    words: str
    record: str = ""


@dataclass(frozen=True)
class Report:
    domain: str
    findings: list[Finding]


class Silent(Exception):
    """The DNS did not answer."""


def report(domain: str, selector: str = "") -> Report:
    domain = domain.encode("idna").decode("ascii")
    checks = ((_("SPF"), spf, domain), (_("DKIM"), dkim, domain), (_("DMARC"), dmarc, domain))
    findings = []
    for name, check, where in checks:
        try:
            verdict, words, record = check(where, selector) if check is dkim else check(where)
        except Silent:
            verdict, words, record = Verdict.UNSURE, _("The DNS did not answer."), ""
        findings.append(Finding(name, verdict, words, record))
    return Report(domain, findings)


Found = tuple[Verdict, str, str]


def spf(domain: str) -> Found:
    """RFC 7208: exactly one record that begins with v=spf1."""
    records = [text for text in texts(domain) if text.lower().split(" ")[0] == "v=spf1"]
    if len(records) > 1:
        return Verdict.MISSING, _("There is more than one record: receivers take that for none."), " / ".join(records)
    if not records:
        return Verdict.MISSING, _("No record says which servers may send for this domain."), ""
    return Verdict.GOOD, _("A record says which servers may send. Your mail server has to be among them."), records[0]


def dkim(domain: str, selector: str = "") -> Found:
    """RFC 6376: keys stand under a selector that only the mail server knows."""
    if not SELECTOR.fullmatch(selector):
        if exists(f"_domainkey.{domain}"):
            return Verdict.UNSURE, _("There are keys. Give the selector of your mail server to check its own."), ""
        return Verdict.MISSING, _("No key: what is sent can't be proved to be yours."), ""
    keys = [text for text in texts(f"{selector}._domainkey.{domain}") if re.search(r"(^|;)\s*p=[A-Za-z0-9+/]", text)]
    if not keys:
        return Verdict.MISSING, _("There is no key under this selector."), ""
    return Verdict.GOOD, _("The key is there."), keys[0]


def dmarc(domain: str) -> Found:
    """RFC 7489: the policy at _dmarc, else that of the organisation above."""
    parents = [domain, *([".".join(domain.split(".")[-2:])] if domain.count(".") > 1 else [])]
    for where in parents:
        records = [text for text in texts(f"_dmarc.{where}") if text.replace(" ", "").lower().startswith("v=dmarc1")]
        if len(records) == 1:
            return _policy(records[0])
    return Verdict.MISSING, _("No policy: receivers decide by themselves what to do with forged mail."), ""


def _policy(record: str) -> Found:
    if re.search(r";\s*p\s*=\s*none", record, re.IGNORECASE):
        return Verdict.UNSURE, _("There is a policy, but it only watches (p=none)."), record
    return Verdict.GOOD, _("A policy is in force."), record


def texts(name: str) -> list[str]:
    try:
        answer = _resolver().resolve(name, "TXT")
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError) as error:
        raise Silent(name) from error
    return [b"".join(row.strings).decode("utf-8", "replace") for row in answer]


def exists(name: str) -> bool:
    """A name without records of its own exists where something stands below it (RFC 8020)."""
    try:
        _resolver().resolve(name, "TXT")
    except dns.resolver.NXDOMAIN:
        return False
    except dns.resolver.NoAnswer:
        return True
    except (dns.exception.DNSException, OSError) as error:
        raise Silent(name) from error
    return True


def _resolver() -> dns.resolver.Resolver:
    resolver = dns.resolver.Resolver()
    resolver.lifetime = resolver.timeout = SECONDS
    return resolver
