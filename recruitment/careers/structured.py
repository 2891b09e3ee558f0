"""What search engines read of a post: schema.org's JobPosting."""

import json
from typing import Any

from django.utils.html import linebreaks
from django.utils.safestring import SafeString

from recruitment.models import Job, JobPost

UNITS = {Job.PayPeriod.YEAR: "YEAR", Job.PayPeriod.MONTH: "MONTH", Job.PayPeriod.HOUR: "HOUR"}
# A text that ends its own <script> must not end ours.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def posting(post: JobPost) -> SafeString:
    """The JSON that stands in the page's <script>."""
    return SafeString(json.dumps(facts(post), ensure_ascii=False).translate(ESCAPES))


def facts(post: JobPost) -> dict[str, Any]:
    job = post.job
    found = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": post.title,
        "description": linebreaks(post.content, autoescape=True),
        "datePosted": post.first_published_at.date().isoformat() if post.first_published_at else None,
        "inLanguage": post.language,
        "url": post.public_url,
        "identifier": {"@type": "PropertyValue", "name": job.brand.name, "value": job.requisition_id or str(job.pk)},
        "hiringOrganization": {"@type": "Organization", "name": job.brand.name},
        "jobLocation": {"@type": "Place", "address": address(job)},
        "jobLocationType": "TELECOMMUTE" if job.place.mode == job.place.Mode.REMOTE else None,
        "applicantLocationRequirements": {"@type": "Country", "name": job.place.country},
        "baseSalary": pay(job) if post.show_pay else None,
        "directApply": True,
    }
    return {name: value for name, value in found.items() if value is not None}


def address(job: Job) -> dict[str, str]:
    place = job.place
    parts = {"addressLocality": place.city, "addressRegion": place.region, "addressCountry": place.country}
    return {"@type": "PostalAddress", **{name: value for name, value in parts.items() if value}}


def pay(job: Job) -> dict[str, Any] | None:
    if job.pay is None or not job.pay_currency:
        return None
    least, most = map(float, job.pay)
    unit = UNITS[Job.PayPeriod(job.pay_period)]
    value = {"@type": "QuantitativeValue", "minValue": least, "maxValue": most, "unitText": unit}
    return {"@type": "MonetaryAmount", "currency": job.pay_currency, "value": value}
