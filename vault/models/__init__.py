from vault.models.data_key import Actor, DataKey
from vault.models.sealed import Sealed
from vault.models.stored_file import State, StoredFile

__all__ = ["Actor", "DataKey", "Sealed", "State", "StoredFile"]
