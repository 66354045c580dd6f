"""Births of Niwu’s townships, put into the office of a journey: as they were first, or ``later``."""

import sys

import django


def build(later: bool) -> None:
    """Put the births in the place of those before."""
    django.setup()
    from apps.figures.releases import scene

    scene.county(scene.LATER if later else scene.SMALL)


if __name__ == "__main__":
    build(sys.argv[1:] == ["later"])
