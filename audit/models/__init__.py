from audit.models.access import AccessLog
from audit.models.event import Event, EventThing
from audit.models.pending import Pending
from audit.models.seal import Leaf, Root, SigningKey

__all__ = ["AccessLog", "Event", "EventThing", "Leaf", "Pending", "Root", "SigningKey"]
