"""All checks in their order; Django is set up only where the configuration and the files allow it."""

from evenborn.site.checks import Finding, Level, of_configuration, of_files, of_printing
from evenborn.site.config import load
from evenborn.site.start import start

__all__ = ["findings_of_office", "refused_among"]


def findings_of_office() -> list[Finding]:
    """Every check of this process's configuration, in the order in which an operator mends things.

    Raises
    ------
    Refusal
        When the configuration cannot be read.
    """
    config = load()
    findings = [*of_configuration(config), *of_files(config)]
    if not any(finding.code in {"no-folder", "folder-shut", "no-keys", "disk-full"} for finding in findings):
        start()
        from evenborn.site.store_checks import close_connections, of_stores

        findings += of_stores(config)
        close_connections()
    return [*findings, *of_printing()]


def refused_among(findings: list[Finding]) -> list[Finding]:
    """Those that keep the office from starting."""
    return [finding for finding in findings if finding.level is Level.REFUSED]
