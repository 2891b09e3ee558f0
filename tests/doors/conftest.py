from typing import Any

import pytest


@pytest.fixture
def teams(company: Any, rosa: Any, otto: Any, hana: Any, person: Any, deliver: Any) -> dict[str, Any]:
    from recruitment.requisitions import raising
    from tests.doors.house import House, offered
    from tests.doors.teams import Team, applied, jobbed, written

    found = {}
    for user, department in ((rosa, company.engineering), (otto, company.sales)):
        name = user.name.lower()
        word = f"Xylo{name}"
        application = applied(word, jobbed(word, user, department, company), user)
        house = House.build(company, user, hana, person(f"Lea {name}"), application)
        written(word, house, user)
        confidential = jobbed(f"{word} secret", user, department, company, confidential=True)
        secret = applied(f"{word}Secret", confidential, user)
        offered(confidential, secret.candidate, by=user)
        raising.raise_need(
            raised_by=hana, by=hana, recruiter=user, confidential=True, title=f"{word} secret",
            department=department, office=company.office,
        )  # fmt: skip
        found[name] = Team(name, user, house)
    deliver()
    return found


@pytest.fixture
def settle(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list ends before what an open transaction wrote, and a test is one open transaction."""
    from datetime import timedelta

    import audit

    monkeypatch.setattr("accounts.api.pagination.sync_horizon", lambda: audit.now() + timedelta(days=1))
