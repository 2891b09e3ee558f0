from rest_framework.routers import BaseRouter

from accounts.api.bulk import BulkJobs
from accounts.api.deletions import Deletions
from accounts.api.grants import UserRoles
from accounts.api.keys import ApiKeys
from accounts.api.list_files import ListFiles
from accounts.api.search import Search
from accounts.api.users import Users


def register(router: BaseRouter) -> None:
    """Adds this app's resources to /api/v1/."""
    router.register("users", Users, basename="user")
    router.register("user_roles", UserRoles, basename="user-role")
    router.register("bulk_jobs", BulkJobs, basename="bulk_jobs")
    router.register("list_files", ListFiles, basename="list-file")
    router.register("deletions", Deletions, basename="deletions")
    router.register("api_keys", ApiKeys, basename="api-key")
    router.register("search", Search, basename="search")
