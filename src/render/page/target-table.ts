/** The target files of one role on the page. */
import { type Html, html } from '../../text/html.ts';
import { byteSize, plural, thousands } from '../../text/quantities.ts';
import { shortened } from '../../text/visible.ts';
import type { RoleDescription, TargetFacts } from '../repository-description.ts';
import { segment, targetUrl } from './address.ts';

/** Lists up to this length stand open. */
const OPEN_UP_TO = 20;
const PATH_LIMIT = 300;

/** At most `limit` files, and where the others are. Nothing for a role without target files. */
export function renderTargets(role: RoleDescription, artifactsUrl: string | null, limit: number): Html {
  const count = role.targets.length;
  if (count === 0) return html``;
  const shown = role.targets.slice(0, limit);
  return html`<details class="files"${count <= OPEN_UP_TO ? html` open` : html``}>
<summary>${plural(count, 'target file')}, ${byteSize(role.targetBytes)}</summary>
${shown.length === 0 ? html`` : renderTable(shown, artifactsUrl)}
${shown.length === count ? html`` : renderRest(role, shown.length)}
</details>`;
}

function renderTable(targets: readonly TargetFacts[], artifactsUrl: string | null): Html {
  return html`<table role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">File</th><th scope="col" role="columnheader" class="number">Size</th><th scope="col" role="columnheader">SHA-256</th></tr></thead>
<tbody role="rowgroup">
${targets.map((target) => renderTarget(target, artifactsUrl))}</tbody>
</table>`;
}

function renderTarget({ path, length, sha256 }: TargetFacts, artifactsUrl: string | null): Html {
  const name = shortened(path, PATH_LIMIT);
  const file =
    artifactsUrl === null ? html`${name}` : html`<a href="${targetUrl(artifactsUrl, path, sha256)}">${name}</a>`;
  return html`<tr role="row"><th scope="row" role="rowheader">${file}</th><td role="cell" class="number" data-label="Size">${byteSize(length)}</td><td role="cell" data-label="SHA-256"><code>${shortened(sha256, 64)}</code></td></tr>
`;
}

function renderRest({ file, targets }: RoleDescription, shown: number): Html {
  const which =
    shown === 0 ? 'They are' : `The first ${thousands(shown)} of ${thousands(targets.length)} are shown; all are`;
  return html`<p class="note">${which} in <a href="${segment(file)}">${shortened(file, PATH_LIMIT)}</a>.</p>`;
}
