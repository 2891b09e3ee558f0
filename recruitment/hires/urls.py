"""The staff's pages of answers and hires."""

from django.urls import path

from recruitment.hires import answers, jobs, views

urlpatterns = [
    path("hires/<int:pk>/", views.hire, name="hire"),
    path("hires/<int:pk>/conditions/<int:condition_pk>/settlement/", views.settlement, name="hire-settlement"),
    path("hires/<int:pk>/conditions/<int:condition_pk>/files/", views.files, name="hire-files"),
    path("hires/<int:pk>/files/<int:file_pk>/", views.file, name="hire-file"),
    path("hires/<int:pk>/start/", views.start, name="hire-start"),
    path("hires/<int:pk>/first-day/", views.first_day, name="hire-first-day"),
    path("hires/<int:pk>/no-show/", views.no_show, name="hire-no-show"),
    path("hires/<int:pk>/withdrawal/", views.withdrawal, name="hire-withdrawal"),
    path("offers/<int:pk>/paper/", answers.paper, name="offer-paper"),
    path("offers/<int:pk>/paper/copy/", answers.copy, name="offer-paper-copy"),
    path("offers/<int:pk>/paper/confirmation/", answers.confirmation, name="offer-paper-confirmation"),
    path("offers/<int:pk>/paper/dismissal/", answers.dismissal, name="offer-paper-dismissal"),
    path("offers/<int:pk>/refusal/", answers.refusal, name="offer-refusal"),
    path("jobs/<int:pk>/runners-up/", jobs.runners, name="job-runners-up"),
    path("jobs/<int:pk>/runners-up/contact/", jobs.touched, name="job-runners-up-contact"),
    path("jobs/<int:pk>/wrap-up/", jobs.wrap_up, name="job-wrap-up"),
    path("jobs/<int:pk>/wrap-up/goodbyes/", jobs.goodbyes, name="job-goodbyes"),
    path("jobs/<int:pk>/wrap-up/goodbyes/preview/", jobs.goodbye_preview, name="job-goodbye-preview"),
    path("jobs/<int:pk>/wrap-up/unpublishing/", jobs.unpublishing, name="job-unpublishing"),
    path("jobs/<int:pk>/wrap-up/closing/", jobs.closing, name="job-wrap-up-closing"),
]
