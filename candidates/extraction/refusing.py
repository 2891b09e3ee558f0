"""How reading a file can end other than well."""


class TooLarge(Exception):
    """It would take more than we give it."""


class Locked(Exception):
    """It needs a password."""


class Damaged(Exception):
    """It isn't what its kind says."""
