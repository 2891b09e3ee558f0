"""`manage.py first_link`: where the first person makes the company and their own account."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts import setup


class Command(BaseCommand):
    help = "Print a link that opens the first-run page once. Works only while nobody has an account."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{settings.SITE_URL}/setup/?token={setup.token()}")
