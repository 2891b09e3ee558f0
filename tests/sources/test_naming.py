"""By which signs a visit is known to come from a source."""

from typing import Any
from unittest.mock import ANY

import pytest

from recruitment.models import Application, Source, TrackingLink
from recruitment.refusals import Taken
from recruitment.sources import naming
from recruitment.sources.trail import Signs, Trail


def trail(*visits: tuple[str, str]) -> Trail:
    """Of visits with a word in utm_source and a sending site."""
    found = Trail()
    for word, host in visits:
        found = found.then(Signs({"source": word} if word else {}, host, None, 1))
    return found


@pytest.mark.parametrize(
    ("visits", "source"),
    [
        ([], "Careers site"),
        ([("linkedin", "")], "LinkedIn"),
        ([("LinkedIn ", "")], "LinkedIn"),
        ([("", "www.linkedin.com")], "LinkedIn"),
        ([("", "de.linkedin.com")], "LinkedIn"),
        ([("", "notlinkedin.com")], "Elsewhere"),
        ([("", "com")], "Elsewhere"),
        ([("", "indeed.de")], "Indeed"),
        ([("xing", "linkedin.com")], "Xing"),
        ([("newsletter", "linkedin.com")], "LinkedIn"),
        ([("newsletter", "")], "Elsewhere"),
        ([("xing", ""), ("indeed", "")], "Indeed"),
        ([("xing", ""), ("newsletter", "")], "Xing"),
        ([("", "localhost")], "Elsewhere"),
        ([("%00", "..")], "Elsewhere"),
    ],
)
def test_a_visit_names_its_source(db: None, visits: list[tuple[str, str]], source: str) -> None:
    assert naming.source_of(trail(*visits)) == source


def test_a_link_says_it_for_sure(db: None, rosa: Any) -> None:
    fair = Source.objects.add(name="Job fair", kind="event", by=rosa)
    link = TrackingLink.objects.make(name="Hall 4", source=fair, by=rosa)

    assert naming.source_of(trail(("linkedin", "")).then(Signs({}, "", link.pk, 1))) == "Job fair"
    assert naming.source_of(Trail().then(Signs({}, "", 9**15, 1))) == "Elsewhere"


def test_what_is_typed_becomes_one_word(db: None) -> None:
    assert Source.objects.word("  linkedin ") == "LinkedIn"
    assert [Source.objects.word(text) for text in ("Meetup", "meetup", " MEETUP")] == ["Meetup"] * 3
    assert Source.objects.word(" \0 ") == ""
    assert Source.objects.filter(name__iexact="meetup").count() == 1


def test_a_new_name_goes_to_all_applications(application: Any, rosa: Any) -> None:
    application.source = Source.objects.word("Meetup")
    application.save(update_fields=["source"])

    Source.objects.get(name="Meetup").change(name="Python meetup", by=rosa)

    assert Application.objects.get().source == "Python meetup"


def test_a_name_and_a_sign_stand_for_one_source(db: None, rosa: Any) -> None:
    with pytest.raises(Taken) as name:
        Source.objects.add(name="linkedin", kind="social", by=rosa)
    with pytest.raises(Taken) as sign:
        Source.objects.add(name="Other", kind="social", hosts=["https://WWW.LinkedIn.com/jobs"], by=rosa)

    assert (name.value.field, sign.value.field) == ("name", "hosts")
    assert str(sign.value.sentence) == "linkedin.com stands for LinkedIn already."


def test_signs_are_replaced_and_told_by_name_alone(db: None, rosa: Any) -> None:
    import audit

    source = Source.objects.get(name="Xing")
    source.change(hosts=["xing.de", " XING.com/ "], by=rosa)

    assert Source.objects.get(name="Xing").hosts == ["xing.com", "xing.de"]
    event = audit.Event.objects.filter(verb="source.changed").get()
    assert event.facts == {"fields": ["hosts"]} and event.about_ref == ("source", source.pk)


def test_the_registry_is_changed_on_its_page(as_user: Any, rosa: Any) -> None:
    browser = as_user(rosa)
    source = Source.objects.get(name="Bayt")
    said = {"name": "Bayt.com", "kind": "job_board", "utm_sources": "bayt\nbayt-uae", "hosts": "", "active": "on"}

    assert browser.post(f"/source-names/{source.pk}/", said).status_code == 302
    source.refresh_from_db()
    assert (source.name, source.utm_sources, source.hosts) == ("Bayt.com", ["bayt", "bayt-uae"], [])

    again = browser.post(f"/source-names/{source.pk}/", {**said, "utm_sources": "linkedin"})
    assert again.status_code == 422 and "stands for LinkedIn already" in again.content.decode()


def test_other_systems_read_and_write_the_registry(api: Any, rosa: Any, hana: Any) -> None:
    made = api(rosa).post("/api/v1/sources", {"name": "Reed", "kind": "job_board", "hosts": ["reed.co.uk"]}, "json")
    assert (made.status_code, made.json()) == (
        201,
        {"id": ANY, "name": "Reed", "kind": "job_board", "utm_sources": [], "hosts": ["reed.co.uk"], "active": True}
        | {"external_ids": ANY, "created_at": ANY, "updated_at": ANY},
    )
    assert api(rosa).post("/api/v1/sources", {"name": "reed", "kind": "other"}, "json").status_code == 422
    assert api(hana).post("/api/v1/sources", {"name": "Hers", "kind": "other"}, "json").status_code == 403


def test_another_system_may_say_no_more_than_the_name(api: Any, rosa: Any) -> None:
    made = api(rosa).post("/api/v1/sources", {"name": "Reed"}, "json")
    assert (made.status_code, made.json()["kind"]) == (201, "other")
