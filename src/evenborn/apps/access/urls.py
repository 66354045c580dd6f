"""Addresses of logins, officers, departments and appointments."""

from django.urls import URLPattern, URLResolver, path

from evenborn.apps.access import views
from evenborn.apps.access.login import views as login
from evenborn.apps.access.tokens import views as tokens

urlpatterns: list[URLPattern | URLResolver] = [
    # The names that begin with account_ and mfa_ are those by which allauth finds them.
    path("login/", login.log_in, name="account_login"),
    path("login/code/", login.code_at_login, name="mfa_authenticate"),
    path("logout/", login.log_out, name="account_logout"),
    path("confirm/", login.confirm_by_password, name="account_reauthenticate"),
    path("confirm/code/", login.confirm_by_code, name="mfa_reauthenticate"),
    path("confirm/passkey/", login.confirm_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("own/", login.account, name="own-account"),
    path("own/password/", login.change_password, name="change-password"),
    path("own/sessions/end/", login.end_session, name="end-session"),
    path("own/second-factor/", login.second_factor, name="mfa_index"),
    path("own/second-factor/codes/", login.set_up_codes, name="mfa_activate_totp"),
    path("own/second-factor/codes/remove/", login.remove_codes, name="mfa_deactivate_totp"),
    path("own/second-factor/passkeys/add/", login.add_passkey, name="mfa_add_webauthn"),
    path("own/second-factor/passkeys/<int:pk>/remove/", login.remove_passkey, name="mfa_remove_webauthn"),
    path("own/second-factor/recovery/", login.recovery_codes, name="mfa_view_recovery_codes"),
    path("own/second-factor/recovery/renew/", login.renew_recovery_codes, name="mfa_generate_recovery_codes"),
    path("roles/", views.roles, name="roles"),
    path("locks/", views.locks, name="locks"),
    path("locks/<int:pk>/release/", views.release_lock, name="release-lock"),
    path("departments/", views.departments, name="departments"),
    path("departments/add/", views.add_department, name="add-department"),
    path("departments/<int:pk>/close/", views.close_department, name="close-department"),
    path("officers/", views.officers, name="officers"),
    path("officers/add/", views.add_officer, name="add-officer"),
    path("officers/<int:pk>/", views.officer, name="officer"),
    path("officers/<int:pk>/edit/", views.edit_officer, name="edit-officer"),
    path("officers/<int:pk>/password/", views.reset_password, name="reset-password"),
    path("officers/<int:pk>/second-factor/", views.reset_second_factor, name="reset-second-factor"),
    path("officers/<int:pk>/leave/", views.leave, name="leave"),
    path("officers/<int:pk>/hand-over/", views.hand_over, name="hand-over"),
    path("officers/<int:pk>/appoint/", views.appoint, name="appoint"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/give/", tokens.give_token, name="give-token"),
    path("tokens/<int:pk>/revoke/", tokens.revoke_token, name="revoke-token"),
    path("appointments/", views.appointments, name="appointments"),
    path("appointments/<int:pk>/end/", views.end_appointment, name="end-appointment"),
]
