"""`manage.py demo`: a believable company to look around in, or as many people as a measurement needs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

import audit
from recruitment.demo import loading
from recruitment.demo.copying import copiers, in_haste
from recruitment.demo.founding import Founded
from recruitment.demo.loading import CANDIDATES, RESUMES, SEED, Loading


class Command(BaseCommand):
    help = "Load the demo company into the empty database that `make run` brings along. All of it is made up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--candidates", type=int, default=CANDIDATES, help="how many people, at most 1,000,000")
        parser.add_argument("--seed", type=int, default=SEED, help="the same seed makes the same people")
        parser.add_argument("--jobs", type=int, default=1, help="how many there are of each job (with --bulk)")
        parser.add_argument(
            "--bulk",
            action="store_true",
            help="for measuring: each kind of story is played once and copied; no resumes, and no mail leaves",
        )

    def handle(self, *args: Any, candidates: int, seed: int, jobs: int, bulk: bool, **options: Any) -> None:
        if not 1 <= candidates <= 1_000_000 or not 1 <= jobs <= 1000:
            raise CommandError("The demo takes 1 to 1,000,000 candidates and 1 to 1,000 of each job.")
        try:
            loading.refuse_elsewhere()
        except loading.NotHere as reason:
            raise CommandError(str(reason)) from reason
        in_haste()
        plan = Loading(candidates=candidates, seed=seed, now=audit.now().replace(microsecond=0), copies=jobs)
        founded = self.stamp(plan) if bulk else self.play(plan)
        loading.write_logins(founded)
        self.stdout.write(f"{candidates:,} people have applied at Fjordline.")

    def play(self, plan: Loading) -> Founded:
        with loading.mailbox() as send:
            return loading.load(plan.with_resumes(RESUMES), send)

    def stamp(self, plan: Loading) -> Founded:
        if connection.in_atomic_block:  # a test: other connections would not see its rows
            return loading.stamp(plan, self.tell)
        with copiers() as several:
            return loading.stamp(plan, self.tell, several.take)

    def tell(self, done: int) -> None:
        self.stdout.write(f"{done:>11,} done")
