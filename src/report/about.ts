import { PARAMETERS, type ParameterSpec } from '../model/parameters.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { html, type Html } from './escape.ts';
import type { ReportSource } from './read.ts';
import { name, tableHtml } from './sections.ts';

/** Caption of the table of parameters. */
const TITLE = 'Parameters that differ from their defaults';
/** Longest value that is shown whole. */
const LONGEST = 300;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}

/** The parameters that differ from their defaults, and what the command line set. */
export function parametersHtml(scenario: Scenario): Html {
  const specs: Record<string, ParameterSpec> = PARAMETERS;
  const changed = Object.entries(scenario.parameters).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(specs[key]?.default),
  );
  const row = ([key, value]: [string, unknown]) =>
    html`<tr>
      <th scope="row"><code>${key}</code></th>
      <td>${shown(value)}</td>
      <td>${shown(specs[key]?.default ?? '')}</td>
      <td>${specs[key]?.unit ?? ''}</td>
      <td class="text">${specs[key]?.meaning ?? ''}</td>
    </tr>`;
  const own = (scenario.states ?? []).flatMap((state) =>
    (['entrapment_cost', 'abandonment_cost'] as const).flatMap((key) =>
      state[key] === undefined ? [] : [html`<li>${name(state.name)}: <code>${key}</code> ${shown(state[key])}</li>`],
    ),
  );
  return html`${
      changed.length === 0
        ? html`<p>Every parameter has its default.</p>`
        : tableHtml(TITLE, ['parameter', 'value', 'default', 'unit', 'meaning'], changed.map(row), TITLE)
    }
    ${
      own.length === 0
        ? ''
        : html`<h3>States with costs of their own</h3>
            <ul>
              ${own}
            </ul>`
    }
    ${
      scenario.shocks.length === 0
        ? ''
        : html`<h3>Dated events</h3>
            <ul>
              ${scenario.shocks.map((shock) => html`<li>${scenario.start + shock.at}: ${name(shock.label === '' ? shown(shock) : shock.label)}</li>`)}
            </ul>`
    }
    <p>Decision rule: <code>${scenario.rule}</code>.</p>`;
}

/** Where the results come from. */
export function provenanceHtml({ results: { manifest }, total, config }: ReportSource): Html {
  const { program } = manifest;
  const rows: readonly (readonly [string, string | Html])[] = [
    ['program', `${program.name} ${program.version}, Node ${program.node}, ${program.platform} ${program.arch}`],
    ['command', html`<code>entente ${manifest.command.join(' ')}</code>`],
    ['scenario file', name(manifest.source)],
    ['scenario, SHA-256', html`<code>${manifest.scenario_sha256}</code>`],
    ['seed', `${manifest.seed}${manifest.seed_drawn ? ' (drawn)' : ''}`],
    [
      'runs',
      `${total.done} done, ${total.failed} failed${total.configs > 1 ? `; ${total.configs} configurations, of which this page shows number ${config}` : ''}`,
    ],
    ['made', `${manifest.started} to ${manifest.finished}`],
    ['settings', manifest.settings.length === 0 ? 'none' : html`<code>${manifest.settings.join(' ')}</code>`],
  ];
  const file = ([fileName, { sha256, bytes, rows: count }]: [string, { sha256: string; bytes: number; rows?: number | undefined }]) =>
    html`<tr>
      <th scope="row">${fileName}</th>
      <td>${count ?? ''}</td>
      <td>${bytes}</td>
      <td><code>${sha256}</code></td>
    </tr>`;
  return html`<dl class="facts">
      ${rows.map(
        ([term, words]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${words}</dd>
          </div>`,
      )}
    </dl>
    <details>
      <summary>Files of the results folder and their digests</summary>
      ${tableHtml('Files and digests', ['file', 'rows', 'bytes', 'SHA-256'], Object.entries(manifest.files).map(file))}
    </details>
    <p>
      Every file was checked against its digest when this report was made. The same results come from
      <code>entente run --from manifest.json</code>.
    </p>`;
}

/** How to cite program, scenario and results. */
export function citationHtml({ results: { manifest }, scenario }: ReportSource): Html {
  const sources = scenario.sources;
  const { version } = manifest.program;
  return html`<p>
      The entente authors. <cite>entente: a simulation laboratory for alliance politics</cite>, version ${version}. Scenario
      ${name(scenario.title === '' ? scenario.name : scenario.title)}, seed ${manifest.seed}, ${manifest.replicates}
      ${manifest.replicates === 1 ? 'replicate' : 'replicates'}, scenario digest <code>${manifest.scenario_sha256.slice(0, 16)}</code>.
    </p>
    <p>Give the <code>manifest.json</code> of the results with it.</p>
    ${
      sources.length === 0
        ? ''
        : html`<details>
            <summary>Sources of the scenario (${sources.length})</summary>
            <ol class="sources">
              ${sources.map(({ key, citation, url }) => html`<li>${name(`[${key}] ${citation}`)}${url === '' ? '' : html` <span class="url">${url}</span>`}</li>`)}
            </ol>
          </details>`
    }`;
}
