"""Addresses of the vault."""

from django.urls import path

from evenborn.apps.vault.views import openings, records, requests, retention

urlpatterns = [
    path("", records.records, name="vault-records"),
    path("records/<int:pk>/", records.record, name="vault-record"),
    path("records/<int:pk>/ask/", openings.ask, name="vault-ask"),
    path("keys/", records.keys, name="vault-keys"),
    path("openings/", openings.openings, name="vault-openings"),
    path("openings/to-approve/", openings.to_approve, name="vault-to-approve"),
    path("openings/<int:pk>/", openings.opening, name="vault-opening"),
    path("openings/<int:pk>/approve/", openings.approve, name="vault-approve"),
    path("openings/<int:pk>/refuse/", openings.refuse, name="vault-refuse"),
    path("openings/<int:pk>/withdraw/", openings.withdraw, name="vault-withdraw"),
    path("openings/<int:pk>/look/", openings.look_into, name="vault-look"),
    path("openings/<int:pk>/close/", openings.close, name="vault-close"),
    path("openings/<int:pk>/correct/", openings.correct, name="vault-correct"),
    path("requests/", requests.requests, name="vault-requests"),
    path("requests/receive/", requests.receive, name="vault-receive"),
    path("requests/<int:pk>/", requests.answer, name="vault-request"),
    path("receipt/", requests.receipt_state, name="vault-receipt-state"),
    path("retention/", retention.retention, name="vault-retention"),
    path("retention/delete/", retention.delete, name="vault-delete"),
    path("retention/hold/", retention.set_hold, name="vault-set-hold"),
    path("retention/hold/<int:pk>/lift/", retention.lift_hold, name="vault-lift-hold"),
    path("retention/proofs/", retention.proofs, name="vault-proofs"),
]
