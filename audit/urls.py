from django.urls import path

from audit import views

app_name = "audit"

urlpatterns = [
    path("audit/", views.event_list, name="events"),
    path("audit/seals/", views.seals, name="seals"),
    path("audit/seals/pending/<int:pk>/delivery/", views.delivery, name="pending-delivery"),
]
