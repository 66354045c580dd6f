"""One run of Apache Spark: its Java machine is started for a comparison and ends with it.

Everything that Spark writes lies in the folder of the run. Inside one machine it listens to that one alone.
"""

import logging
import os
import re
import shutil
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from subprocess import TimeoutExpired
from typing import TYPE_CHECKING, Any, Final

from evenborn.registers.limits import Limits
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_LEAST_MEMORY: Final = 1_024  # megabytes, below which Spark does not start
_SECONDS_TO_END: Final = 30
_LOG: Final = "spark.log"
_LOGGERS: Final = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")
_LOGGING: Final = """\
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.console.type = Console
appender.console.name = stderr
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %p %c{1}: %m%n%ex
"""


def lacking() -> str | None:
    """What of Spark is not installed here: ``pyspark``, ``java``, or None."""
    try:
        import_module("pyspark")
    except ImportError:
        return "pyspark"
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    return None if found else "java"


def spark_settings(master: str, folder: Path, limits: Limits) -> dict[str, str]:
    """Settings of a run; what else a cluster needs stands in its own ``spark-defaults.conf``.

    Parameters
    ----------
    master : str
        Where Spark runs.
    folder : pathlib.Path
        Of the run.
    limits : Limits
        Memory, and threads where Spark runs inside this machine.

    Examples
    --------
    >>> settings = spark_settings("local[2]", Path("/run"), Limits(memory="3000MB"))
    >>> settings["spark.driver.memory"], settings["spark.driver.bindAddress"]
    ('3000m', '127.0.0.1')
    >>> "spark.driver.bindAddress" in spark_settings("spark://host:7077", Path("/run"), Limits())
    False
    """
    memory = max(int(re.sub(r"\D", "", limits.memory)), _LEAST_MEMORY)
    settings = {
        "spark.master": master,
        "spark.app.name": "evenborn",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.driver.memory": f"{memory}m",
        "spark.driver.defaultJavaOptions": f"-Dlog4j2.configurationFile=file:{folder}/log4j2.properties",
        "spark.local.dir": f"{folder}/spill",
        "spark.sql.warehouse.dir": f"{folder}/warehouse",
        "spark.sql.session.timeZone": "UTC",
    }
    if master.startswith("local"):
        cores = limits.threads or os.cpu_count() or 1
        asked = re.fullmatch(r"local\[(\d+)\]", master)
        parts = 2 * (int(asked[1]) if asked else cores)
        settings |= {
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.sql.shuffle.partitions": str(parts),
        }
    return settings


@contextmanager
def spark_session(master: str, folder: Path, limits: Limits) -> Iterator["SparkSession"]:
    """Start Spark, and end it and its Java machine with the run, after a failure too.

    Raises
    ------
    Refusal
        ``engine-not-installed``, ``engine-not-started``.
    """
    missing = lacking()
    if missing is not None:
        raise Refusal("engine-not-installed", engine="spark", missing=missing)
    from pyspark import SparkContext  # noqa: PLC0415 -- an extra
    from pyspark.logger import PySparkLogger  # noqa: PLC0415
    from pyspark.sql import SparkSession  # noqa: PLC0415

    for logger in _LOGGERS:
        PySparkLogger.getLogger(logger).disabled = True  # what went wrong is told once, as a refusal
    own = folder / "spark"
    own.mkdir()
    (own / "log4j2.properties").write_text(_LOGGING, "utf-8")
    gateway = None
    quiet = logging.NullHandler()  # without any, py4j would write what interrupts it to the terminal
    logging.getLogger().addHandler(quiet)
    try:
        with _refusing_to_start(own / _LOG), warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # Spark's, of pandas, which has no part in this
            conf = _configuration(spark_settings(master, own, limits))
            gateway = _gateway(conf, own / _LOG)
            with _own_interrupt():
                session = SparkSession(SparkContext(conf=conf, gateway=gateway))
            session.sparkContext.setCheckpointDir((own / "steps").as_uri())
        yield session
    finally:
        _end(gateway)
        logging.getLogger().removeHandler(quiet)


@contextmanager
def _own_interrupt() -> Iterator[None]:
    """Keep Ctrl+C as it is; Spark would ask a Java that is busy answering to stop its work."""
    handler = signal.getsignal(signal.SIGINT)
    yield
    with suppress(ValueError):  # outside of the main thread Spark has changed nothing
        signal.signal(signal.SIGINT, handler)


def _configuration(settings: dict[str, str]) -> Any:  # noqa: ANN401 -- a SparkConf
    from pyspark import SparkConf  # noqa: PLC0415

    return SparkConf(loadDefaults=False).setAll(list(settings.items()))


def _gateway(conf: Any, log: Path) -> Any:  # noqa: ANN401 -- of py4j
    """The Java machine, with what it says of itself in a file of the run and not among the answers."""
    from pyspark.errors import PySparkException  # noqa: PLC0415
    from pyspark.java_gateway import launch_gateway  # noqa: PLC0415

    with log.open("wb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # a Java that ends at once leaves its pipe open
        said = {"stdout": stream, "stderr": stream}
        try:
            return launch_gateway(conf, popen_kwargs=said)  # type: ignore[no-untyped-call]
        except PySparkException as error:
            error.__traceback__ = None  # which holds that pipe
            raise _not_started(log, error) from error


@contextmanager
def _refusing_to_start(log: Path) -> Iterator[None]:
    from py4j.protocol import Py4JError  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        yield
    except (PySparkException, Py4JError, OSError) as error:
        raise _not_started(log, error) from error


def _not_started(log: Path, error: Exception) -> Refusal:
    """The refusal with the first thing that Java says is wrong, or else Python."""
    said = log.read_text("utf-8", "replace").strip().splitlines() if log.exists() else []
    wrong = [line for line in said if re.search("error|exception|invalid", line, re.IGNORECASE)]
    cause = (wrong or said or str(error).splitlines() or [type(error).__name__])[0]
    bare = re.sub(r"^Exception in .*?Exception: ", "", cause)
    return Refusal("engine-not-started", engine="spark", cause=bare[:300])


def _end(gateway: Any) -> None:  # noqa: ANN401
    from pyspark import SparkContext  # noqa: PLC0415
    from pyspark.sql import SparkSession  # noqa: PLC0415

    with suppress(Exception):  # it may have died of what ends the run; its process is ended below
        if (session := SparkSession.getActiveSession()) is not None:
            session.stop()
        elif (context := SparkContext._active_spark_context) is not None:
            context.stop()
    SparkContext._gateway = SparkContext._jvm = None  # so that a later run starts its own
    if gateway is None:
        return
    with suppress(Exception):
        gateway.shutdown()
    gateway.proc.stdin.close()  # at which it ends by itself
    try:
        gateway.proc.wait(_SECONDS_TO_END)
    except TimeoutExpired:
        gateway.proc.kill()
        gateway.proc.wait()
