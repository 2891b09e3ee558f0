from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.kept import Kept
from audit.models import Root


class Command(BaseCommand):
    help = "Print the signed head of the log. Keep it elsewhere: audit_verify --root FILE checks the log against it."

    def handle(self, *args: Any, **options: Any) -> None:
        root = Root.objects.select_related("key").order_by("tree_size").last()
        if root is None:
            raise CommandError("Nothing has been sealed yet.")
        self.stdout.write(Kept.of(root).to_json())
