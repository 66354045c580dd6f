"""Addresses of senders and batches."""

from django.urls import path

from evenborn.apps.intake.batches import deciding
from evenborn.apps.intake.batches import views as batches
from evenborn.apps.intake.senders import views as senders
from evenborn.apps.intake.sending import views as sending

urlpatterns = [
    path("", batches.batches, name="intake-batches"),
    path("to-decide/", batches.to_decide, name="intake-to-decide"),
    path("send/", sending.send, name="intake-send"),
    path("batches/<int:pk>/", batches.batch, name="intake-batch"),
    path("batches/<int:pk>/check/", sending.check_again, name="intake-check"),
    path("batches/<int:pk>/columns/", sending.columns, name="intake-columns"),
    path("batches/<int:pk>/bad-rows/", sending.bad_rows, name="intake-bad-rows"),
    path("batches/<int:pk>/take-in/", deciding.take_in, name="intake-take-in"),
    path("batches/<int:pk>/refuse/", deciding.refuse, name="intake-refuse"),
    path("batches/<int:pk>/withdraw/", deciding.withdraw, name="intake-withdraw"),
    path("senders/", senders.senders, name="intake-senders"),
    path("senders/add/", senders.add, name="intake-add-sender"),
    path("senders/import/", senders.import_list, name="intake-import-senders"),
    path("senders/<int:pk>/", senders.change, name="intake-sender"),
    path("senders/<int:pk>/close/", senders.close, name="intake-close-sender"),
    path("senders/<int:pk>/open/", senders.open_again, name="intake-open-sender"),
]
