"""SQL of a comparison, which is DuckDB's, in the words of Apache Spark."""

from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from evenborn.registers.engine import EngineError


@lru_cache(maxsize=2_048)
def spark_sql(sql: str) -> str:
    """A query or a condition for Spark; raises ``EngineError`` where it is none.

    Examples
    --------
    >>> spark_sql('SELECT hash(block, "sex") AS block, rule::UTINYINT AS rule FROM births')
    'SELECT XXHASH64(block, `sex`) AS block, CAST(rule AS SMALLINT) AS rule FROM births'
    """
    try:
        return sqlglot.parse_one(sql, read="duckdb").transform(_own).sql(dialect="spark")
    except SqlglotError as error:
        raise EngineError(str(error)) from error


def _own(node: exp.Expression) -> exp.Expression:
    """Spark's hash() has 32 bits, in which blocks of a country would meet."""
    if isinstance(node, exp.Anonymous) and node.name.lower() == "hash":
        return exp.Anonymous(this="XXHASH64", expressions=node.expressions)
    return node
