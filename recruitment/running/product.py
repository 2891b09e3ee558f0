"""The processes of the product itself, in the order of their start."""

import sys
from collections.abc import Iterator

from recruitment.running.children import Child
from recruitment.running.plan import BASE, Plan, manage


def product(plan: Plan, environment: dict[str, str]) -> Iterator[Child]:
    def child(name: str, log: str, *command: str) -> Child:
        return Child(name, command, plan.log(log), environment, cwd=BASE)

    celery = (sys.executable, "-m", "celery", "--app=recruitment")
    # In memory: a file that a killed clock left half written would end the next one too.
    in_memory = "--scheduler=celery.beat:Scheduler"
    if plan.has_mailbox:
        yield child("Mailbox", "mailbox", *manage("mailbox"))
    yield child("Worker", "worker", *celery, "worker", "--concurrency=2", "--without-gossip", "--without-mingle")
    yield child("Clock", "clock", *celery, "beat", in_memory, "--pidfile=")
    gunicorn = (sys.executable, "-m", "gunicorn", "--config=deploy/gunicorn.conf.py")
    yield child("Web server", "web", *gunicorn, f"--bind=127.0.0.1:{plan.port}", "recruitment.wsgi:application")
