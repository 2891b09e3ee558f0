from rest_framework.routers import BaseRouter

from company.api import days, views


def register(router: BaseRouter) -> None:
    """Adds this app's resources to /api/v1/."""
    router.register("legal_entities", views.LegalEntities, basename="legal-entity")
    router.register("brands", views.Brands, basename="brand")
    router.register("departments", views.Departments, basename="department")
    router.register("offices", views.Offices, basename="office")
    router.register("office_days", days.OfficeDays, basename="office-day")
    router.register("places_of_work", views.PlacesOfWork, basename="place-of-work")
    router.register("privacy_notices", views.PrivacyNotices, basename="privacy-notice")
