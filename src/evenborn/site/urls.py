"""Every address of the office; each app brings its own."""

from django.urls import include, path

from evenborn.site import api

urlpatterns = [
    path("", include("evenborn.apps.desk.urls")),
    path("access/", include("evenborn.apps.access.urls")),
    path("trail/", include("evenborn.apps.trail.urls")),
    path("areas/", include("evenborn.apps.areas.urls")),
    path("intake/", include("evenborn.apps.intake.urls")),
    path("births/", include("evenborn.apps.births.urls")),
    path("figures/", include("evenborn.apps.figures.urls")),
    path("signals/", include("evenborn.apps.signalling.urls")),
    path("matching/", include("evenborn.apps.matching.urls")),
    path("open/", include("evenborn.apps.figures.open_data.urls")),
    path("api/v1/", api.urls),
    path("vault/", include("evenborn.apps.vault.urls")),
    path("print/", include("evenborn.apps.documents.urls")),
    path("", include("evenborn.web.urls")),
]

handler400 = "evenborn.web.errors.bad_request"
handler403 = "evenborn.web.errors.forbidden"
handler404 = "evenborn.web.errors.not_found"
handler500 = "evenborn.web.errors.server_error"
