/** `index.html` of the published repository (SPEC B8): one file, no other resource, readable without its script. */
import { createHash } from 'node:crypto';
import { type Html, html, trustedHtml } from '../text/html.ts';
import { byteSize, plural } from '../text/quantities.ts';
import { shortened } from '../text/visible.ts';
import { segment } from './page/address.ts';
import { COUNTDOWN_SCRIPT } from './page/countdown.ts';
import { renderDelegationTree } from './page/delegation-tree.ts';
import { renderTime } from './page/moment.ts';
import { renderRoleSection } from './page/role-section.ts';
import { renderRoleTable } from './page/role-table.ts';
import { STYLE } from './page/style.ts';
import { renderTargets } from './page/target-table.ts';
import type { RepositoryDescription, RoleDescription, SourceFacts } from './repository-description.ts';

/** A page that people read: what is beyond these is in the metadata files, and the page says so. */
const ROLES_SHOWN = 200;
const TARGETS_SHOWN = 1_000;
const FILES_SHOWN = 300;

/** Scripts and styles of other origin, or injected ones, do not run even if an escape were missing. */
const POLICY = [
  "default-src 'none'",
  `script-src '${integrity(COUNTDOWN_SCRIPT)}'`,
  `style-src '${integrity(STYLE)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The page as HTML. The same description gives the same bytes. */
export function renderRepositoryPage(description: RepositoryDescription): string {
  const title = description.name === null ? 'TUF repository' : shortened(description.name, 200);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${description.name === null ? title : `${title}: TUF repository`}</title>
<style>${trustedHtml(STYLE)}</style>
</head>
<body>
${renderHeader(title, description)}
<main>
${renderMain(description)}
</main>
${renderFooter(description)}
<script>${trustedHtml(COUNTDOWN_SCRIPT)}</script>
</body>
</html>
`.text;
}

function renderHeader(title: string, { name, roles, targetFiles, targetBytes }: RepositoryDescription): Html {
  return html`<header>
${name === null ? html`` : html`<p class="kind">TUF repository</p>`}
<h1>${title}</h1>
<p class="lead">${plural(targetFiles, 'target file')} (${byteSize(targetBytes)}) in ${plural(roles.length, 'role')}.</p>
</header>`;
}

function renderMain(description: RepositoryDescription): Html {
  const shown = description.roles.slice(0, ROLES_SHOWN);
  const linked = new Set(shown.map(({ name }) => name));
  return html`<section>
<h2>At a glance</h2>
${renderRoleTable(shown)}
${renderMoreRoles(description, shown.length)}
</section>
<section>
<h2>Delegations</h2>
${renderDelegationTree(description, linked)}
</section>
<section>
<h2>Roles</h2>
${renderRoleSections(shown, description.artifactsUrl)}</section>
<section>
<h2>Metadata files</h2>
${renderFiles(description)}
</section>`;
}

/** The first roles use up the room for target files; each says where the rest of its files are. */
function renderRoleSections(roles: readonly RoleDescription[], artifactsUrl: string | null): Html[] {
  let room = TARGETS_SHOWN;
  return roles.map((role) => {
    const files = renderTargets(role, artifactsUrl, room);
    room = Math.max(0, room - role.targets.length);
    return renderRoleSection(role, files);
  });
}

function renderMoreRoles({ roles, descriptionFile }: RepositoryDescription, shown: number): Html {
  if (roles.length === shown) return html``;
  return html`<p class="note">${plural(roles.length - shown, 'more role')} ${descriptionFile === null ? html`in the metadata files` : html`in <a href="${segment(descriptionFile)}">${descriptionFile}</a>`}.</p>`;
}

function renderFiles({ metadataFiles, descriptionFile }: RepositoryDescription): Html {
  const shown = metadataFiles.slice(0, FILES_SHOWN);
  const left = metadataFiles.length - shown.length;
  const names = descriptionFile === null ? shown : [descriptionFile, ...shown];
  return html`<ul class="links">
${names.map((name) => html`<li><a href="${segment(name)}">${shortened(name, 200)}</a></li>\n`)}${left > 0 ? html`<li class="note">and ${plural(left, 'more file')}</li>\n` : html``}</ul>`;
}

function renderFooter({ source, generatedAt }: RepositoryDescription): Html {
  return html`<footer>
<p>Made by tuf-on-ci${generatedAt === null ? html`` : html` on ${renderTime(generatedAt, 'moment')}`}${source === null ? html`` : renderSource(source)}.</p>
</footer>`;
}

function renderSource({ commit, commitUrl, runUrl }: SourceFacts): Html {
  const id = html`<code>${commit.slice(0, 12)}</code>`;
  const built = isWebAddress(commitUrl) ? html`<a href="${commitUrl}">${id}</a>` : id;
  const run = isWebAddress(runUrl) ? html` in <a href="${runUrl}">this workflow run</a>` : html``;
  return html` from commit ${built}${run}`;
}

function isWebAddress(url: string | null): url is string {
  return url !== null && /^https?:\/\//i.test(url);
}

function integrity(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}
