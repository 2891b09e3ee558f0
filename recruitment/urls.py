"""Every door of the product; each app keeps its own list."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.views import SpectacularAPIView

from accounts.api.router import Router
from recruitment.sources.views import visits
from recruitment.views import health

router = Router()
for app in ("company", "audit", "accounts", "desk", "candidates", "communications", "recruitment"):
    import_module(f"{app}.api.urls").register(router)

# JSON for who asks for nothing else.
DOCUMENT = [OpenApiJsonRenderer, OpenApiYamlRenderer]
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("api/v1/schema", SpectacularAPIView.as_view(renderer_classes=DOCUMENT), name="api-schema"),
    path("api/v1/", include((router.urls, "api"))),
    path("account/", include("allauth.urls")),
    path("", include("desk.urls")),
    path("", include("accounts.urls")),
    path("", include("company.urls")),
    path("", include("audit.urls")),
    path("", include("candidates.urls")),
    path("", include("communications.urls")),
    path("", include("recruitment.pages")),
    path("demo/", include("recruitment.demo.urls")),
    path("t/<slug:code>/", visits.visit, name="tracking-link"),
    path("careers/", include("recruitment.careers.urls")),
]

handler400 = "recruitment.views.errors.bad_request"
handler403 = "recruitment.views.errors.permission_denied"
handler404 = "recruitment.views.errors.page_not_found"
handler500 = "recruitment.views.errors.server_error"
