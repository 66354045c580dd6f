"""`evenborn rescue`: in again without any factor, never quietly, never where a page would do."""

from datetime import timedelta
from unittest.mock import ANY

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner, Result

from entrance import browser, enter, trail, with_codes
from evenborn.apps.access import actions
from evenborn.apps.access.models import Attempts, Officer
from evenborn.apps.access.queries import RESCUES_SHOWN, actor_of, rescues
from evenborn.apps.access.refused import Forbidden
from evenborn.apps.access.roles import RoleCode
from evenborn.cli import app
from evenborn.registers.refusal import Refusal
from evenborn.site.rescuing import rescue
from people import analyst, browser_of, clerk, everyone, officer

pytestmark = pytest.mark.django_db(databases="__all__")


def guard(username: str = "guard") -> Officer:
    """A security administrator."""
    return officer(username, RoleCode.SECURITY_ADMINISTRATOR, "")


def typed(*arguments: str, then: str) -> Result:
    """Run the command, and type something when asked."""
    return CliRunner().invoke(app, ["rescue", *arguments], input=then, env={"EVENBORN_LANG": "en"})


def rescued(username: str = "guard", *, appoint: bool = False, others_out: bool = False) -> str:
    """Rescue as root."""
    return rescue(username, "account:root", appoint=appoint, others_out=others_out)


def locked_out(client: Client) -> None:
    """Wrong passwords until nothing is tried any more."""
    for _ in range(5):
        enter(client, "guard", "wrong")


def test_who_lost_everything_logs_in_again_and_begins_as_on_the_first_day(settings: LazySettings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    guard()
    old, client = browser(), browser("192.0.2.8")
    enter(old, "guard")
    with_codes(old)
    assert old.get("/").status_code == 200
    locked_out(client)
    assert enter(client, "guard").status_code == 200
    done = typed("guard", then="guard\n")
    assert done.exit_code == 0, done.output
    password = done.stdout.split()[-1]
    assert old.get("/").status_code == 302
    assert not Authenticator.objects.filter(user__username="guard").exists()
    assert not Attempts.objects.filter(shown="guard").exists()
    assert client.get("/").status_code == 302
    assert enter(client, "guard", password).status_code == 302
    assert client.get("/").headers["Location"] == reverse("change-password")


def test_the_trail_names_the_account_and_what_was_done() -> None:
    guard()
    done = typed("guard", then="guard\n")
    assert trail("access.rescue") == [("access.rescue", ANY, {"appointed": False, "others_out": False})]
    account = trail("access.rescue")[0][1]
    assert account.startswith("account:")
    assert account in done.stderr


@pytest.mark.parametrize("answer", ["", "\n", "yes\n", "guards\n"])
def test_nothing_is_done_before_the_login_name_was_typed_again(answer: str) -> None:
    before = guard().password
    done = typed("guard", then=answer)
    assert done.exit_code == 2
    assert "was not typed again. Nothing was changed." in done.stderr
    assert Officer.objects.get(username="guard").password == before
    assert trail("access.rescue") == []


def test_every_administrator_sees_it_on_the_desk_and_nobody_else() -> None:
    guard()
    rescued()
    told = "made anew on the machine itself, by the account root"
    administrators = (RoleCode.SYSTEM_ADMINISTRATOR, RoleCode.AUDIT_ADMINISTRATOR)
    for who in [officer(f"a{n}", role, "") for n, role in enumerate(administrators)]:
        client = browser_of(who)
        client.cookies["django_language"] = "en"
        assert told in client.get("/").content.decode()
    for who in (clerk(), analyst()):
        client = browser_of(who)
        client.cookies["django_language"] = "en"
        assert told not in client.get("/").content.decode()


def test_it_leaves_the_desks_after_thirty_days() -> None:
    guard()
    rescued()
    auditor = officer("auditor", RoleCode.AUDIT_ADMINISTRATOR, "")
    now = everyone().now
    shown = rescues(actor_of(auditor, now + RESCUES_SHOWN - timedelta(minutes=1)))
    assert [(one.officer, one.account) for one in shown] == [("guard", "root")]
    assert rescues(actor_of(auditor, now + RESCUES_SHOWN + timedelta(minutes=1))) == []


def test_another_security_administrator_goes_before_it() -> None:
    guard()
    guard("second")
    with pytest.raises(Refusal, match="rescue-others") as refused:
        rescued()
    assert refused.value.facts == {"known": "second"}
    rescued(others_out=True)
    assert trail("access.rescue")[0][2]["others_out"] is True


def test_only_a_security_administrator_is_rescued() -> None:
    officer("chief", RoleCode.SYSTEM_ADMINISTRATOR, "")
    clerk()
    for name in ("chief", "clerk"):
        with pytest.raises(Refusal, match="rescue-not-security"):
            rescued(name)
    with pytest.raises(Refusal, match="rescue-unknown"):
        rescued("nobody")


def test_where_nobody_holds_the_role_somebody_is_appointed() -> None:
    plain = officer("plain")
    rescued("plain", appoint=True)
    assert "security-administrator" in actor_of(plain).roles
    assert [event for event, _, _ in trail()][-2:] == ["access.appoint", "access.rescue"]
    assert trail("access.rescue")[0][2]["appointed"] is True


def test_the_rules_of_appointments_hold_here_too_and_nothing_is_left_half_done() -> None:
    officer("chief", RoleCode.SYSTEM_ADMINISTRATOR, "")
    with pytest.raises(Refusal, match="roles-apart"):
        rescued("chief", appoint=True)
    guard()
    plain = officer("plain")
    with pytest.raises(Refusal, match="rescue-others"):
        rescued("plain", appoint=True)
    assert actor_of(plain).roles == ()


def test_nobody_who_left_comes_back() -> None:
    one = guard()
    Officer.objects.filter(pk=one.pk).update(left_on=everyone().today)
    with pytest.raises(Refusal, match="rescue-left"):
        rescued()


def test_no_officer_may_do_it() -> None:
    by = actor_of(guard())
    with pytest.raises(Forbidden):
        actions.rescue(officer("other"), by=by, password="x" * 16, appointed=False, others_out=False)


def test_the_trail_page_says_it_loudly_in_both_languages() -> None:
    guard()
    rescued()
    client = browser_of(officer("auditor", RoleCode.AUDIT_ADMINISTRATOR, ""))
    for language, said in (("en", "RESCUE ON THE MACHINE ITSELF"), ("zh-hans", "【本机应急恢复】")):
        client.cookies["django_language"] = language
        assert said in client.get(reverse("trail")).content.decode()
