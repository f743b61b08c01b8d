import { createHash } from 'node:crypto';
import { html, jsonForScript, raw, type Html } from './escape.ts';
import { DARK, declarations, LIGHT } from './palette.ts';
import type { Payload } from './payload.ts';
import { name } from './sections.ts';

/** The mark of a report: only a file that has it is replaced by another report. */
export const GENERATOR = 'entente report';

/** Description that is folded at first, in characters. */
const LONG = 1500;

/** A section of the page, by its id. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly html: Html;
}

/** What the page is made of. */
export interface PageContents {
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly parts: readonly Part[];
  readonly payload: Payload;
  readonly script: string;
  readonly style: string;
}

/** The whole page: one file that loads nothing from outside, which its content policy makes the browser enforce. */
export function pageHtml({ title, subtitle, description, parts, payload, script, style }: PageContents): string {
  const css = `:root{${declarations(LIGHT)}}@media screen and (prefers-color-scheme:dark){:root{${declarations(DARK)}}}:root.saving{${declarations(LIGHT)}}${style}`;
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${sha256Base64(script)}'`,
    `style-src 'sha256-${sha256Base64(css)}'`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const link = ({ id, title: words }: Part) => html`<li><a href="#${id}">${words}</a></li>`;
  const body = html`<a class="skip" href="#main">Skip to the report</a>
    <header>
      <p class="brand">entente report</p>
      <h1>${name(title)}</h1>
      <p class="muted">${subtitle}</p>
      ${
        description === ''
          ? ''
          : html`<details class="description" ${description.length <= LONG ? raw(' open') : ''}>
              <summary>About the scenario</summary>
              <p><bdi>${description}</bdi></p>
            </details>`
      }
      <nav aria-label="Parts of the report">
        <ul>
          ${parts.map(link)}
        </ul>
      </nav>
    </header>
    <main id="main" tabindex="-1">${parts.map((part) => part.html)}</main>
    <footer>
      <p class="muted">Made from the files of a results folder by entente. Nothing in this page comes from or goes to the network.</p>
    </footer>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="${GENERATOR}">
<title>${html`${title}`.html} - entente report</title>
<style>${css}</style>
</head>
<body>
${trimmed(body.html)}
<script type="application/json" id="payload">${jsonForScript(payload)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** SHA-256 of a text in base64, as the page's policy names its script. */
const sha256Base64 = (text: string) => createHash('sha256').update(text).digest('base64');

/** Without the indentation of our templates. Texts of others keep their words: runs of white space are shown as one space anyway. */
function trimmed(text: string): string {
  return text.replace(/\n\s+/g, '\n');
}
