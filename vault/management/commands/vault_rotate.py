from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vault.ring import KeyRing, ring
from vault.rotation import Lot, lots


class Command(BaseCommand):
    help = (
        "Brings all data keys, file keys and fields that the ring itself seals under the active key of VAULT_KEYS. "
        "It can be stopped and started again at any time, while people work."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        keys = ring()
        for lot in lots(keys):
            self._rotate(lot)
        left = sum((lot.under() for lot in lots(keys)), Counter[str]())
        for key_id in sorted({*keys.keys, *left} - {keys.active}):
            self.stdout.write(self._sentence(key_id, left[key_id], keys))
        if any(left[key_id] for key_id in left if key_id != keys.active):
            raise CommandError("Some rows were in use by others. Run vault_rotate again.")

    def _rotate(self, lot: Lot) -> None:
        total, done = lot.rows().count(), 0
        for moved in lot.rotate():
            done += moved
            self.stdout.write(f"{lot.name}: {done} of {max(done, total)}")
        if not done:
            self.stdout.write(f"{lot.name}: nothing to do")

    def _sentence(self, key_id: str, count: int, keys: KeyRing) -> str:
        if count:
            return f"{count} rows are still under {key_id}."
        if key_id == keys.root:
            return f"No row is under {key_id} any more. Keep it: it is the root of the blind indexes and other subkeys."
        return (
            f"No row is under {key_id} any more. Once no backup needs it, take it out of VAULT_KEYS and name it in "
            f'"retired".'
        )
