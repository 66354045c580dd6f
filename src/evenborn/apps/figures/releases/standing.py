"""From a row of a release to what is said of it: the issue before, what changed, whether it was withdrawn."""

from django.utils import timezone

from evenborn.apps.figures.releases.models import Release
from evenborn.apps.figures.releases.queries import before
from evenborn.apps.figures.releases.rules import ReleaseState, changes
from evenborn.apps.figures.releases.statutory import Standing

__all__ = ["standing_of"]


def standing_of(release: Release) -> Standing:
    """What is said of an issue beside its contents."""
    earlier, withdrawal = before(release), getattr(release, "withdrawal", None)
    moment = release.decided_at or release.prepared_at
    changed = changes(earlier.read if earlier else None, release.read)
    return Standing(
        name=release.name, number=release.number, day=timezone.localdate(moment),
        released=release.state == ReleaseState.RELEASED, reason=release.reason,
        explanation=release.explanation, changes=tuple(changed), sha256=release.sha256,
        withdrawn=timezone.localdate(withdrawal.withdrawn_at) if withdrawal else None,
    )  # fmt: skip
