"""Whether this machine can run Spark, and a session on it that is as dbt-spark's."""

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import yaml

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LEAST_JAVA = 17
PROFILES = Path(__file__).resolve().parents[2] / "profiles.yml"


def what_is_missing() -> str | None:
    """One line on what Spark needs and this machine lacks; None where nothing is."""
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


def settings(folder: Path) -> dict[str, str]:
    """What the target `spark` of `profiles.yml` gives a session.

    Args:
        folder: Takes the place of `RETURNCHECK_SPARK_FOLDER`.
    """
    told = {**os.environ, "RETURNCHECK_SPARK_FOLDER": str(folder)}
    text = jinja2.Template(PROFILES.read_text(encoding="utf-8")).render(
        env_var=told.get
    )
    spark = yaml.safe_load(text)["returncheck"]["outputs"]["spark"]
    # dbt-spark turns it off, whatever a profile says.
    return {**spark["server_side_parameters"], "spark.sql.ansi.enabled": "false"}


def session(folder: Path) -> "SparkSession":
    """A session on both cores that keeps its files in a folder."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master("local[2]").appName("returncheck")
    for name, value in settings(folder).items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    return made
