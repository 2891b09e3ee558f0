"""References resolve to what the person may see, one question for each kind."""

import pytest

from audit import things
from audit.models import Event
from audit.things import UnknownKind


class Person:
    actor_kind, actor_id = "user", 7

    def __init__(self, *rights):
        self.rights = rights

    def may(self, right):
        return right in self.rights


AUDITOR, STRANGER = Person("audit.view"), Person()


def test_a_reference_is_kind_and_number(note):
    event = note()

    assert things.ref(event) == things.ref(("event", event.pk)) == ("event", event.pk)


def test_a_kind_that_nobody_registered_is_refused():
    with pytest.raises(UnknownKind):
        things.ref(("cat", 1))


def test_many_references_cost_one_query_a_kind(note, django_assert_num_queries):
    refs = [things.ref(note()) for _ in range(5)]

    with django_assert_num_queries(1):
        found = things.resolve(refs, AUDITOR)

    assert [found[ref].label for ref in refs] == [f"event {id}" for _, id in refs]


def test_what_one_may_not_see_is_left_out(note):
    ref = things.ref(note())

    assert things.resolve([ref], STRANGER) == {}


def test_unknown_kinds_and_missing_rows_are_left_out(db):
    assert things.resolve([("cat", 1), ("event", 0)], AUDITOR) == {}


def test_the_row_itself_is_found_or_none(note):
    event = note()

    assert things.find("event", event.pk) == event
    assert things.find("event", 0) is None
    assert isinstance(event, Event)
