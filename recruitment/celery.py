"""The worker's side of the product: each app's tasks, and what each app wants done by the clock."""

import os
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from celery import Celery
from celery.signals import heartbeat_sent, import_modules, setup_logging, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recruitment.settings")

app = Celery("anteroom")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def schedule() -> dict[str, dict[str, Any]]:
    """`SCHEDULE` of every app's tasks module: name -> task and when."""
    from django.apps import apps

    found: dict[str, dict[str, Any]] = {}
    for config in apps.get_app_configs():
        if find_spec(f"{config.name}.tasks"):
            found |= getattr(import_module(f"{config.name}.tasks"), "SCHEDULE", {})
    return found


@import_modules.connect(weak=False)
def arrange(**kwargs: Any) -> None:
    app.conf.beat_schedule = schedule()


@setup_logging.connect(weak=False)
def log_as_the_settings_say(**kwargs: Any) -> None:
    """Connecting is enough: Celery then leaves the loggers as Django made them."""


@worker_ready.connect(weak=False)
@heartbeat_sent.connect(weak=False)
def beat(**kwargs: Any) -> None:
    """/readyz tells whether some worker has been alive in the last minute."""
    from django.core.cache import cache

    from recruitment.views.health import WORKER_BEAT

    cache.set(WORKER_BEAT, "alive", 60)
