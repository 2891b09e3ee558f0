from recruitment.models.answer import Answer
from recruitment.models.application import Application
from recruitment.models.approval import Approval, ApprovalSnapshot
from recruitment.models.approval_policy import ApprovalKind, ApprovalPolicy, ApprovalPolicyApprover, ApprovalPolicyStep
from recruitment.models.approval_step import ApprovalDecision, ApprovalSeat, ApprovalStep
from recruitment.models.bulk_act import BulkAct, BulkActItem
from recruitment.models.closure import Closure, ClosureKind, ClosureReason
from recruitment.models.condition_file import ConditionFile
from recruitment.models.delegation import Delegation
from recruitment.models.form_draft import FormDraft
from recruitment.models.gate import CheckTick, GatePass, StageAdvice, StageCheck
from recruitment.models.hire import Hire
from recruitment.models.hiring_team import JobGroupObjectPermission, JobUserObjectPermission, TeamRole
from recruitment.models.internal_policy import InternalPolicy
from recruitment.models.job import Job
from recruitment.models.job_version import JobVersion
from recruitment.models.letter_picture import LetterPage, LetterPicture
from recruitment.models.offer import Offer
from recruitment.models.offer_answer import OfferAnswer
from recruitment.models.offer_condition import OfferCondition
from recruitment.models.offer_letter_template import OfferLetterTemplate
from recruitment.models.opening import Opening
from recruitment.models.post import JobPost
from recruitment.models.question import Question
from recruitment.models.referral import Referral
from recruitment.models.requisition import Requisition
from recruitment.models.shortlist import Shortlist, ShortlistReader
from recruitment.models.shortlist_item import ShortlistAnswer, ShortlistItem
from recruitment.models.signatory import Signatory
from recruitment.models.source import Source, SourceRule
from recruitment.models.stage import Stage
from recruitment.models.stage_template import StageTemplate, TemplateStage
from recruitment.models.stage_visit import StageVisit
from recruitment.models.touch import Touch
from recruitment.models.tracker_subscription import TrackerMailing, TrackerSubscription
from recruitment.models.tracking_link import LinkVisits, TrackingLink
from recruitment.models.weekday import Weekday
from recruitment.models.weekly_status import WeeklyStatus

__all__ = [
    "Answer",
    "Application",
    "Approval",
    "ApprovalDecision",
    "ApprovalKind",
    "ApprovalPolicy",
    "ApprovalPolicyApprover",
    "ApprovalPolicyStep",
    "ApprovalSeat",
    "ApprovalSnapshot",
    "ApprovalStep",
    "BulkAct",
    "BulkActItem",
    "CheckTick",
    "Closure",
    "ClosureKind",
    "ClosureReason",
    "ConditionFile",
    "Delegation",
    "FormDraft",
    "GatePass",
    "Hire",
    "InternalPolicy",
    "Job",
    "JobGroupObjectPermission",
    "JobPost",
    "JobUserObjectPermission",
    "JobVersion",
    "LetterPage",
    "LetterPicture",
    "LinkVisits",
    "Offer",
    "OfferAnswer",
    "OfferCondition",
    "OfferLetterTemplate",
    "Opening",
    "Question",
    "Referral",
    "Requisition",
    "Shortlist",
    "ShortlistAnswer",
    "ShortlistItem",
    "ShortlistReader",
    "Signatory",
    "Source",
    "SourceRule",
    "Stage",
    "StageAdvice",
    "StageCheck",
    "StageTemplate",
    "StageVisit",
    "TeamRole",
    "TemplateStage",
    "Touch",
    "TrackerMailing",
    "TrackerSubscription",
    "TrackingLink",
    "Weekday",
    "WeeklyStatus",
]
