"""The pages of one's account speak as the rest of the product does."""

from typing import Any

import pytest

from accounts import browsers

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (WINDOWS, "Chrome on Windows"),
        (f"{WINDOWS} Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/1 Safari/604.1",
            "Safari on iPhone",
        ),
        ("curl/8.5.0", "Another browser or program"),
        ("", "Another browser or program"),
    ],
)
def test_a_browser_has_a_short_name(user_agent: str, words: str) -> None:
    assert browsers.in_words(user_agent) == words


def test_the_second_step_has_one_name(rosa: Any, as_user: Any) -> None:
    page = as_user(rosa).get("/account/2fa/").content.decode()

    assert "<h1" in page and "Two-step sign-in" in page
    assert "Two-Factor" not in page and "Two-factor" not in page


def test_who_is_asked_again_reads_why(rosa: Any, as_user: Any) -> None:
    page = as_user(rosa).get("/account/reauthenticate/").content.decode()

    assert "Please confirm that it is you" in page and "reauthenticate to safeguard" not in page


def test_staying_signed_in_is_offered_in_plain_words(client: Any, db: None) -> None:
    page = client.get("/account/login/").content.decode()

    assert "Keep me signed in on this device" in page and "Remember Me" not in page
