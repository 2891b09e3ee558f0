"""How much a key may ask in a minute."""

import logging

import pytest
from redis.exceptions import ConnectionError

from accounts.api import rates
from accounts.models import ApiKey
from accounts.refusals import UnfitRate

USERS = "/api/v1/users"


@pytest.fixture(autouse=True)
def the_same_minute(monkeypatch):
    monkeypatch.setattr(rates.time, "time", lambda: 1_699_999_998)


def test_an_answer_says_what_is_left(api, rosa):
    client = api(rosa)
    client.get(USERS)
    answer = client.get(USERS)

    assert answer["RateLimit-Policy"] == '"read";q=600;w=60'
    assert answer["RateLimit"] == '"read";r=598;t=42'
    assert client.post("/api/v1/candidates", {"first_name": "Grace"})["RateLimit"] == '"write";r=119;t=42'


def test_beyond_the_limit_it_is_told_when_to_ask_again(api, rosa, admin):
    client = api(rosa)
    ApiKey.objects.get().limit(reads=2, writes=None, by=admin)
    codes = [client.get(USERS).status_code for _time in range(3)]
    refused = client.get(USERS)

    assert codes == [200, 200, 429]
    assert refused["Retry-After"] == "42"
    assert refused["RateLimit"] == '"read";r=0;t=42'
    assert refused["Content-Type"] == "application/problem+json"


def test_each_key_and_each_minute_counts_for_itself(api, rosa, admin, monkeypatch):
    client = api(rosa)
    ApiKey.objects.get().limit(reads=1, writes=None, by=admin)
    client.get(USERS)

    assert client.get(USERS).status_code == 429
    assert api(rosa).get(USERS).status_code == 200
    monkeypatch.setattr(rates.time, "time", lambda: 1_700_000_040)
    assert client.get(USERS).status_code == 200


def test_without_valkey_everything_is_answered(api, rosa, monkeypatch, caplog):
    def away():
        raise ConnectionError

    monkeypatch.setattr(rates, "valkey", away)
    with caplog.at_level(logging.WARNING):
        answer = api(rosa).get(USERS)

    assert answer.status_code == 200
    assert "RateLimit" not in answer
    assert "Requests are not counted" in caplog.text


def test_only_who_manages_keys_sets_their_limits(api, rosa, admin):
    client, key = api(rosa), ApiKey.objects.get()

    assert client.patch(f"/api/v1/api_keys/{key.pk}", {"reads_per_minute": 5000}).status_code == 403
    changed = api(admin).patch(f"/api/v1/api_keys/{key.pk}", {"reads_per_minute": 5000})
    assert changed.json()["reads_per_minute"] == 5000
    assert ApiKey.objects.get(pk=key.pk).allowance("read") == 5000
    assert ApiKey.objects.get(pk=key.pk).allowance("write") == 120


def test_a_limit_is_a_number_that_lets_something_through(rosa, admin):
    key = ApiKey.objects.issue(owner=rosa, name="x", scopes=["*"], by=rosa).key

    with pytest.raises(UnfitRate):
        key.limit(reads=0, writes=None, by=admin)
