import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHARTS, type NotebookChart } from './charts.ts';
import type { ExportRequest, Format } from './format.ts';

interface Cell {
  readonly kind: 'markdown' | 'code';
  readonly text: string;
}

const markdown = (text: string): Cell => ({ kind: 'markdown', text });
const code = (text: string): Cell => ({ kind: 'code', text });
/** A text as Python takes it; JSON's escapes are Python's too. */
const literal = (value: unknown) => JSON.stringify(value);

/** A Jupyter notebook (format 4.5) of some cells. */
function notebookOf(cells: readonly Cell[]): string {
  const lines = (text: string) => text.split('\n').map((line, l, all) => (l < all.length - 1 ? `${line}\n` : line));
  const made = cells.map(({ kind, text }, c) => ({
    cell_type: kind,
    id: `cell-${c}`,
    metadata: {},
    ...(kind === 'code' ? { execution_count: null, outputs: [] } : {}),
    source: lines(text),
  }));
  const metadata = { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' }, language_info: { name: 'python' } };
  return `${JSON.stringify({ cells: made, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

const OPENING = ({ results }: ExportRequest) => `# Results of entente: ${results.manifest.source}

Seed ${results.manifest.seed}, ${results.manifest.replicates} replicates. A *replicate* is the same world with other random draws: what all replicates
share comes from the scenario, what differs between them from the draws. The charts below show means over replicates, with a band from the tenth to
the ninetieth percentile *at each tick by itself*; a band says nothing about a whole path.`;

const HELPERS = `def over_time(system, column):
    """Mean and band over replicates, tick by tick; ticks at which no replicate defines the metric are left out."""
    groups = system.dropna(subset=[column]).groupby("tick")[column]
    return pd.DataFrame({"n": groups.size(), "mean": groups.mean(), "low": groups.quantile(0.1), "high": groups.quantile(0.9)})

def draw(title, unit, lines):
    fig, ax = plt.subplots(figsize=(7, 3.5))
    for (label, table), style in zip(lines, ["-", "--", ":", "-."]):
        ax.plot(table.index, table["mean"], style, label=label)
        ax.fill_between(table.index, table["low"], table["high"], alpha=0.2)
    ax.set(title=title, xlabel="tick", ylabel=unit)
    ax.legend(frameon=False)
    fig.tight_layout()
    return fig

CHARTS = Path("charts")
CHARTS.mkdir(exist_ok=True)

def keep(name, fig, lines):
    """Saves the chart, and the numbers behind it in a file of the same name."""
    fig.savefig(CHARTS / f"{name}.png", dpi=150)
    pd.concat({label: table for label, table in lines}, names=["line"]).reset_index().to_csv(CHARTS / f"{name}.csv", index=False)`;

function chartCells({ id, title, lines, unit, read }: NotebookChart, table: (column: string) => string): Cell[] {
  const made = lines.map(([column, label]) => `    (${literal(label)}, ${table(column)}),`);
  return [
    markdown(`## ${title}\n\n${read}`),
    code(`lines = [\n${made.join('\n')}\n]\nkeep(${literal(id)}, draw(${literal(title)}, ${literal(unit)}, lines), lines)`),
  ];
}

const ENTRAPMENTS = markdown(`## Who was drawn into whose conflicts

\`events.csv\` has a row for everything that happened. An *entrapment* is an obligation that was honoured without a stake of one's own.`);

/** Two notebooks: pandas, and DuckDB over the files. */
export const notebook: Format = {
  meaning: "two Jupyter notebooks that draw the report's main charts from the files: one with pandas, one with DuckDB",
  next: 'jupyter lab; the first needs pandas and matplotlib, the second duckdb too',
  ofTables: false,
  write(request) {
    writeFileSync(join(request.folder, 'entente.ipynb'), notebookOf(pandasCells(request)));
    writeFileSync(join(request.folder, 'entente-duckdb.ipynb'), notebookOf(duckdbCells(request)));
    return Promise.resolve(['entente.ipynb', 'entente-duckdb.ipynb']);
  },
};

function pandasCells(request: ExportRequest): Cell[] {
  return [
    markdown(OPENING(request)),
    code(`from pathlib import Path
import json
import matplotlib.pyplot as plt
import pandas as pd

RESULTS = Path(${literal(request.from)})`),
    markdown(`## The tables

Every table is plain CSV: one header line, an empty cell is a missing value. The first columns say which run a row belongs to. \`config\` numbers
the points of a sweep; without a sweep it is 0.`),
    code(`system = pd.read_csv(RESULTS / "system.csv")
system = system[system["config"] == ${request.config ?? 'system["config"].min()'}]
events = pd.read_csv(RESULTS / "events.csv", low_memory=False)
system[["run", "replicate", "tick", "n_alliance_ties", "n_partnership_ties", "mean_insecurity"]].head()`),
    markdown('What does a column mean? `datapackage.json` knows.'),
    code(`package = json.loads((RESULTS / "datapackage.json").read_text(encoding="utf-8"))
meanings = {
    (resource["name"], field["name"]): field["description"] for resource in package["resources"] for field in resource["schema"]["fields"]
}
meanings["system", "mean_insecurity"]`),
    markdown(
      '## Means and bands\n\nReplicates are the unit: the ticks of one run are not independent observations, so nothing is averaged over them.',
    ),
    code(HELPERS),
    ...CHARTS.flatMap((chart) => chartCells(chart, (column) => `over_time(system, ${literal(column)})`)),
    ENTRAPMENTS,
    code(`entrapments = events[events["event"] == "entrapment"]
entrapments.groupby(["actor", "other"]).size().sort_values(ascending=False).head(10).rename("times").to_frame()`),
  ];
}

function duckdbCells(request: ExportRequest): Cell[] {
  return [
    markdown(
      `${OPENING(request)}\n\nThis notebook asks the CSV files with SQL and never loads a whole table: use it when a sweep is large.`,
    ),
    code(`from pathlib import Path
import duckdb
import matplotlib.pyplot as plt
import pandas as pd

RESULTS = Path(${literal(request.from)})
db = duckdb.connect()
for table in ["runs", "system", "agreements", "events"]:
    db.execute(f"CREATE VIEW {table} AS SELECT * FROM read_csv('{(RESULTS / table).as_posix()}.csv', header = true, nullstr = '')")
CONFIG = ${request.config ?? 'db.execute("SELECT min(config) FROM system").fetchone()[0]'}`),
    markdown('## Means and bands\n\n`quantile_cont` interpolates between runs, as pandas and the report do.'),
    code(HELPERS.replace(/def over_time[^]*?\n\n/, '')),
    code(`def over_time(column):
    """Mean and band over replicates, tick by tick."""
    return db.execute(
        f"""SELECT tick, count({column}) AS n, avg({column}) AS mean,
                   quantile_cont({column}, 0.1) AS low, quantile_cont({column}, 0.9) AS high
            FROM system WHERE config = ? AND {column} IS NOT NULL GROUP BY tick ORDER BY tick""",
        [CONFIG],
    ).df().set_index("tick")`),
    ...CHARTS.flatMap((chart) => chartCells(chart, (column) => `over_time(${literal(column)})`)),
    ENTRAPMENTS,
    code(
      `db.sql("SELECT actor, other, count(*) AS times FROM events WHERE event = 'entrapment' GROUP BY ALL ORDER BY times DESC LIMIT 10").df()`,
    ),
  ];
}
