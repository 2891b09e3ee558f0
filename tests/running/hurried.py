"""The product's clock in a hurry: what it does every few minutes it does every second, so that a test need not wait."""

from typing import Any

from celery.signals import import_modules

from recruitment.celery import app

__all__ = ["app"]


@import_modules.connect(weak=False)
def hurry(**kwargs: Any) -> None:
    app.conf.beat_schedule = {
        name: {**plan, "schedule": 1.0} for name, plan in (app.conf.beat_schedule or {}).items() if "sweep" not in name
    }
