from django.urls import URLPattern, path

from recruitment.bulk import views

# Below the pages of recruitment (`pages.py`).
urlpatterns: list[URLPattern] = [
    path("bulk/", views.prepare, name="bulk"),
    path("bulk/<int:pk>/", views.act, name="bulk-act"),
    path("bulk/<int:pk>/start/", views.start, name="bulk-start"),
    path("bulk/<int:pk>/stop/", views.stop, name="bulk-stop"),
    path("bulk/<int:pk>/letters/<int:thing_pk>/", views.letter, name="bulk-letter"),
]
