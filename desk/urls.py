from django.urls import URLPattern, path

from desk import views
from desk.views import saved_views, undos

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/newest/", views.newest, name="notifications-newest"),
    path("notifications/reading/", views.all_read, name="notifications-reading"),
    path("notifications/<int:pk>/reading/", views.read, name="notification-reading"),
    path("follows/<slug:kind>/<int:id>/", views.follow, name="follow"),
    path("me/notifications/", views.preferences, name="preferences"),
    path("undo/", undos.undos, name="undos"),
    path("undo/<int:pk>/", undos.undo, name="undo"),
    path("views/", saved_views.views, name="views"),
    path("views/new/", saved_views.new, name="view-new"),
    path("views/<int:pk>/", saved_views.view, name="view"),
    path("views/<int:pk>/removal/", saved_views.removal, name="view-removal"),
    path("views/<int:pk>/return/", saved_views.return_, name="view-return"),
    path("views/<int:pk>/default/", saved_views.default, name="view-default"),
]
