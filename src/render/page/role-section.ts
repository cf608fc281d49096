/** One role in full: validity, signers, target files. */
import { type Html, html } from '../../text/html.ts';
import { plural, thousands } from '../../text/quantities.ts';
import { shortened } from '../../text/visible.ts';
import type { RoleDescription, SignerFacts } from '../repository-description.ts';
import { roleId, segment } from './address.ts';
import { renderExpiry, renderSigningStart } from './moment.ts';

const NAME_LIMIT = 200;
const SIGNERS_SHOWN = 50;

/** `files` is what the page shows of the role's target files. */
export function renderRoleSection(role: RoleDescription, files: Html): Html {
  return html`<section class="role" id="${roleId(role.name)}">
<h3>${shortened(role.name, NAME_LIMIT)} <span class="version">version ${role.version}</span></h3>
<div class="columns">
<dl>
<div><dt>Expires</dt><dd>${renderExpiry(role, 'moment')}</dd></div>
<div><dt>Signing starts</dt><dd>${renderSigningStart(role, 'moment')}</dd></div>
${renderPeriods(role)}<div><dt>Metadata</dt><dd><a href="${segment(role.file)}">${shortened(role.file, NAME_LIMIT)}</a></dd></div>
</dl>
<div>
${renderThreshold(role)}
<ul class="signers">
${role.signers.slice(0, SIGNERS_SHOWN).map(renderSigner)}${renderMoreSigners(role)}</ul>
</div>
</div>
${files}
</section>
`;
}

function renderPeriods({ expiryPeriodDays, signingPeriodDays }: RoleDescription): Html {
  if (expiryPeriodDays === null) return html``;
  const signing = signingPeriodDays === null ? '' : `, the last ${thousands(signingPeriodDays)} for signing`;
  return html`<div><dt>Expiry period</dt><dd>${plural(expiryPeriodDays, 'day')}${signing}</dd></div>
`;
}

function renderThreshold({ signatures, threshold, signers }: RoleDescription): Html {
  return html`<p class="threshold">${plural(signatures, 'signature')} of ${plural(signers.length, 'key')}, ${thousands(threshold)} needed</p>`;
}

function renderSigner({ name, keyid, kind, keytype, signed }: SignerFacts): Html {
  return html`<li class="${kind} ${signed ? 'signed' : 'unsigned'}"><span class="who">${shortened(name, NAME_LIMIT)}</span> <span class="state">${signed ? 'signed' : 'not signed'}</span> <span class="key">${kind === 'online' ? 'online key, ' : ''}${shortened(keytype, NAME_LIMIT)} <code>${shortened(keyid, NAME_LIMIT)}</code></span></li>
`;
}

function renderMoreSigners({ signers }: RoleDescription): Html {
  const left = signers.length - SIGNERS_SHOWN;
  return left > 0 ? html`<li class="note">and ${thousands(left)} more in the metadata file</li>\n` : html``;
}
