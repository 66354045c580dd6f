"""The secret that signs cookies: a file among the keys, made by ``evenborn setup``."""

from evenborn.site.config import Config

__all__ = ["django_secret"]


def django_secret(config: Config) -> str:
    """The secret, or an empty text where none was made yet; Django then refuses to sign anything."""
    path = config.keys_folder / "cookie_secret"
    return path.read_text("ascii").strip() if path.is_file() else ""
