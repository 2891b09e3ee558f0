from audit.views.events import event_list
from audit.views.seals import delivery, seals

__all__ = ["delivery", "event_list", "seals"]
