from candidates.models.activity import Activity
from candidates.models.candidate import Candidate
from candidates.models.contact import EmailAddress, Link, PhoneNumber
from candidates.models.document import Document, DocumentPage
from candidates.models.mention import Mention
from candidates.models.note import Note, Tag
from candidates.models.proposal import Proposal

__all__ = [
    "Activity",
    "Candidate",
    "Document",
    "DocumentPage",
    "EmailAddress",
    "Link",
    "Mention",
    "Note",
    "PhoneNumber",
    "Proposal",
    "Tag",
]
