"""Whether this machine can run Spark, and a session on it while it is needed."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from returncheck.errors import ConfigError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LEAST_JAVA: Final = 17
MASTER: Final = "RETURNCHECK_SPARK_MASTER"
MEMORY: Final = "RETURNCHECK_SPARK_MEMORY"

_SECONDS_TO_END: Final = 5.0
_ENDED: Final = (
    "Java ended while Spark was at work, as where there is too little memory "
    f"({MEMORY} says how much it may take). Give it more, or run without "
    "--engine spark; the folder is as it was before."
)

_SETTINGS: Final = {
    # As dbt-spark has it, whatever a profile says.
    "spark.sql.ansi.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # Hundreds of small queries that each run once: compiling them is most of the work.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    # To find what follows from each condition takes longer than it saves.
    "spark.sql.constraintPropagation.enabled": "false",
    # Nobody looks at what is told of each query.
    "spark.sql.ui.explainMode": "simple",
    "spark.sql.maxPlanStringLength": "1000",
    "spark.sql.ui.retainedExecutions": "1",
    "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "2",
    "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "false",
    # A worker reads one file: its libraries need no threads of their own.
    "spark.executorEnv.POLARS_MAX_THREADS": "1",
    "spark.driver.extraJavaOptions": "-Xss16m -XX:TieredStopAtLevel=1",
}


def what_is_missing() -> str | None:
    """One line on what Spark needs and this machine lacks; None where nothing is."""
    let_spark_in()
    if importlib.util.find_spec("pyspark") is None:
        return "PySpark is not installed: pip install 'returncheck[spark]'."
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if java is None or shutil.which(java) is None:
        place = f"JAVA_HOME={home}" if home else "PATH"
        return f"Java is missing ({place}): install Java {LEAST_JAVA} for Spark."
    said = subprocess.run(
        [java, "-version"], capture_output=True, encoding="utf-8", check=False
    ).stderr
    found = re.search(r'version "(\d+)', said)
    if found is None or int(found[1]) < LEAST_JAVA:
        version = found[1] if found else "an unknown version"
        return f"Java is {version} ({java}): Spark needs {LEAST_JAVA} or newer."
    return None


def let_spark_in() -> None:
    """Let PySpark be imported, which the command's own process leaves out.

    Its likeness of pandas stays out: pandera and Great Expectations would import it
    where it is there, which takes seconds and prints a warning.
    """
    if sys.modules.get("pyspark", sys) is None:
        del sys.modules["pyspark"]
    sys.modules.setdefault("pyspark.pandas", None)  # type: ignore[arg-type]


class Machine:
    """Java and a session, from the first use to `stop`."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._session: SparkSession | None = None

    def session(self) -> "SparkSession":
        """The session, begun where there is none yet.

        Raises:
            ConfigError: Java does not start.
        """
        if self._session is None:
            self._scratch = tempfile.TemporaryDirectory(
                prefix="returncheck-spark-", ignore_cleanup_errors=True
            )
            self._session = start_session(Path(self._scratch.name))
        return self._session

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Tell in one line, after a `with` block, that Java has ended in it.

        Raises:
            ConfigError: It has.
        """
        try:
            yield
            ended = self._has_ended(0)
        except Exception as error:
            # Its last answer comes shortly before its end.
            if self._has_ended(_SECONDS_TO_END):
                raise ConfigError(_ENDED) from error
            raise
        if ended:
            raise ConfigError(_ENDED)

    def stop(self) -> None:
        """End the session and Java, and remove what they kept for themselves."""
        session, self._session = self._session, None
        if session is not None and _process(session).poll() is None:
            from py4j.protocol import Py4JError

            # Java that ends meanwhile has nothing left to stop.
            with suppress(Py4JError, OSError):
                session.stop()
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None

    def _has_ended(self, seconds: float) -> bool:
        if self._session is None:
            return False
        try:
            _process(self._session).wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True


def _process(session: "SparkSession") -> "subprocess.Popen[bytes]":
    """The process of Java."""
    process: subprocess.Popen[bytes] = session.sparkContext._gateway.proc
    return process


def start_session(folder: Path) -> "SparkSession":
    """A session, on this machine unless the environment names another master.

    Args:
        folder: Where it keeps what it writes besides tables.

    Raises:
        ConfigError: Java does not start.
    """
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkRuntimeError
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    # Of the pandas that is there, which no step of ours asks Spark for.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = {
        **_SETTINGS,
        "spark.master": os.environ.get(MASTER, "local[*]"),
        "spark.app.name": "returncheck",
        "spark.sql.shuffle.partitions": str(os.cpu_count() or 1),
        "spark.driver.memory": os.environ.get(MEMORY, "4g"),
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }
    conf = SparkConf()
    for name, value in settings.items():
        conf.set(name, value)
    # What Spark says there could hold a record.
    nowhere = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        gateway = launch_gateway(conf, nowhere)
    except PySparkRuntimeError as error:
        raise ConfigError(
            f"Java could not be started for Spark ({MEMORY} is "
            f"{settings['spark.driver.memory']}). Give it memory that there is."
        ) from error
    context = SparkContext(conf=conf, gateway=gateway)
    # A run that is stopped ends Java while its threads here still listen to it.
    context._accumulatorServer.handle_error = _say_nothing
    return SparkSession(context)


def _say_nothing(*_: object) -> None:
    """Print no traceback."""
