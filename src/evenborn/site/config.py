"""Which options an operator has: the one place. docs/operate/configuration.md lists them from here.

What each option is for stands in ``words.toml`` beside this file, under ``[option]``, in both languages.
Where values come from, and what is said of a wrong one: :mod:`evenborn.site.options`.
"""

import os
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from evenborn.apps.stores import Store
from evenborn.site.options import read

__all__ = ["Config", "Intake", "Login", "Stores", "Vault", "load"]


def _parted(value: object) -> object:
    """Names parted by commas, as the environment gives them."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _pairs(value: object) -> object:
    """Names with numbers, ``delivery=36, household=12``, as the environment gives them."""
    if not isinstance(value, str):
        return value
    pairs = (part.partition("=") for part in value.split(",") if part.strip())
    return {name.strip(): number.strip() for name, _, number in pairs}


def _address(value: str) -> str:
    if not value.startswith("/"):  # else a socket of this machine, for the web server in front
        ip_address(value)
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, OSError) as unknown:
        raise ValueError(value) from unknown
    return value


StoreUrl = Annotated[str, Field(pattern=r"^(|/.+|sqlite:///.+|postgres(ql)?://.+)$")]
HostName = Annotated[str, Field(pattern=r"^(\*|\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9a-fA-F:]+\])$")]
STORE_EXAMPLES = ["postgresql://user@host/name", "/srv/evenborn/vault.sqlite3"]


class Stores(BaseModel):
    """Where each database lies: empty for a SQLite file in the data folder, or ``postgresql://user@host/name``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    office: StoreUrl = Field(default="", examples=STORE_EXAMPLES)
    vault: StoreUrl = Field(default="", examples=STORE_EXAMPLES)
    statistics: StoreUrl = Field(default="", examples=STORE_EXAMPLES)
    enforcement: StoreUrl = Field(default="", examples=STORE_EXAMPLES)
    reporters: StoreUrl = Field(default="", examples=STORE_EXAMPLES)
    benefits: StoreUrl = Field(default="", examples=STORE_EXAMPLES)

    def url(self, store: Store) -> str:
        """Where one store lies."""
        return str(getattr(self, store.label))


class Vault(BaseModel):
    """How long sealed records are kept and open."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    opening_minutes: int = Field(default=30, ge=5, le=240)
    request_days: int = Field(default=15, ge=1, le=60)
    retention_months: int = Field(default=24, ge=1, le=1200)
    retention: Annotated[dict[str, Annotated[int, Field(ge=1, le=1200)]], BeforeValidator(_pairs)] = Field(
        default={}, examples=["delivery=36, household=12"]
    )


class Intake(BaseModel):
    """How files of senders come in, and how long they are kept."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keep_file_days: int = Field(default=30, ge=1, le=3650)
    watched_folder: Path | None = Field(default=None, examples=["/srv/evenborn-incoming"])


class Login(BaseModel):
    """How often a login is tried, and how long a session lasts. Narrower bounds hold in production."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    password_attempts: int = Field(default=5, ge=1, le=100)
    code_attempts: int = Field(default=5, ge=1, le=100)
    address_attempts: int = Field(default=30, ge=1, le=1000)
    window_minutes: int = Field(default=15, ge=1, le=1440)
    lock_minutes: int = Field(default=15, ge=1, le=1440)
    session_hours: int = Field(default=12, ge=1, le=168)


class Config(BaseModel):
    """Every option, its type and its default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mode: Literal["production", "demonstration", "test"] = "production"
    folder: Path = Field(default=Path("evenborn-data"), examples=["/srv/evenborn"])
    keys: Path | None = Field(default=None, examples=["/etc/evenborn/keys"])
    anchors: Path | None = Field(default=None, examples=["/mnt/other-disk/anchors.jsonl"])
    stores: Stores = Stores()
    vault: Vault = Vault()
    intake: Intake = Intake()
    login: Login = Login()
    area: str = Field(default="", pattern=r"^[0-9]{0,12}$", examples=["6207", "620702"])
    hosts: Annotated[tuple[HostName, ...], BeforeValidator(_parted), Field(min_length=1)] = Field(
        default=("127.0.0.1", "localhost"), examples=["srb.example.gov.cn", "10.20.30.40"]
    )
    https: bool = True
    language: Literal["zh", "en"] = "zh"
    time_zone: Annotated[str, AfterValidator(_zone)] = Field(
        default="Asia/Shanghai", examples=["Asia/Shanghai", "UTC"]
    )
    listen: Annotated[str, AfterValidator(_address)] = Field(
        default="127.0.0.1", examples=["127.0.0.1", "::1", "/run/evenborn/office.sock"]
    )
    port: int = Field(default=8000, ge=1, le=65535)
    workers: int = Field(default=2, ge=1, le=64)
    threads: int = Field(default=4, ge=1, le=64)
    header_seconds: int = Field(default=15, ge=1, le=300)
    upload_megabytes: int = Field(default=512, ge=1, le=8192)
    open_data: bool = True
    idle_minutes: int = Field(default=30, ge=5, le=480)
    second_factor: Literal["required", "optional"] = "required"

    @property
    def keys_folder(self) -> Path:
        """Folder of the keys."""
        return self.keys or self.folder / "keys"

    @property
    def anchors_file(self) -> Path:
        """File of anchors that the verification page holds the trails against."""
        return self.anchors or self.folder / "anchors.jsonl"


@cache
def load() -> Config:
    """The configuration of this process.

    Raises
    ------
    Refusal
        As :func:`evenborn.site.options.read`.
    """
    return read(Config, os.environ)
