"""Rules of jobs and applications that said no."""

from vault.refusals import Refusal


class StageOfAnotherJob(Refusal):
    code = "stage_of_another_job"


class AlreadyThere(Refusal):
    code = "already_there"


class StageRetired(Refusal):
    code = "stage_retired"


class StageInUse(Refusal):
    code = "stage_in_use"


class StagesIncomplete(Refusal):
    code = "stages_incomplete"


class MovedMeanwhile(Refusal):
    code = "moved_meanwhile"


class AlreadyClosed(Refusal):
    code = "already_closed"


class NotClosed(Refusal):
    code = "not_closed"


class Unconfirmed(Refusal):
    code = "unconfirmed"


class AlreadyApplied(Refusal):
    code = "already_applied"


class SameJob(Refusal):
    code = "same_job"


class NoJobChosen(Refusal):
    code = "no_job_chosen"


class ReasonOfAnotherKind(Refusal):
    code = "reason_of_another_kind"


class NoOpeningLeft(Refusal):
    code = "no_opening_left"


class JobNotOpen(Refusal):
    code = "job_not_open"


class ApplicationsLeft(Refusal):
    code = "applications_left"


class PostNotReady(Refusal):
    code = "post_not_ready"


class PostNotLive(Refusal):
    code = "post_not_live"


class TeamRefused(Refusal):
    code = "team_refused"


class Taken(Refusal):
    code = "taken"


class QuestionRefused(Refusal):
    code = "question_refused"


class ShortlistRefused(Refusal):
    code = "shortlist_refused"


class ShortlistClosed(Refusal):
    code = "shortlist_closed"


class AnswerRefused(Refusal):
    code = "answer_refused"


class AnsweredMeanwhile(Refusal):
    code = "answered_meanwhile"


class NoDays(Refusal):
    code = "no_days"


class OfferRefused(Refusal):
    code = "offer_refused"


class OfferClosed(Refusal):
    code = "offer_closed"


class LetterRefused(Refusal):
    code = "letter_refused"


class SignatoryRefused(Refusal):
    code = "signatory_refused"


class OpeningRefused(Refusal):
    code = "opening_refused"


class AlreadyReserved(Refusal):
    code = "already_reserved"


class NotReserved(Refusal):
    code = "not_reserved"


class ReasonMissing(Refusal):
    code = "reason_missing"


class ReplacesWhom(Refusal):
    code = "replaces_whom"


class TemplateRefused(Refusal):
    code = "template_refused"


class RequisitionRefused(Refusal):
    code = "requisition_refused"


class AnswerIncomplete(Refusal):
    code = "answer_incomplete"


class NameDiffers(AnswerIncomplete):
    code = "name_differs"


class LetterChanged(Refusal):
    code = "letter_changed"


class PaperRefused(Refusal):
    code = "paper_refused"


class ConditionSettled(Refusal):
    code = "condition_settled"


class ConditionRefused(Refusal):
    code = "condition_refused"


class HireOver(Refusal):
    code = "hire_over"


class StartRefused(Refusal):
    code = "start_refused"


class OfferStands(Refusal):
    code = "offer_stands"


class NotFilled(Refusal):
    code = "not_filled"


class PolicyRefused(Refusal):
    code = "policy_refused"


class DelegationRefused(Refusal):
    code = "delegation_refused"


class NotApproved(Refusal):
    code = "not_approved"


class AskedAlready(Refusal):
    code = "asked_already"


class NobodyToAsk(Refusal):
    code = "nobody_to_ask"


class ApprovalClosed(Refusal):
    code = "approval_closed"


class ChangedMeanwhile(Refusal):
    code = "changed_meanwhile"


class DecisionRefused(Refusal):
    code = "decision_refused"


class GateClosed(Refusal):
    code = "gate_closed"


class GateRefused(Refusal):
    code = "gate_refused"


class TooMany(Refusal):
    """More than are done at once."""

    code = "too_many"


class NothingChosen(Refusal):
    code = "nothing_chosen"


class UnfitForAct(Refusal):
    """This thing can't be a part of the act."""

    code = "unfit_for_act"


class InternalPolicyRefused(Refusal):
    code = "internal_policy_refused"


class ReferralRefused(Refusal):
    code = "referral_refused"


class LinkRefused(Refusal):
    """A tracking link can't be like this."""
