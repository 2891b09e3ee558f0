"""Who runs PostgreSQL. It refuses to be root, so a start as root lends it another account."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from recruitment.running.words import CannotStart


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int

    @classmethod
    def of(cls, uid: int) -> "Account":
        entry = pwd.getpwuid(uid)
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)

    def reaches(self, path: Path) -> bool:
        """May it enter this folder, or run this program? Tried, since access lists and mounts have their opinion."""
        tried = subprocess.run(
            ["/usr/bin/test", "-x", str(path)],
            user=self.uid,
            group=self.gid,
            extra_groups=[],
            check=False,
        )
        return tried.returncode == 0


def account_for(folder: Path) -> Account | None:
    """None: we are an ordinary user and need no other. A folder that exists keeps its owner."""
    if os.geteuid() != 0:
        return None
    if folder.exists() and (owner := folder.stat().st_uid):
        return Account.of(owner)
    for name in ("postgres", "nobody"):
        try:
            return Account.of(pwd.getpwnam(name).pw_uid)
        except KeyError:
            continue
    raise CannotStart("PostgreSQL refuses to run as root, and there is no other account. Start as an ordinary user.")
