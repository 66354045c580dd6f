"""Do the readers ever answer anything but rows or a sentence? Coverage-guided fuzzing of each, and its count.

Each target runs in a process of its own, so that a crash of native code is counted and not the end. Prints
executions, size of the corpus, and findings with the smallest input of each; exits 1 if there are any.
Atheris is no part of the test environment: .venv/bin/pip install "atheris>=3,<4"
"""

import argparse
import ctypes
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import traceback
from importlib.util import find_spec
from pathlib import Path

STATUS = re.compile(r"#(\d+)\s+\S+\s+(?:cov: (\d+) ft: \d+ )?corp: (\d+)/")
NAMES = [
    *("values", "columns", "gb18030", "areas", "fhir"),
    *("check-json", "check-csv", "check-parquet", "check-xlsx", "check-xlsx-part"),
    *("births-csv", "births-parquet"),
]
SLOWEST = 20  # seconds for one input
MEMORY = 2048  # megabytes
LONGEST = 32_768  # bytes of an input


def fuzz(name: str, folder: Path, seconds: int) -> None:
    """Fuzz one target in this process until the time is over; the process ends with it."""
    import atheris  # noqa: PLC0415 - the parent process needs neither this nor what it instruments
    from fuzz_targets import TARGETS, told  # noqa: PLC0415

    target = TARGETS[name]
    corpus, found = folder / "corpus", folder / "found"
    corpus.mkdir()
    found.mkdir()
    for seed, content in target.seeds().items():
        (corpus / seed).write_bytes(content)

    def one_input(data: bytes) -> None:
        try:
            told(target, data)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of a native reader is no Exception
            _note(error, data, found)

    options = [
        f"-max_total_time={seconds}",
        f"-timeout={SLOWEST}",
        f"-rss_limit_mb={MEMORY}",
        f"-max_len={LONGEST}",
        f"-artifact_prefix={found}/",
        "-print_final_stats=1",
    ]
    # The fuzzer calls exit() in the middle of Python, where native libraries trip over their own threads.
    leave = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_void_p)(lambda status, _: os._exit(status))
    ctypes.CDLL(None).on_exit(leave, None)
    atheris.Setup([sys.argv[0], *options, str(corpus)], one_input)
    atheris.Fuzz()


def _note(error: BaseException, data: bytes, folder: Path) -> None:
    """Keep the smallest input of each kind of finding: same error, same place in our code."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "evenborn" in frame.filename]
    place = f"{Path(ours[-1].filename).name}-{ours[-1].lineno}" if ours else "unknown"
    kept = folder / f"{type(error).__name__}-{place}"
    if not kept.exists() or len(data) < kept.stat().st_size:
        kept.write_bytes(data)
        kept.with_suffix(".txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")


def run(name: str, seconds: int, keep: Path | None) -> dict[str, object]:
    """Fuzz one target in a child process and report what came of it."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = (keep / name) if keep else Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        child = subprocess.run(
            [sys.executable, __file__, "--child", name, "--folder", folder, "--seconds", str(seconds)],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds + 300,
            check=False,
        )
        (folder / "output.txt").write_text(child.stderr, encoding="utf-8")
        lines = STATUS.findall(child.stderr)
        executions, covered, corpus = lines[-1] if lines else ("0", "0", "0")
        inputs = sorted(path for path in (folder / "found").glob("*") if path.suffix != ".txt")
        findings = {path.name: path.read_bytes()[:200].hex() for path in inputs}
        if child.returncode and not findings:
            findings["ended"] = _how_it_ended(child.returncode, child.stderr)
        return {
            "target": name,
            "executions": int(executions),
            "covered": int(covered or 0),
            "corpus": int(corpus),
            "findings": findings,
        }


def _how_it_ended(status: int, output: str) -> str:
    named = signal.Signals(-status).name if status < 0 else f"status {status}"
    return f"{named}: {output.strip().splitlines()[-1][:200] if output.strip() else ''}"


def main() -> int:
    """Fuzz every target, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", default=NAMES, metavar="TARGET", help=", ".join(NAMES))
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--keep", type=Path, help="folder for the corpus and the inputs that were found")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if find_spec("atheris") is None:
        print('SKIPPED FOR LACK OF ATHERIS: .venv/bin/pip install "atheris>=3,<4"')
        return 0
    if options.child:
        fuzz(options.child, options.folder, options.seconds)
        return 0
    results = [run(name, options.seconds, options.keep) for name in options.targets]
    print(f"{'target':<18}{'executions':>12}{'a second':>10}{'covered':>9}{'corpus':>8}{'findings':>10}")
    for result in results:
        rate = int(str(result["executions"])) // options.seconds
        print(
            f"{result['target']:<18}{result['executions']:>12}{rate:>10}{result['covered']:>9}"
            f"{result['corpus']:>8}{len(result['findings']):>10}"  # type: ignore[arg-type]
        )
    found = {str(result["target"]): result["findings"] for result in results if result["findings"]}
    if found:
        print(json.dumps(found, indent=1))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
