from rest_framework.routers import BaseRouter

from audit.api.deliveries import StuckDeliveries
from audit.api.views import Events


def register(router: BaseRouter) -> None:
    router.register("events", Events, basename="event")
    router.register("stuck_deliveries", StuckDeliveries, basename="stuck-delivery")
