"""What a start checks before it touches anything."""

import json
import os
import stat
import sys
from pathlib import Path

import psutil
import pytest

from recruitment.running import ground, leftovers
from recruitment.running.children import Child
from recruitment.running.kept import Kept, key_ring
from recruitment.running.plan import Plan
from recruitment.running.postgres import LONGEST_SOCKET, Cluster
from recruitment.running.supervisor import TOO_MANY, Watched
from recruitment.running.words import CannotStart


def test_a_full_disk_is_told_before_anything_starts(tmp_path, monkeypatch):
    monkeypatch.setattr(ground, "ROOM", 1 << 60)

    with pytest.raises(CannotStart, match=r"MB are free on the disk .* Nothing was started"):
        ground.check_room(tmp_path)


def test_a_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "var").write_text("")

    with pytest.raises(CannotStart, match="can't be written"):
        ground.prepare(tmp_path / "var")


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_told(monkeypatch, port):
    monkeypatch.setenv("PORT", port)

    with pytest.raises(CannotStart, match="PORT is"):
        Plan.from_environment()


def test_the_lock_of_a_dead_process_holds_nobody_off(tmp_path):
    ground.occupy(tmp_path, "http://127.0.0.1:1").close()

    ground.occupy(tmp_path, "http://127.0.0.1:2").close()


def test_secrets_are_made_once_and_are_ours_alone(tmp_path):
    kept = Kept(tmp_path)
    first = kept.read("secret-key")

    assert Kept(tmp_path).read("secret-key") == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secrets" / "secret-key").stat().st_mode) == 0o600
    assert json.loads(kept.path("vault-keys.json", key_ring).read_text())["active"] == "k1"


def test_the_owner_of_the_tables_is_known_to_migrations_alone(tmp_path):
    given = {"DATABASE_URL": "postgres://app@db/x", "DATABASE_OWNER_URL": "postgres://owner@db/x"}

    made = Plan(8000, tmp_path, given).environment(Kept(tmp_path), database="", redis="")

    assert "DATABASE_OWNER_URL" not in made
    assert "EMBEDDED" not in made


def test_a_deep_folder_gets_its_socket_elsewhere(tmp_path):
    deep = tmp_path / ("d" * 90)
    cluster = Cluster(deep, tmp_path / "log", "password")

    assert len(os.fsencode(cluster.sockets / ".s.PGSQL.5432")) <= LONGEST_SOCKET


def test_a_part_that_dies_again_and_again_stops_the_whole(tmp_path):
    part = Watched(Child("Worker", [sys.executable, "-c", "raise SystemExit('no broker')"], tmp_path / "log"))
    part.child.start()

    with pytest.raises(CannotStart, match=f"Worker died {TOO_MANY} times in a minute") as told:
        die_often(part)
    assert "no broker" in str(told.value)


def die_often(part: Watched) -> None:
    while True:
        assert part.child.process is not None
        part.child.process.wait()
        part.look()
        part.due = 0.0 if part.due is not None else None


def test_leftovers_are_ended_and_strangers_with_their_number_are_not(tmp_path):
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    ours, stranger = (Child(name, sleeper, tmp_path / "log") for name in ("ours", "stranger"))
    ours.start()
    stranger.start()
    noted = tmp_path / "running.json"
    leftovers.note(noted, [ours])
    born = psutil.Process(stranger.pid).create_time()
    noted.write_text(json.dumps([*json.loads(noted.read_text()), [stranger.pid, born - 1000]]))

    leftovers.clear(noted)

    assert (ours.is_alive, stranger.is_alive) == (False, True)
    stranger.stop()


def test_a_big_log_is_put_aside_at_the_next_start(tmp_path: Path):
    log = tmp_path / "web.log"
    log.write_bytes(b"x" * (10 * 1024 * 1024 + 1))

    child = Child("Web", [sys.executable, "-c", ""], log)
    child.start()
    child.stop()

    assert log.stat().st_size == 0
    assert (tmp_path / "web.log.1").exists()
