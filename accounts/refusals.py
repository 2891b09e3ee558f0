"""Rules of accounts that said no."""

from vault.refusals import Refusal


class MailTaken(Refusal):
    code = "mail_taken"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, field="email")


class LastAdministrator(Refusal):
    code = "last_administrator"


class UnfitHeir(Refusal):
    """What a leaver holds can't go to this person."""

    code = "unfit_heir"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, field="to")


class UnfitScopes(Refusal):
    code = "unfit_scopes"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, field="scopes")


class UnfitExpiry(Refusal):
    code = "unfit_expiry"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, field="expires_at")


class UnfitRate(Refusal):
    code = "unfit_rate"


class UnfitExternalId(Refusal):
    code = "unfit_external_id"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, field="external_ids")


class ExternalIdTaken(Refusal):
    code = "external_id_taken"


class AlreadySetUp(Refusal):
    code = "already_set_up"


class UnfitManager(Refusal):
    code = "unfit_manager"
