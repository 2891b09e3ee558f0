from django.urls import path

from recruitment.careers import offers, views

app_name = "careers"
urlpatterns = [
    path("", views.job_list, name="job-list"),
    path("jobs/<slug:slug>/", views.job_detail, name="job"),
    path("jobs/<slug:slug>/apply/", views.apply, name="apply"),
    path("jobs/<slug:slug>/sent/", views.sent, name="sent"),
    path("confirm/<str:token>/", views.confirmation, name="confirmation"),
    path("status/<str:token>/", views.status, name="status"),
    path("status/<str:token>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("offers/<str:token>/", offers.offer, name="offer"),
    path("offers/<str:token>/letter/", offers.letter, name="offer-letter"),
    path("offers/<str:token>/letter/pages/<int:number>/", offers.letter_page, name="offer-letter-page"),
    path("offers/<str:token>/acceptance/", offers.acceptance, name="offer-acceptance"),
    path("offers/<str:token>/refusal/", offers.refusal, name="offer-refusal"),
    path("offers/<str:token>/withdrawal/", offers.withdrawal, name="offer-withdrawal"),
]
