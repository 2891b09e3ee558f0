from accounts.models.api_key import ApiKey, Issued
from accounts.models.bulk_job import BulkItem, BulkJob
from accounts.models.external_id import ExternalId
from accounts.models.kept_answer import KeptAnswer
from accounts.models.role_grant import Role, RoleGrant
from accounts.models.setup_token import SetupToken
from accounts.models.tombstone import Tombstone
from accounts.models.user import User

__all__ = [
    "ApiKey",
    "BulkItem",
    "BulkJob",
    "ExternalId",
    "Issued",
    "KeptAnswer",
    "Role",
    "RoleGrant",
    "SetupToken",
    "Tombstone",
    "User",
]
