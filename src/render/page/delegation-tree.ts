/** Who trusts whom: the roles as a tree, from root down. */
import { type Html, html } from '../../text/html.ts';
import { plural } from '../../text/quantities.ts';
import { shortened } from '../../text/visible.ts';
import type { DelegationFacts, RepositoryDescription, RoleDescription } from '../repository-description.ts';
import { roleId } from './address.ts';

const NAME_LIMIT = 200;
const PATHS_SHOWN = 10;
const NODES_SHOWN = 300;
/** TUF's tree may be a graph with loops; clients stop somewhere as well (TUF 5.6.7). */
const DEPTH = 16;

interface Walk {
  readonly roles: ReadonlyMap<string, RoleDescription>;
  /** Roles with a section on the page: the others are named without a link. */
  readonly linked: ReadonlySet<string>;
  readonly seen: Set<string>;
  room: number;
}

/** The tree; `linked` are the roles that have a section of their own on the page. */
export function renderDelegationTree({ roles }: RepositoryDescription, linked: ReadonlySet<string>): Html {
  const walk: Walk = {
    roles: new Map(roles.map((role) => [role.name, role])),
    linked,
    seen: new Set(),
    room: NODES_SHOWN,
  };
  const top = roles.filter(({ name, type }) => name === type);
  const children = top.filter(({ name }) => name !== 'root').map(({ name }) => renderNode(name, undefined, walk, 1));
  return html`<ul class="tree">
<li>${renderName('root', linked)}
<ul>
${children}</ul></li>
</ul>`;
}

function renderNode(name: string, delegation: DelegationFacts | undefined, walk: Walk, depth: number): Html {
  walk.room -= 1;
  const again = walk.seen.has(name);
  walk.seen.add(name);
  const below = again || depth >= DEPTH ? [] : (walk.roles.get(name)?.delegations ?? []);
  return html`<li>${renderName(name, walk.linked)}${delegation === undefined ? html`` : renderScope(delegation)}${renderChildren(below, walk, depth)}</li>
`;
}

function renderChildren(delegations: readonly DelegationFacts[], walk: Walk, depth: number): Html {
  if (delegations.length === 0) return html``;
  const nodes: Html[] = [];
  for (const delegation of delegations) {
    if (walk.room <= 0) break;
    nodes.push(renderNode(delegation.name, delegation, walk, depth + 1));
  }
  const left = delegations.length - nodes.length;
  return html`
<ul>
${nodes}${left > 0 ? html`<li class="note">and ${plural(left, 'more role')}</li>\n` : html``}</ul>`;
}

function renderName(name: string, linked: ReadonlySet<string>): Html {
  const shown = shortened(name, NAME_LIMIT);
  return linked.has(name) ? html`<a href="#${roleId(name)}">${shown}</a>` : html`<span>${shown}</span>`;
}

function renderScope({ paths, terminating }: DelegationFacts): Html {
  const shown = paths.slice(0, PATHS_SHOWN).map((path) => html`<code>${shortened(path, NAME_LIMIT)}</code> `);
  const left = paths.length - shown.length;
  const more = left > 0 ? html`and ${plural(left, 'more path')} ` : html``;
  const last = terminating ? html`<span class="tag">terminating</span>` : html``;
  return html` <span class="scope">${shown}${more}${last}</span>`;
}
