from accounts.views.docs import api_docs
from accounts.views.invitation import invitation
from accounts.views.keys import key_limits, key_list, key_new, key_revocation
from accounts.views.leaving import leaving, person_return
from accounts.views.lists import list_csv
from accounts.views.palette import palette
from accounts.views.people import grant_list, grant_removal, invite, people, person, person_invitation
from accounts.views.profile import profile, profile_zone
from accounts.views.setup import setup

__all__ = [
    "api_docs",
    "grant_list",
    "grant_removal",
    "invitation",
    "invite",
    "key_limits",
    "key_list",
    "key_new",
    "key_revocation",
    "leaving",
    "list_csv",
    "palette",
    "people",
    "person",
    "person_invitation",
    "person_return",
    "profile",
    "profile_zone",
    "setup",
]
