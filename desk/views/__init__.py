from desk.views.follows import follow
from desk.views.home import home
from desk.views.notifications import all_read, newest, notifications, read
from desk.views.preferences import preferences

__all__ = ["all_read", "follow", "home", "newest", "notifications", "preferences", "read"]
