from desk.models.digest import Digest
from desk.models.duty import Duty
from desk.models.follow import Follow
from desk.models.notification import Notification
from desk.models.preference import Preference
from desk.models.saved_view import SavedView
from desk.models.undo import Undo, UndoItem

__all__ = ["Digest", "Duty", "Follow", "Notification", "Preference", "SavedView", "Undo", "UndoItem"]
