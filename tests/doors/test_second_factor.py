from typing import Any


def test_whoever_has_looked_at_their_addresses_can_still_add_a_second_factor(rosa: Any, as_user: Any) -> None:
    client = as_user(rosa)
    client.get("/account/email/")

    assert "/account/reauthenticate/" in client.get("/account/2fa/totp/activate/").url
