from rest_framework.routers import BaseRouter

from candidates.api import facts, notes, views


def register(router: BaseRouter) -> None:
    """Adds this app's resources to /api/v1/."""
    people = (views.Candidates, notes.Notes, notes.Activities, views.Attachments, views.Tags)
    contacts = (facts.EmailAddresses, facts.PhoneNumbers, facts.WebsiteAddresses, facts.Proposals)
    for resource in (*people, *contacts):
        router.register(resource.resource, resource, basename=resource.resource)
