"""Whether this machine can run Spark, and a session on it."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final

from returncheck.errors import ConfigError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LEAST_JAVA: Final = 17
MASTER: Final = "RETURNCHECK_SPARK_MASTER"
MEMORY: Final = "RETURNCHECK_SPARK_MEMORY"

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
