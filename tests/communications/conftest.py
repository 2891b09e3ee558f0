from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def mail(ada: Any, rosa: Any) -> Callable[..., Any]:
    """A mail from Rosa to Ada, waiting."""
    from communications import write

    def make(subject: str = "Hello", body: str = "Dear {{ candidate.first_name }},\n\nwelcome.", **more: Any) -> Any:
        values = {"to": "ada@lovelace.example", "name": "Ada Lovelace", "about": ada, "by": rosa, **more}
        return write(subject=subject, body=body, **values)

    return make


@pytest.fixture
def go() -> Callable[[Any], Any]:
    """Lets a sender work on the mail, as the task does."""
    from communications.tasks import send

    def attempt(message: Any) -> Any:
        send(message.pk)
        message.refresh_from_db()
        return message

    return attempt
