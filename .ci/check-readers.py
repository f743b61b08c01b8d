"""Holds what notebooks and other readers made of a results folder to the report and to the tables. Ends with an error at the first difference."""

import json
import re
import sys
from pathlib import Path

import duckdb
import networkx
import pandas as pd

report, results, *notebooks = map(Path, sys.argv[1:])
html = report.read_text(encoding="utf-8")
payload = json.loads(re.search(r'<script type="application/json" id="payload">(.*?)</script>', html, re.S).group(1))

# Each notebook's numbers are the report's, which are rounded to four digits.
compared = 0
for notebook in notebooks:
    for chart in ["ties", "postures", "insecurity", "conflict"]:
        reported = payload["charts"][chart]
        ours = pd.DataFrame(reported["rows"], columns=reported["columns"])
        theirs = pd.read_csv(notebook / "charts" / f"{chart}.csv")
        by_tick = {}
        for row in theirs.itertuples():
            by_tick.setdefault(row.tick, []).append((row.n, row.mean, row.low, row.high))
        for tick, rows in ours.groupby("tick"):
            for row in rows.itertuples():
                close = [t for t in by_tick[tick] if t[0] == row.runs and all(abs(a - b) <= 6e-4 * max(abs(b), 1e-12) for a, b in zip(t[1:], (row.mean, row.p10, row.p90)))]
                assert close, f"{notebook}, {chart}, tick {tick}: the report's {row.series} is not among {by_tick[tick]}"
                compared += 1
assert compared > 100, compared
print(f"{compared} rows of charts agree with the report")

# Parquet has the cells of the CSV, by two readers.
for table in ["runs", "system", "states", "agreements", "events"]:
    csv = pd.read_csv(results / f"{table}.csv", low_memory=False)
    parquet = pd.read_parquet(Path("parquet") / f"{table}.parquet")
    assert list(parquet.columns) == list(csv.columns), table
    for column in parquet.select_dtypes("number"):
        assert (parquet[column].isna() == csv[column].isna()).all(), (table, column)
        assert (parquet[column].dropna() == csv[column].dropna()).all(), (table, column)
    assert duckdb.sql(f"SELECT count(*) FROM 'parquet/{table}.parquet'").fetchall() == [(len(csv),)], table
print("Parquet read by pyarrow and DuckDB has the tables' cells")

# The DuckDB script answers its questions.
import os

system = pd.read_csv(results / "system.csv")
os.chdir("duckdb")
db = duckdb.connect()
db.execute(Path("entente.sql").read_text(encoding="utf-8"))
os.chdir("..")
means = system.groupby("tick")["n_alliance_ties"].mean().tolist()
os.chdir("duckdb")
asked = [row[0] for row in db.execute("SELECT alliances FROM ties_over_time ORDER BY tick").fetchall()]
os.chdir("..")
assert all(abs(a - b) < 1e-9 for a, b in zip(means, asked)) and len(means) == len(asked)
print("the DuckDB script gives the tables' means")

# The networks have the ties that were counted.
for read, pattern in [(networkx.read_gexf, "gexf/*.gexf"), (networkx.read_graphml, "graphml/*.graphml")]:
    graph = read(next(Path(".").glob(pattern)))
    for row in system[system["replicate"] == 0].itertuples():
        ties = {frozenset((a, b)) for a, b, edge in graph.edges(data=True) if edge["kind"] == "alliance" and edge["start"] <= row.tick <= edge["end"]}
        assert len(ties) == row.n_alliance_ties, (pattern, row.tick, len(ties), row.n_alliance_ties)
print("the networks read by networkx have the ties that were counted")
