import { html, type Html } from './escape.ts';
import { KINDS, STAGE } from './payload.ts';
import { tools } from './sections.ts';

const POSTURES = ['balancing', 'bandwagoning', 'partnering', 'unaligned'] as const;

/** The network with its controls; the page's script draws it. */
export function networkHtml({ hasMap, hasStates, note }: { hasMap: boolean; hasStates: boolean; note: string }): Html {
  const tie = (kind: string) =>
    html`<label class="choice"><input type="checkbox" data-tie="${kind}" checked />${line(kind)} ${kind}</label>`;
  return html`<p class="muted">${note}</p>
    <noscript><p class="warning">The network is drawn by a script inside this file; allow scripts to see it.</p></noscript>
    <div class="player" role="group" aria-label="Playback">
      <label
        >Run
        <select id="run"></select
      ></label>
      <button type="button" id="play" aria-pressed="false">Play</button>
      <button type="button" id="back" aria-label="One tick back">◀</button>
      <input type="range" id="tick" min="0" value="0" step="1" aria-label="Tick" />
      <button type="button" id="forth" aria-label="One tick forward">▶</button>
      <output id="when" for="tick"></output>
      <label
        >Speed
        <select id="speed">
          <option value="1600">slow</option>
          <option value="800" selected>normal</option>
          <option value="300">fast</option>
        </select></label
      >
    </div>
    <p id="now" class="now" role="status"></p>
    <div class="stage" data-chart="network">
      <svg
        id="network"
        viewBox="0 0 ${STAGE.width} ${STAGE.height}"
        role="group"
        aria-label="Network of states and their ties. Arrow keys go from state to state, Enter opens a state."
      ></svg>
    </div>
    <fieldset class="legend">
      <legend>Ties and conflicts shown</legend>
      ${KINDS.map(tie)} ${tie('dispute')} ${tie('war')}
      <label class="choice"
        ><input type="checkbox" id="changes" checked /><svg class="key" viewBox="0 0 34 12" aria-hidden="true">
          <path class="new" d="M2 6H32" />
        </svg>
        new in the tick</label
      >
    </fieldset>
    <div class="legend">
      ${hasStates ? POSTURES.map((posture) => html`<span class="choice">${shape(posture)} ${posture}</span>`) : ''}
      <span class="choice muted">${hasStates ? 'size: power' : 'states were not recorded: all are drawn alike'}</span>
      ${
        hasMap
          ? html`<label class="choice"
              >Layout
              <select id="layout">
                <option value="map">on the map</option>
                <option value="free">by ties</option>
              </select></label
            >`
          : ''
      }
    </div>
    ${tools('network', 'the network at this tick', false)}`;
}

function line(kind: string): Html {
  return html`<svg class="key" viewBox="0 0 34 12" aria-hidden="true"><path class="tie ${kind}" d="M2 6H32" /></svg>`;
}

function shape(posture: string): Html {
  return html`<svg class="key node ${posture}" viewBox="-9 -9 18 18" aria-hidden="true">
    ${posture === 'balancing' ? html`<rect x="-6" y="-6" width="12" height="12" />` : ''}
    ${posture === 'bandwagoning' ? html`<path d="M0-8L8 0L0 8L-8 0Z" />` : ''}
    ${posture === 'partnering' || posture === 'unaligned' ? html`<circle r="6.5" />` : ''}
  </svg>`;
}

/** The timeline of events with its filter. */
export function timelineHtml(): Html {
  return html`<p class="muted">Events of the chosen run. A choice in the list, or a click on a mark, goes to its tick.</p>
    <fieldset class="legend" id="event-kinds"><legend>Kinds of events shown</legend></fieldset>
    <div class="scroll" data-chart="timeline">
      <svg id="timeline" role="img" aria-label="Number of events of each kind by tick; the list below has the same events"></svg>
    </div>
    ${tools('timeline', 'the timeline of events', false)}
    <div class="player">
      <label class="choice"><input type="checkbox" id="at-tick" /> this tick alone</label>
      <output id="event-count"></output>
    </div>
    <ol id="event-list" class="event-list" tabindex="0" aria-label="Events"></ol>`;
}

/** The panel of a state. */
export function stateHtml(): Html {
  return html`<div class="player">
      <label
        >State
        <select id="state"></select
      ></label>
      <button type="button" id="previous-state">Previous</button>
      <button type="button" id="next-state">Next</button>
    </div>
    <div id="state-panel"></div>`;
}
