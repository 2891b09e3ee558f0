from django.urls import URLPattern, path

from recruitment.demo import views

app_name = "demo"
urlpatterns: list[URLPattern] = [
    path("removal/", views.removal_page, name="removal"),
    path("removal/<str:ticket>/", views.removing, name="removing"),
]
