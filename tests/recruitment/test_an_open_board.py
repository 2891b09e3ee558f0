"""What an open board fetches when something has changed, and what it and the list are narrowed by."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import audit
import communications
import desk
from candidates.models import Candidate
from communications.models import Message
from recruitment import board as boards
from recruitment.models import Application, ClosureReason


@pytest.fixture
def page(job: Any, rosa: Any, as_user: Any) -> Any:
    """The board of `job` as Rosa sees it, by its query."""
    client = as_user(rosa)
    return lambda **query: client.get(f"/jobs/{job.pk}/?{urlencode(query)}").content.decode()


@pytest.fixture
def columns(job: Any, rosa: Any, as_user: Any) -> Any:
    """What an open board that has shown `html` is answered."""
    client = as_user(rosa)

    def ask(html: str, **query: str) -> str:
        known = [f"{stage}.{count}.{mark}" for stage, count, mark in known_of(html)]
        address = f"/jobs/{job.pk}/columns/?{urlencode(query | {'column': known}, doseq=True)}"
        return client.get(address).content.decode()

    return ask


def known_of(html: str) -> list[tuple[str, int, str]]:
    parts = re.split(r'data-stage="(\d+)" data-mark="(\w+)"', html)
    return [(parts[at], parts[at + 2].count("data-card="), parts[at + 1]) for at in range(1, len(parts), 3)]


def cards(html: str) -> list[str]:
    return re.findall(r'data-name="([^"]+)"', html)


def another(job: Any, by: Any, name: str = "Grace", **facts: Any) -> Application:
    person = Candidate.objects.add(first_name=name, by=by)
    added = Application.objects.add(candidate=person, job=job, by=by)
    Application.objects.filter(pk=added.pk).update(**facts)
    return added


def test_a_board_that_is_as_shown_gets_no_column(application, page, columns):
    assert "data-mark" not in columns(page())


def test_a_move_brings_the_two_columns_that_it_changed(application, job, rosa, page, columns):
    shown = page()
    application.move_to(job.stages.get(name="Offer"), by=rosa)

    answer = columns(shown)

    assert re.findall(r'class="board-column-name" id="[^"]+">(\w+)<', answer) == ["Applied", "Offer"]
    assert cards(answer) == ["Ada Lovelace"]


def test_a_renamed_and_a_new_stage_are_drawn_too(application, job, rosa, page, columns):
    shown = page()
    job.stages.get(name="Offer").rename("Contract", by=rosa)
    job.add_stage(name="Trial day", by=rosa)

    answer = columns(shown)

    names = re.findall(r'class="board-column-name" id="[^"]+">([^<]+)<', answer)
    order = re.search(r'data-columns="([^"]+)"', answer)[1].split()
    assert names == ["Contract", "Trial day"]
    assert [int(pk) for pk in order] == list(job.stages.filter(active=True).values_list("pk", flat=True))


def test_whoever_has_scrolled_keeps_as_many_cards(job, rosa, page, columns):
    for number in range(45):
        another(job, rosa, f"Person {number}")
    (stage, _count, mark), *others = known_of(page())
    another(job, rosa, "Newest")

    answer = columns("".join(f'data-stage="{pk}" data-mark="{seen}"' + "data-card=" * shown
                             for pk, shown, seen in [(stage, 40, mark), *others]))  # fmt: skip

    assert len(cards(answer)) == 40
    assert cards(answer)[0] == "Newest"


@pytest.mark.parametrize("sent", ["", "x", "1", "1.2", "1.2.3.4", "99999999999999999999.1.a", "1.²." + "f" * 99])
def test_nonsense_about_what_is_shown_gets_the_whole_board(application, job, rosa, as_user, sent):
    answer = as_user(rosa).get(f"/jobs/{job.pk}/columns/", {"column": sent})

    assert answer.content.decode().count("data-mark") == 3


def test_sixty_stages_ask_as_much_as_three(application, job, rosa, as_user):
    client = as_user(rosa)
    client.get(f"/jobs/{job.pk}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/jobs/{job.pk}/")
    for number in range(57):
        another(job, rosa).move_to(job.add_stage(name=f"Stage {number}", days=3, by=rosa), by=rosa)
    with CaptureQueriesContext(connection) as many:
        page = client.get(f"/jobs/{job.pk}/").content.decode()

    assert page.count("data-mark") == 60
    assert len(many) == len(few) <= 15


def test_a_number_is_exact_to_a_thousand(job, monkeypatch, rosa, page):
    monkeypatch.setattr(boards, "EXACT", 3)
    for number in range(3):
        another(job, rosa, f"Person {number}")
    assert re.findall(r"data-count>([^<]+)<", page())[0] == "3"

    another(job, rosa)
    assert re.findall(r"data-count>([^<]+)<", page())[0] == "3+"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "lov"}, ["Ada Lovelace"]),
        ({"q": "nobody"}, []),
        ({"source": "job fair"}, ["Grace"]),
        ({"days": "7"}, ["Grace"]),
        ({"days": "30"}, []),
        ({"sort": "name"}, ["Grace", "Ada Lovelace"]),
        ({"sort": "oldest"}, ["Grace", "Ada Lovelace"]),
        ({"sort": "newest"}, ["Ada Lovelace", "Grace"]),
        ({"sort": "nonsense", "days": "x", "stage": "y", "tag": "0"}, ["Ada Lovelace", "Grace"]),
    ],
)
def test_board_and_list_are_narrowed_alike(application, job, rosa, page, query, found):
    another(job, rosa, source="job fair", stage_since=audit.now() - timedelta(days=10))
    board, rows = cards(page(**query)), page(look="list", **query)

    assert board == found
    assert {name for name in ("Ada Lovelace", "Grace") if f"<bdi>{name}</bdi></a></td>" in rows} == set(found)


def test_a_tag_and_a_stage_narrow_too(application, ada, job, rosa, page):
    another(job, rosa)
    tag = ada.tag("engines", by=rosa)

    assert cards(page(tag=tag.pk)) == ["Ada Lovelace"]
    assert cards(page(stage=job.stages.get(name="Offer").pk)) == []


def test_one_switch_keeps_the_filter(application, job, page):
    assert f'href="/jobs/{job.pk}/?look=list&amp;q=ada&amp;days=7"' in page(q="ada", days="7", tag="")
    assert f'href="/jobs/{job.pk}/?q=ada&amp;days=7"' in page(look="list", q="ada", days="7")
    # What narrows the list alone comes back with it.
    assert '<input type="hidden" name="status" value="rejected"' in page(status="rejected")


def test_more_cards_come_in_the_chosen_order_with_the_chosen_filter(job, rosa, page, as_user):
    for number in range(25):
        another(job, rosa, f"Person {number:02}", source="job fair")
    another(job, rosa, "Person 99")
    first = page(sort="name", source="job fair")
    more = re.search(r'hx-get="([^"]+)"', first)[1].replace("&amp;", "&")

    rest = as_user(rosa).get(more).content.decode()

    assert cards(first) + cards(rest) == [f"Person {number:02}" for number in range(25)]


@pytest.mark.parametrize(
    ("owner", "who", "words"),
    [
        ("rosa", "me", "Waits for you"),
        ("ivo", "team", "Waits for the team"),
        ("hana", "manager", "Waits for the hiring manager"),
    ],
)
def test_a_card_says_who_it_waits_for(application, job, rosa, page, request, owner, who, words):
    another(job, rosa)
    desk.owe("application.review", owner=request.getfixturevalue(owner), about=application, by=rosa)

    assert page().count(words) == 1
    assert cards(page(waits_for=who)) == ["Ada Lovelace"]
    assert cards(page(waits_for="nobody")) == ["Grace"]


def test_a_card_waits_for_the_candidate_once_we_have_written(application, job, rosa, page):
    communications.write(
        subject="A question", body="When can you start?", to="ada@lovelace.example", name="Ada", about=application,
        by=rosa,
    )  # fmt: skip
    assert cards(page(waits_for="candidate")) == []
    Message.objects.update(state="sent", sent_at=audit.now())

    assert cards(page(waits_for="candidate")) == ["Ada Lovelace"]
    application.move_to(job.stages.get(name="Interview"), by=rosa)
    assert cards(page(waits_for="candidate")) == []


def test_a_card_that_stays_longer_than_its_stage_allows_is_marked(application, job, rosa, page):
    job.first_stage().change(days=3, by=rosa)
    another(job, rosa, stage_since=audit.now() - timedelta(days=8))
    another(job, rosa, "Alan", stage_since=audit.now() - timedelta(days=1))

    assert page().count("board-late") == 1
    assert cards(page(days="late")) == ["Grace"]


def test_who_has_left_the_board_stands_in_the_list_by_its_status(application, rosa, page):
    application.reject(ClosureReason.objects.get(code="REJ_SCREEN"), by=rosa)

    assert "Ada Lovelace" in page(look="list", status="rejected", q="ada")
    assert "Ada Lovelace" not in page(look="list", q="ada")


def test_the_stages_own_page_takes_working_days(job, rosa, as_user):
    stage = job.first_stage()
    path, prefix = f"/jobs/{job.pk}/stages/{stage.pk}/", f"stage-{stage.pk}"

    as_user(rosa).post(path, {f"{prefix}-name": "Applied", f"{prefix}-days": "4"})
    assert job.stages.get(pk=stage.pk).days == 4
    assert as_user(rosa).post(path, {f"{prefix}-name": "Applied", f"{prefix}-days": "0"}).status_code == 422
