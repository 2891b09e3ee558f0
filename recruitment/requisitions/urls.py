"""Requisitions, headcount, versions and copies of jobs; below the namespace of recruitment."""

from django.urls import path

from recruitment.requisitions.views import copies, headcount, requisitions

urlpatterns = [
    path("requisitions/", requisitions.requisition_list, name="requisition-list"),
    path("requisitions/new/", requisitions.new, name="requisition-new"),
    path("requisitions/<int:pk>/", requisitions.requisition, name="requisition"),
    path("requisitions/<int:pk>/facts/", requisitions.facts, name="requisition-facts"),
    path("requisitions/<int:pk>/question/", requisitions.question, name="requisition-question"),
    path("requisitions/<int:pk>/taking/", requisitions.taking, name="requisition-taking"),
    path("requisitions/<int:pk>/completion/", requisitions.completion, name="requisition-completion"),
    path("requisitions/<int:pk>/refusal/", requisitions.refusal, name="requisition-refusal"),
    path("requisitions/<int:pk>/withdrawal/", requisitions.withdrawal, name="requisition-withdrawal"),
    path("jobs/<int:pk>/headcount/", headcount.headcount, name="job-headcount"),
    path("jobs/<int:pk>/openings/", headcount.openings, name="job-openings"),
    path("jobs/<int:pk>/approval/", headcount.request_for_approval, name="job-approval"),
    path("openings/<int:pk>/", headcount.opening, name="opening"),
    path("openings/<int:pk>/hold/", headcount.hold, name="opening-hold"),
    path("openings/<int:pk>/closure/", headcount.closure, name="opening-closure"),
    path("openings/<int:pk>/reopening/", headcount.reopening, name="opening-reopening"),
    path("openings/<int:pk>/target/", headcount.target, name="opening-target"),
    path("jobs/<int:pk>/copy/", copies.copy, name="job-copy"),
    path("jobs/<int:pk>/versions/", copies.versions, name="job-versions"),
    path("jobs/<int:pk>/versions/<int:number>/", copies.version, name="job-version"),
]
