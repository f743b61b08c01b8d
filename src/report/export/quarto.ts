import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHARTS, type NotebookChart } from './charts.ts';
import type { ExportRequest, Format } from './format.ts';

/** A text as R takes it; JSON's escapes are R's too. */
const literal = (value: unknown) => JSON.stringify(value);

/** A Quarto document for R. */
export const quarto: Format = {
  meaning: "a Quarto document for R (base R and ggplot2) that draws the report's main charts from the files",
  next: 'quarto render entente.qmd; without Quarto: Rscript -e \'knitr::knit("entente.qmd")\'',
  ofTables: false,
  write(request) {
    writeFileSync(join(request.folder, 'entente.qmd'), documentOf(request));
    return Promise.resolve(['entente.qmd']);
  },
};

function documentOf({ results, from, config }: ExportRequest): string {
  const { source, seed, replicates } = results.manifest;
  return `---
title: ${literal(`Results of entente: ${source}`)}
format: html
---

Seed ${seed}, ${replicates} replicates. A *replicate* is the same world with other random draws. The charts show means over replicates, with a band from the
tenth to the ninetieth percentile at each tick by itself.

## The tables

Every table is plain CSV: one header line, an empty cell is a missing value.

\`\`\`{r}
library(ggplot2)
results <- ${literal(from)}
system <- read.csv(file.path(results, "system.csv"), na.strings = "", encoding = "UTF-8")
system <- system[system$config == ${config ?? 'min(system$config)'}, ]
events <- read.csv(file.path(results, "events.csv"), na.strings = "", encoding = "UTF-8")
head(system[, c("run", "replicate", "tick", "n_alliance_ties", "n_partnership_ties", "mean_insecurity")])
\`\`\`

## Means and bands

Replicates are the unit: the ticks of one run are not independent observations, so nothing is averaged over them.

\`\`\`{r}
over_time <- function(column, label) {
  there <- system[!is.na(system[[column]]), ]
  by_tick <- split(there[[column]], there$tick)
  data.frame(
    line = rep(label, length(by_tick)),
    tick = as.integer(names(by_tick)),
    n = vapply(by_tick, length, 1L),
    mean = vapply(by_tick, mean, 1),
    low = vapply(by_tick, quantile, 1, probs = 0.1),
    high = vapply(by_tick, quantile, 1, probs = 0.9)
  )
}

dir.create("charts", showWarnings = FALSE)
draw <- function(name, title, unit, lines) {
  write.csv(lines, file.path("charts", paste0(name, ".csv")), row.names = FALSE)
  ggplot(lines, aes(tick, mean, linetype = line)) +
    geom_ribbon(aes(ymin = low, ymax = high), alpha = 0.15) +
    geom_line() +
    labs(title = title, x = "tick", y = unit, linetype = NULL) +
    theme_minimal()
}
\`\`\`
${CHARTS.map(chunkOf).join('')}
## Who was drawn into whose conflicts

An *entrapment* is an obligation that was honoured without a stake of one's own.

\`\`\`{r}
entrapments <- events[events$event == "entrapment", ]
if (nrow(entrapments) > 0) {
  times <- aggregate(list(times = entrapments$tick), entrapments[, c("actor", "other")], length)
  head(times[order(-times$times), ], 10)
}
\`\`\`
`;
}

function chunkOf({ id, title, lines, unit, read }: NotebookChart): string {
  const made = lines.map(([column, label]) => `  over_time(${literal(column)}, ${literal(label)})`);
  return `
## ${title}

${read}

\`\`\`{r}
draw(${literal(id)}, ${literal(title)}, ${literal(unit)}, rbind(
${made.join(',\n')}
))
\`\`\`
`;
}
