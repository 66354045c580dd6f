"""Addresses of figures."""

from django.urls import include, path

from evenborn.apps.figures.completeness.views import completeness
from evenborn.apps.figures.indicators.methods import method, methods
from evenborn.apps.figures.indicators.views import indicator, indicators
from evenborn.apps.figures.method_views import area_map, lateness, month_by_month, smoothed_ratios
from evenborn.apps.figures.targets import views as targets
from evenborn.apps.figures.views import area, behind, figures

urlpatterns = [
    path("", figures, name="figures"),
    path("indicators/", indicators, name="figures-indicators"),
    path("indicators/<slug:code>/", indicator, name="figures-indicator"),
    path("methods/", methods, name="figures-methods"),
    path("methods/<slug:name>/", method, name="figures-method"),
    path("targets/", targets.targets, name="figures-targets"),
    path("targets/set/", targets.set_target, name="figures-set-target"),
    path("targets/<int:pk>/", targets.target, name="figures-target"),
    path("targets/<int:pk>/end/", targets.end_target, name="figures-end-target"),
    path("releases/", include("evenborn.apps.figures.releases.urls")),
    path("<str:code>/", area, name="figures-area"),
    path("<str:code>/behind/", behind, name="figures-behind"),
    path("<str:code>/completeness/", completeness, name="figures-completeness"),
    path("<str:code>/map/", area_map, name="figures-map"),
    path("<str:code>/smoothed/", smoothed_ratios, name="figures-smoothed"),
    path("<str:code>/months/", month_by_month, name="figures-months"),
    path("<str:code>/lateness/", lateness, name="figures-lateness"),
]
