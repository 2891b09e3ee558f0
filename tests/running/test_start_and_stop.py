"""One command starts everything, a second start is refused, and Ctrl-C leaves nothing behind."""

import socket
from contextlib import closing

import pytest

from tests.running.conftest import remain, until

pytestmark = [pytest.mark.whole, pytest.mark.timeout(300)]


def test_a_start_is_ready_and_names_what_runs(up):
    start = up().until_ready()

    assert start.readiness() == {
        "status": "ready",
        "database": True,
        "migrations": True,
        "cache": True,
        "worker": True,
    }
    assert f"http://127.0.0.1:{start.port}" in start.words
    assert all(name in start.words for name in ("PostgreSQL", "Valkey", "Worker", "Clock", "Web server"))


def test_ctrl_c_stops_all_of_it(up):
    start = up().until_ready()
    family = start.family()

    assert start.stop() == 0

    assert len(family) >= 8
    assert not remain(family)
    assert start.words.endswith("Stopped.\n")


def test_ctrl_c_in_the_middle_of_a_start_leaves_nothing(up):
    start = up().until_said("Database structure")
    family = start.family()

    assert start.stop() == 0

    assert not remain(family)


def test_the_second_start_makes_nothing_anew(up):
    """How long it takes depends on the machine; that it builds, founds and creates nothing doesn't."""
    start = up().until_ready()

    assert "building the front end" not in start.words
    assert "Demo company" not in start.words


def test_a_second_start_beside_the_first_is_refused(up):
    first = up().until_ready()
    second = up()

    assert second.ended() == 1

    assert (
        f"already runs on {first.folder}: process {first.process.pid}, at http://127.0.0.1:{first.port}" in second.words
    )
    assert first.readiness()["status"] == "ready"


def test_a_taken_port_is_refused_with_a_way_out(up):
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        start = up(port)

        assert start.ended() == 1

    assert f"Port {port} is taken" in start.words
    assert f"PORT={port + 1} make run" in start.words


def test_data_of_another_postgresql_is_left_alone(up, room):
    version = room / "postgres" / "data" / "PG_VERSION"
    version.write_text("15\n")

    start = up()

    assert start.ended() == 1
    assert "was written by PostgreSQL 15" in start.words
    assert "docs/upgrade.md" in start.words
    assert version.read_text() == "15\n"


def test_a_killed_part_is_started_again(up):
    start = up().until_ready()

    for part in ("celery --app=recruitment worker", "gunicorn", "beat", "valkey-server", "bin/postgres"):
        victim = start.part(part)
        victim.kill()
        until(lambda part=part, victim=victim: start.part(part) not in {None, victim}, 30)
        until(lambda: start.readiness().get("status") == "ready", 60)

    assert start.words.count("was ended by SIGKILL. Starting it again.") == 5


def test_a_killed_supervisor_leaves_no_orphan_and_the_next_start_works(up):
    first = up().until_ready()
    family = first.family()

    first.process.kill()

    assert not remain(family, 30)
    second = up(first.port).until_ready()
    assert second.readiness()["status"] == "ready"
