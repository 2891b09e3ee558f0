from rest_framework.routers import BaseRouter

from desk.api.duties import Duties
from desk.api.follows import Follows
from desk.api.notifications import Notifications
from desk.api.preferences import NotificationPreferences
from desk.api.saved_views import SavedViews
from desk.api.undos import Undos


def register(router: BaseRouter) -> None:
    """Adds this app's resources to /api/v1/."""
    router.register("duties", Duties, basename="duties")
    router.register("notifications", Notifications, basename="notification")
    router.register("notification_preferences", NotificationPreferences, basename="notification-preference")
    router.register("follows", Follows, basename="follow")
    router.register("saved_views", SavedViews, basename="saved-view")
    router.register("undos", Undos, basename="undo")
