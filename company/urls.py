from django.urls import URLPattern, path

from company import views

app_name = "company"
urlpatterns: list[URLPattern] = [
    path("company/", views.overview, name="overview"),
    path("company/entity/<int:pk>/notices/", views.notice_list, name="notices"),
    path("company/entity/<int:pk>/notices/<int:notice_id>/", views.notice, name="notice"),
    path("company/office/<int:pk>/days/", views.office_days, name="office-days"),
    path("company/office/<int:pk>/days/import/", views.office_days_import, name="office-days-import"),
    path("company/office/<int:pk>/days/restoration/", views.office_days_restoration, name="office-days-restoration"),
    path("company/office/<int:pk>/days/<int:day_id>/", views.office_day, name="office-day"),
    path("company/office/<int:pk>/days/<int:day_id>/removal/", views.office_day_removal, name="office-day-removal"),
    path("company/office/<int:pk>/hours/", views.office_hours, name="office-hours"),
    path("company/office/<int:pk>/hours/restoration/", views.office_hours_restoration, name="office-hours-restoration"),
    path("company/<slug:kind>/", views.part_list, name="parts"),
    path("company/<slug:kind>/new/", views.part_new, name="part-new"),
    path("company/<slug:kind>/<int:pk>/", views.part, name="part"),
]
