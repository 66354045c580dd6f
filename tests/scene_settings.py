"""The settings of the office with one more address, at which an action can be asked for without a login."""

from evenborn.site.settings import *  # noqa: F403

ROOT_URLCONF = "scene_urls"
