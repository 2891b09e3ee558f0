from rest_framework.routers import BaseRouter

from recruitment.api.applications import Applications, ApplicationStages
from recruitment.api.approval_policies import ApprovalPolicies
from recruitment.api.approvals import Approvals, Delegations
from recruitment.api.bulk_acts import BulkActs
from recruitment.api.gates import ApplicationAdvice, ApplicationChecks, StageChecks
from recruitment.api.hires import ConditionFiles, Hires, OfferAnswers, OfferConditions
from recruitment.api.inside import InternalApplications, InternalJobPosts, Referrals
from recruitment.api.jobs import Jobs, StageTemplates
from recruitment.api.offers import OfferLetterTemplates, Offers, Signatories
from recruitment.api.openings import Openings
from recruitment.api.posts import JobPostQuestions, JobPosts
from recruitment.api.requisitions import JobVersions, Requisitions
from recruitment.api.shortlists import ShortlistAnswers, ShortlistItems, Shortlists
from recruitment.api.sources import InternalPolicies, Sources, TrackingLinks
from recruitment.api.stages import RejectionReasons, Stages
from recruitment.api.team import HiringTeam
from recruitment.api.tracker import Tracker, TrackerSubscriptions


def register(router: BaseRouter) -> None:
    """Adds this app's resources to /api/v1/."""
    router.register("jobs", Jobs, basename="job")
    router.register("job_posts", JobPosts, basename="job-post")
    router.register("job_post_questions", JobPostQuestions, basename="job-post-question")
    router.register("requisitions", Requisitions, basename="requisition")
    router.register("job_versions", JobVersions, basename="job-version")
    router.register("openings", Openings, basename="opening")
    router.register("job_interview_stages", Stages, basename="job-interview-stage")
    router.register("stage_templates", StageTemplates, basename="stage-template")
    router.register("bulk_acts", BulkActs, basename="bulk-act")
    router.register("offers", Offers, basename="offer")
    router.register("offer_letter_templates", OfferLetterTemplates, basename="offer-letter-template")
    router.register("signatories", Signatories, basename="signatory")
    router.register("hiring_team", HiringTeam, basename="hiring-team")
    router.register("applications", Applications, basename="application")
    router.register("application_stages", ApplicationStages, basename="application-stage")
    router.register("tracker", Tracker, basename="tracker")
    router.register("tracker_subscriptions", TrackerSubscriptions, basename="tracker-subscription")
    router.register("rejection_reasons", RejectionReasons, basename="rejection-reason")
    router.register("shortlists", Shortlists, basename="shortlist")
    router.register("shortlist_items", ShortlistItems, basename="shortlist-item")
    router.register("shortlist_answers", ShortlistAnswers, basename="shortlist-answer")
    router.register("sources", Sources, basename="source")
    router.register("tracking_links", TrackingLinks, basename="tracking-link")
    router.register("internal_policies", InternalPolicies, basename="internal-policy")
    router.register("internal_job_posts", InternalJobPosts, basename="internal-job-post")
    router.register("internal_applications", InternalApplications, basename="internal-application")
    router.register("referrals", Referrals, basename="referral")
    router.register("offer_conditions", OfferConditions, basename="offer-condition")
    router.register("offer_condition_files", ConditionFiles, basename="offer-condition-file")
    router.register("offer_answers", OfferAnswers, basename="offer-answer")
    router.register("hires", Hires, basename="hire")
    router.register("approvals", Approvals, basename="approval")
    router.register("approval_policies", ApprovalPolicies, basename="approval-policy")
    router.register("delegations", Delegations, basename="delegation")
    router.register("stage_checks", StageChecks, basename="stage-check")
    router.register("application_checks", ApplicationChecks, basename="application-check")
    router.register("application_advice", ApplicationAdvice, basename="application-advice")
