"""``evenborn backup`` and ``evenborn restore``: all stores and uploads in one sealed file, and back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.answer import answering
from evenborn.cli.language import helped
from evenborn.cli.options import Lang
from evenborn.presentation.words import say

if TYPE_CHECKING:
    from evenborn.apps.sealed_files import Secret
    from evenborn.presentation.numbers import Language
    from evenborn.site.backup.manifest import Manifest
    from evenborn.site.config import Config

Passphrase = Annotated[
    Path | None, typer.Option("--passphrase", metavar="passphrase.txt", help=helped("backup-passphrase"))
]


def backup(
    destination: Annotated[Path, typer.Argument(metavar="DEST", help=helped("backup-destination"))],
    passphrase: Passphrase = None,
    with_keys: Annotated[bool, typer.Option("--with-keys", help=helped("backup-with-keys"))] = False,
    lang: Lang = None,
) -> None:
    """Write a backup, read it back, enter it into the audit trail."""
    with answering(lang, as_json=False) as language:
        from evenborn.site.start import start

        config = start()
        from evenborn.site.backup.making import make_backup

        made = make_backup(config, destination, _secret(config, passphrase), with_keys=with_keys)
        _show_manifest(made.manifest, language)
        typer.echo(say("backup.made", language, file=str(made.path), size=made.size, sha256=made.sha256))


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=helped("restore-file"))],
    passphrase: Passphrase = None,
    replace: Annotated[bool, typer.Option("--replace", help=helped("restore-replace"))] = False,
    check: Annotated[bool, typer.Option("--check", help=helped("restore-check"))] = False,
    lang: Lang = None,
) -> None:
    """Verify a backup and bring it back."""
    with answering(lang, as_json=False) as language:
        from evenborn.site.start import start

        config = start()
        secret = _secret(config, passphrase)
        from evenborn.site.backup.reading import read_through
        from evenborn.site.backup.restoring import restore as bring_back

        if check:
            manifest, sha256 = read_through(file, secret)
        else:
            manifest, sha256 = bring_back(config, file, secret, replace=replace)
        _show_manifest(manifest, language)
        code = "backup.whole" if check else "backup.restored"
        typer.echo(say(code, language, file=str(file), sha256=sha256, made=manifest.made))


def _secret(config: "Config", passphrase: Path | None) -> "Secret":
    from evenborn.site.backup.sealing import key_of_file, passphrase_of_file
    from evenborn.site.secrets import BACKUP_KEY

    return passphrase_of_file(passphrase) if passphrase else key_of_file(config.keys_folder / BACKUP_KEY)


def _show_manifest(manifest: "Manifest", language: "Language") -> None:
    for copy in manifest.stores:
        title = say(f"start-check.store-{copy.store}", language)
        typer.echo(say("backup.store", language, store=title, entries=copy.number, head=copy.head[:16]))
    others = len(manifest.contents) - len(manifest.stores)
    typer.echo(say("backup.files", language, count=others))
