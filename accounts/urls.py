from django.urls import URLPattern, path

from accounts import views
from accounts.api import problems

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("people/", views.people, name="people"),
    path("people/new/", views.invite, name="person-new"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/invitation/", views.person_invitation, name="person-invitation"),
    path("people/<int:pk>/roles/", views.grant_list, name="grants"),
    path("people/<int:pk>/roles/<int:grant_id>/removal/", views.grant_removal, name="grant-removal"),
    path("people/<int:pk>/leaving/", views.leaving, name="leaving"),
    path("people/<int:pk>/return/", views.person_return, name="person-return"),
    path("keys/", views.key_list, name="keys"),
    path("keys/new/", views.key_new, name="key-new"),
    path("keys/<int:pk>/limits/", views.key_limits, name="key-limits"),
    path("keys/<int:pk>/revocation/", views.key_revocation, name="key-revocation"),
    path("me/", views.profile, name="profile"),
    path("me/zone/", views.profile_zone, name="profile-zone"),
    path("palette/", views.palette, name="palette"),
    path("lists/<slug:name>/csv/", views.list_csv, name="list-csv"),
    path("lists/<slug:name>/<int:pk>/csv/", views.list_csv, name="list-csv-within"),
    path("account/invitation/<str:token>/", views.invitation, name="invitation"),
    path("setup/", views.setup, name="setup"),
    path("api/v1/docs", views.api_docs, name="api-docs"),
    # Last: whatever the router didn't know is answered like the rest of the interface.
    path("api/<path:rest>", problems.not_found, name="api-unknown"),
]
