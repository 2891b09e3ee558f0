"""What waits for its time, as it will be once the time is over: mails whose sender is gone or whose mail server was
away, calls that nobody heard, bulk jobs without a worker."""

import os
from datetime import timedelta


def look() -> None:
    import audit
    from accounts.tasks import relay_bulk
    from communications import bell, delivery
    from communications.models import Message
    from communications.models.message import LEASE

    Message.objects.filter(state=Message.State.QUEUED).update(not_before=None)
    for waiting in Message.objects.due():
        bell.heard(waiting.pk)
    with audit.clock.at(audit.now() + LEASE + timedelta(seconds=5)):
        delivery.recover_abandoned()
        relay_bulk()


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "recruitment.settings"
    django.setup()
    look()
