import { html, raw, type Html } from './escape.ts';
import type { Chart } from './series.ts';
import { formatNumber, percent } from './statistics.ts';
import type { Account } from './words.ts';

/** A name, title or other text of the scenario's author: isolated from the text direction around it, and truncated by the style sheet. */
export function name(text: string): Html {
  return html`<bdi class="name">${text}</bdi>`;
}

/** A section of the page. */
export function section(id: string, title: string, body: Html): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${body}
  </section>`;
}

/** A chart with the means to save it and the data behind it. */
export function chartHtml({ id, title, caption, description, svg, paper = false }: Chart): Html {
  return html`<figure class="chart-box" data-chart="${id}">
    <h3>${title}</h3>
    <div class="${paper ? 'chart paper' : 'chart'}" role="img" aria-label="${description}">${raw(svg)}</div>
    <figcaption>${caption}</figcaption>
    ${tools(id, title, true)}
  </figure>`;
}

/** Buttons to save a picture and the data behind it; `table` adds a table of the data, filled when it is opened. */
export function tools(id: string, title: string, table: boolean): Html {
  const button = (kind: string) =>
    html`<button type="button" data-save="${kind.toLowerCase()}" data-of="${id}" aria-label="Save “${title}” as ${kind}">${kind}</button>`;
  return html`<div class="tools">
    <span aria-hidden="true">Save:</span> ${button('SVG')} ${button('PNG')} ${button('CSV')}
    ${
      table
        ? html`<details class="data" data-table="${id}">
            <summary>Table<span class="unseen"> of “${title}”</span></summary>
          </details>`
        : ''
    }
  </div>`;
}

/** A table that scrolls by itself where the page is too narrow for it; `label` names the region to screen readers. */
export function tableHtml(label: string, columns: readonly string[], rows: readonly Html[], caption?: string): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table>
      ${
        caption === undefined
          ? ''
          : html`<caption>
              ${caption}
            </caption>`
      }
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

/** What happened, in words and numbers. */
export function accountHtml({ sentences, key, notable }: Account, runs: number): Html {
  const row = ({ label, start, end, rose, fell }: Account['key'][number]) =>
    html`<tr>
      <th scope="row">${label}</th>
      <td>${formatNumber(start.mean)}</td>
      <td>${formatNumber(end.mean)}</td>
      ${
        runs > 1
          ? html`<td>${end.low === null ? '' : `${formatNumber(end.low)} to ${formatNumber(end.high)}`}</td>
              <td>${rose}</td>
              <td>${fell}</td>`
          : ''
      }
    </tr>`;
  const columns = ['metric', 'start', 'end', ...(runs > 1 ? ['middle 80 % at the end', 'runs higher', 'runs lower'] : [])];
  const caption = runs > 1 ? 'Mean over the runs at the start and at the end' : 'At the start and at the end';
  const item = ({ words, runs: count, run, tick }: Account['notable'][number]['items'][number]) =>
    html`<li>
      <button type="button" class="goto" data-run="${run}" data-tick="${tick}">${name(words)}</button>${
        runs > 1 ? html` <span class="muted">${count} of ${runs} runs (${percent(count / runs)})</span>` : ''
      }
    </li>`;
  return html`<ul class="lead">
      ${sentences.map((sentence) => html`<li>${isolate(sentence)}</li>`)}
    </ul>
    ${tableHtml('Key metrics', columns, key.map(row), caption)}
    ${
      notable.length === 0
        ? ''
        : html`<h3>What stands out</h3>
            <p class="muted">${runs > 1 ? 'Most frequent first. A choice goes to the first run with it.' : 'A choice goes to the tick.'}</p>
            <div class="columns">
              ${notable.map(
                ({ title, items }) =>
                  html`<div>
                    <h4>${title}</h4>
                    <ul class="plain">
                      ${items.map(item)}
                    </ul>
                  </div>`,
              )}
            </div>`
    }`;
}

/** A sentence of ours that may hold names of others. */
function isolate(sentence: string): Html {
  return html`<bdi class="sentence">${sentence}</bdi>`;
}
