"""Spark as engine: workers read files and build Parquet beside the database.

The database keeps the register of returns, the settings and the history; records of
children go from the workers to files, and never through the process that asks.
"""

from returncheck.engine.spark.spark_engine import SparkEngine

__all__ = ["SparkEngine"]
