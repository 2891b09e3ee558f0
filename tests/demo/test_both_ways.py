"""However the demo is made, it is the same."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from audit import sealing, verification
from audit.models import Pending
from recruitment.demo import loading
from recruitment.demo.loading import Loading
from tests.demo.rows import Rows

NOW = datetime(2026, 3, 18, 10, 30, tzinfo=UTC)

OF_LAST_DAYS = (
    "desk_undoitem",
    "recruitment_approvaldecision",
    "recruitment_approvalsnapshot",
    "recruitment_bulkactitem",
    "recruitment_delegation",
    "recruitment_hire",
    "recruitment_offer",
    "recruitment_offeranswer",
    "recruitment_offercondition",
    "recruitment_offerlettertemplate",
    "recruitment_referral",
    "recruitment_requisition",
    "recruitment_shortlistanswer",
    "recruitment_signatory",
    "recruitment_source",
    "recruitment_touch",
    "recruitment_trackinglink",
)


def made_by(make: Any) -> Any:
    """The rows, and the database as it was before."""
    with transaction.atomic():
        make()
        rows = Rows().counted()
        transaction.set_rollback(True)
    return rows


@pytest.mark.timeout(900)
def test_sixty_people_stamped_are_the_same_as_played(db: None) -> None:
    plan = Loading(candidates=60, seed=47, now=NOW, copies=2)
    played = made_by(lambda: loading.load(plan, loading.count_as_sent))
    stamped = made_by(lambda: loading.stamp(plan, tell=lambda done: None))

    different = {
        name: (list((played[name] - stamped[name]).items())[:2], list((stamped[name] - played[name]).items())[:2])
        for name in played
        if played[name] != stamped[name]
    }
    assert different == {}
    # And three who came by a job fair and by colleagues.
    assert sum(played["candidates_candidate"].values()) == 63
    assert [name for name in OF_LAST_DAYS if not played[name]] == []


@pytest.mark.timeout(300)
def test_the_log_of_stamped_people_can_be_sealed_and_proved(db: None) -> None:
    loading.stamp(Loading(candidates=15, seed=11, now=NOW), tell=lambda done: None)
    sealing.seal_pending()

    report = verification.verify()
    assert (report.fault, report.unsealed) == (None, 0)
    assert not Pending.objects.exists()
