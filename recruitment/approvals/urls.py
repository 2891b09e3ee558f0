"""Pages of approvals, of policies, deputies and gates; `recruitment.pages` counts them among its own."""

from django.urls import path

from recruitment.approvals.views import approvals, by_link, delegations, gates, policies

urlpatterns = [
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/<int:pk>/", approvals.approval, name="approval"),
    path("approvals/<int:pk>/decision/", approvals.decision, name="approval-decision"),
    path("approvals/<int:pk>/skip/", approvals.skip, name="approval-skip"),
    path("approvals/<int:pk>/withdrawal/", approvals.withdrawal, name="approval-withdrawal"),
    path("approvals/<int:pk>/seats/<int:seat_pk>/", approvals.seat, name="approval-seat"),
    path("approvals/by-link/<str:token>/", by_link.by_link, name="approval-link"),
    path("approvals/by-link/<str:token>/decision/", by_link.decision, name="approval-link-decision"),
    path("settings/approvals/", policies.policies, name="approval-policies"),
    path("settings/approvals/new/", policies.new, name="approval-policy-new"),
    path("settings/approvals/<int:pk>/", policies.policy, name="approval-policy"),
    path("settings/approvals/<int:pk>/retirement/", policies.retirement, name="approval-policy-retirement"),
    path("me/delegations/", delegations.delegations, name="delegations"),
    path("me/delegations/<int:pk>/ending/", delegations.ending, name="delegation-ending"),
    path("jobs/<int:pk>/stages/<int:stage_pk>/gate/", gates.gate, name="stage-gate"),
    path("jobs/<int:pk>/stages/<int:stage_pk>/checks/", gates.checks, name="stage-checks"),
    path(
        "jobs/<int:pk>/stages/<int:stage_pk>/checks/<int:check_pk>/removal/",
        gates.check_removal,
        name="stage-check-removal",
    ),
    path("applications/<int:pk>/gates/<int:stage_pk>/request/", gates.request_of, name="gate-request"),
    path("applications/<int:pk>/gates/<int:stage_pk>/advice/", gates.advice, name="gate-advice"),
    path("applications/<int:pk>/checks/<int:check_pk>/", gates.ticks, name="application-check"),
]
