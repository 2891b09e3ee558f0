"""What comes by an untrusted door changes nothing until a person accepts it."""

import pytest

import audit
from candidates.models import Candidate
from candidates.refusals import AlreadyDecided


def everything(candidate):
    fresh = Candidate.objects.with_facts().get(pk=candidate.pk)
    facts = [str(fact) for name in ("emails", "phones", "links", "tags") for fact in getattr(fresh, name).all()]
    return [getattr(fresh, name) for name in (*Candidate.FACTS, "updated_at")], facts


def test_a_proposal_changes_nothing(ada):
    before = everything(ada)
    for field, value in (
        ("last_name", "Byron"),
        ("email", "x@y.example"),
        ("phone", "+1 212 5550100"),
        ("city", "Rome"),
    ):
        assert ada.propose(field, value, "careers site")
    assert everything(ada) == before


def test_an_accepted_proposal_becomes_a_fact_with_its_source(ada, rosa):
    ada.propose("email", "ada@new.example", "careers site").accept(by=rosa)

    fact = ada.emails.get(key="ada@new.example")
    assert (fact.source, bool(fact.confirmed_at)) == ("careers site", True)


def test_an_accepted_name_is_the_name(ada, rosa):
    ada.propose("last_name", "Byron", "careers site").accept(by=rosa)
    assert Candidate.objects.get(pk=ada.pk).sort_name == "byron  ada"


def test_a_dismissed_proposal_changes_nothing_and_cannot_be_accepted(ada, rosa):
    proposal = ada.propose("city", "Rome", "careers site")
    proposal.dismiss(by=rosa)

    with pytest.raises(AlreadyDecided):
        proposal.accept(by=rosa)
    assert Candidate.objects.get(pk=ada.pk).city == ""


def test_of_two_who_decide_the_first_does(ada, rosa, otto):
    proposal = ada.propose("city", "Rome", "careers site")
    seen_by_both = ada.proposals.get(pk=proposal.pk)
    proposal.accept(by=rosa)

    with pytest.raises(AlreadyDecided):
        seen_by_both.dismiss(by=otto)


def test_what_is_known_or_proposed_already_is_not_proposed(ada, rosa):
    ada.add_phone("+44 20 7946 0958", by=rosa)
    assert ada.propose("email", "ADA@lovelace.example", "careers site") is None
    assert ada.propose("phone", "+442079460958", "careers site") is None
    assert ada.propose("first_name", "Ada", "careers site") is None
    assert ada.propose("city", "Rome", "careers site")
    assert ada.propose("city", "Rome", "careers site") is None


def test_the_value_of_a_proposal_is_in_no_event(ada, rosa):
    ada.propose("city", "Rome", "careers site").accept(by=rosa)
    assert "Rome" not in "".join(str(event.facts) for event in audit.Event.objects.all())


def test_a_person_accepts_field_by_field_on_the_page(ada, rosa, as_user):
    city, title = ada.propose("city", "Rome", "careers site"), ada.propose("title", "Countess", "careers site")
    client = as_user(rosa)
    assert "Countess" in client.get(f"/candidates/{ada.pk}/").content.decode()

    client.post(f"/candidates/{ada.pk}/proposals/{city.pk}/acceptance/")
    client.post(f"/candidates/{ada.pk}/proposals/{title.pk}/dismissal/")

    ada.refresh_from_db()
    assert (ada.city, ada.title) == ("Rome", "")


def test_who_may_not_see_the_person_may_not_decide(ada, otto, as_user):
    proposal = ada.propose("city", "Rome", "careers site")
    assert as_user(otto).post(f"/candidates/{ada.pk}/proposals/{proposal.pk}/acceptance/").status_code == 404
