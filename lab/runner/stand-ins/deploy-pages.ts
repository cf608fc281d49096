/** What actions/deploy-pages does: the artifact of this run becomes the site, on the word of an OIDC token. */
import { DefaultArtifactClient } from '@actions/artifact';
import { input, output, variable } from './inputs.ts';

const { artifact } = await new DefaultArtifactClient().getArtifact(input('artifact_name'));
const identity = await fetch(variable('ACTIONS_ID_TOKEN_REQUEST_URL'), {
  headers: { authorization: `Bearer ${variable('ACTIONS_ID_TOKEN_REQUEST_TOKEN')}` },
});
const { value } = (await identity.json()) as { value: string };
const api = `${variable('GITHUB_API_URL').replace(/\/$/, '')}/repos/${variable('GITHUB_REPOSITORY')}/pages/deployments`;
const headers = { authorization: `Bearer ${input('token')}`, 'content-type': 'application/json' };
const body = { artifact_id: artifact.id, pages_build_version: variable('GITHUB_SHA'), oidc_token: value };
const created = await fetch(api, { method: 'POST', headers, body: JSON.stringify(body) });
if (!created.ok) throw new Error(`No deployment: ${created.status} ${await created.text()}`);
const { page_url: page } = (await created.json()) as { page_url: string };
output('page_url', page);
console.log(`Deployed to ${page}`);
