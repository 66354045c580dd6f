"""Addresses of births, returns and completeness."""

from django.urls import URLPattern, URLResolver, path

from evenborn.apps.births.returns import views as returns

urlpatterns: list[URLPattern | URLResolver] = [
    path("returns/", returns.returns, name="births-returns"),
    path("returns/<int:sender>/<slug:register>/<str:month>/", returns.monthly_return, name="births-return"),
    path("returns/versions/<int:pk>/", returns.return_version, name="births-return-version"),
]
