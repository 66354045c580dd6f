"""Which options an operator has: the one place. docs/operate/configuration.md lists them from here.

Values come, the first that is there, from the environment (``EVENBORN_HOSTS``, nested by two underscores:
``EVENBORN_STORES__VAULT``), from the TOML file that ``EVENBORN_CONFIG`` names, from files of secrets in the
folder that ``EVENBORN_SECRETS`` names (one file an option, such as ``stores__vault``), or from the
default here.
"""

import os
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from evenborn.apps.stores import Store

__all__ = ["Config", "Stores", "load"]


class Stores(BaseModel):
    """Where each database lies: empty for a SQLite file in the data folder, or ``postgresql://user@host/name``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    office: str = Field(
        default="", description="Officers, departments, appointments, areas, sessions, work in waiting."
    )
    vault: str = Field(default="", description="Identity of births, sealed.")
    statistics: str = Field(default="", description="Counts of births, without any identity.")
    enforcement: str = Field(default="", description="Inspections and cases against providers.")
    reporters: str = Field(default="", description="Who reported, sealed.")
    benefits: str = Field(default="", description="Support for families.")

    def url(self, store: Store) -> str:
        """Where one store lies."""
        return str(getattr(self, store.label))


class Config(BaseSettings):
    """Every option, its type, its default and what it is for."""

    model_config = SettingsConfigDict(
        env_prefix="EVENBORN_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    mode: Literal["production", "demonstration", "test"] = Field(
        default="production",
        description="Production refuses unsafe options; demonstration prints its logins.",
    )
    folder: Path = Field(
        default=Path("evenborn-data"), description="Data folder: SQLite files, uploads, backups."
    )
    keys: Path | None = Field(
        default=None,
        description="Folder of the keys, best on another disk; by default keys in the data folder.",
    )
    stores: Stores = Field(default=Stores(), description="The databases.")
    area: str = Field(default="", description="Code of the area that this office governs, such as 6207.")
    hosts: tuple[str, ...] = Field(
        default=("127.0.0.1", "localhost"), description="Names under which browsers reach the office."
    )
    https: bool = Field(default=True, description="Browsers come by HTTPS; secure cookies and HSTS.")
    language: Literal["zh", "en"] = Field(
        default="zh", description="Language of a page before the reader chose one."
    )
    time_zone: str = Field(default="Asia/Shanghai", description="Time zone of the office.")
    listen: str = Field(default="127.0.0.1", description="Address on which the server listens.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port on which the server listens.")
    workers: int = Field(default=2, ge=1, le=64, description="Processes of the server.")
    upload_megabytes: int = Field(default=512, ge=1, le=8192, description="Largest file that is taken.")
    idle_minutes: int = Field(
        default=30, ge=5, le=480, description="A session ends after so long without a page."
    )

    @property
    def keys_folder(self) -> Path:
        """Folder of the keys."""
        return self.keys or self.folder / "keys"

    @classmethod
    def settings_customise_sources(  # noqa: D102 - pydantic's own name
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        sources = [init_settings, env_settings]
        if file := os.environ.get("EVENBORN_CONFIG"):
            sources.append(TomlConfigSettingsSource(settings_cls, toml_file=Path(file)))
        return (*sources, file_secret_settings)


@cache
def load() -> Config:
    """The configuration of this process.

    Raises
    ------
    pydantic.ValidationError
        When an option is unknown or has a wrong value; :mod:`evenborn.site.checks` puts that into a sentence.
    """
    return Config(_secrets_dir=os.environ.get("EVENBORN_SECRETS"))  # type: ignore[call-arg]
