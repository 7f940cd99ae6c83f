"""A session of Spark on this machine that is as dbt-spark's."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import yaml

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PROFILES = Path(__file__).resolve().parents[2] / "profiles.yml"


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
