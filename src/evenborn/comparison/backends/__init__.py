"""Where registers are compared: DuckDB on one machine, Apache Spark on many; nobody else knows which."""
