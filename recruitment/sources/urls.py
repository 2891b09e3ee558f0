from django.urls import path

from recruitment.sources.views import inside, links, names, numbers

urlpatterns = [
    path("internal/", inside.jobs, name="inside"),
    path("internal/jobs/<slug:slug>/", inside.job, name="inside-job"),
    path("internal/jobs/<slug:slug>/application/", inside.application, name="inside-application"),
    path("internal/jobs/<slug:slug>/referral/", inside.referral, name="inside-referral"),
    path("referrals/", inside.referrals, name="referrals"),
    path("sources/", numbers.overview, name="sources"),
    path("sources/<int:pk>/applications/", numbers.of_source, name="source-applications"),
    path("source-names/", names.names, name="source-names"),
    path("source-names/new/", names.new, name="source-new"),
    path("source-names/<int:pk>/", names.name, name="source-name"),
    path("sources/links/new/", links.new, name="tracking-link-new"),
    path("sources/links/<int:pk>/", links.link, name="tracking-link"),
    path("sources/links/<int:pk>/applications/", numbers.of_link, name="tracking-link-applications"),
    path("sources/links/<int:pk>/code/<slug:kind>/", links.code, name="tracking-link-code"),
    path("sources/links/<int:pk>/sheet/", links.sheet, name="tracking-link-sheet"),
    path("internal-policy/", names.policy, name="internal-policy"),
]
