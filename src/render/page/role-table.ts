/** All roles at a glance. The ARIA roles keep it a table where the style sheet stacks its cells on a phone. */
import { type Html, html } from '../../text/html.ts';
import { shortened } from '../../text/visible.ts';
import type { RoleDescription } from '../repository-description.ts';
import { roleId } from './address.ts';
import { renderExpiry, renderSigningStart } from './moment.ts';

export function renderRoleTable(roles: readonly RoleDescription[]): Html {
  return html`<table class="roles" role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Role</th><th scope="col" role="columnheader" class="number">Version</th><th scope="col" role="columnheader">Signatures</th><th scope="col" role="columnheader">Signing starts</th><th scope="col" role="columnheader">Expires</th></tr></thead>
<tbody role="rowgroup">
${roles.map(renderRow)}</tbody>
</table>`;
}

function renderRow(role: RoleDescription): Html {
  return html`<tr role="row"><th scope="row" role="rowheader"><a href="#${roleId(role.name)}">${shortened(role.name, 200)}</a></th><td role="cell" class="number" data-label="Version">${role.version}</td><td role="cell" data-label="Signatures">${role.signatures} of ${role.signers.length}, needs ${role.threshold}</td><td role="cell" data-label="Signing starts">${renderSigningStart(role, 'day')}</td><td role="cell" data-label="Expires">${renderExpiry(role, 'day')}</td></tr>
`;
}
