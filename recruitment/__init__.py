"""Decisions: jobs, openings, stages, applications. Also the Django project itself."""

# Every process that queues a task must know our broker, not only the workers.
from recruitment.celery import app as celery_app

__all__ = ["celery_app"]
