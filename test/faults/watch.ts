/** What must be true at every moment, whatever goes wrong. */
import type { Issue, Repository } from '../../lab/github/facts.ts';
import { secondOpinion } from '../../src/adapters/client/second-opinion.ts';
import { isStatusComment } from '../../src/render/event-comment.ts';
import type { Deployment } from '../e2e/deployment.ts';

/** The list grows by what is seen while workflows run. */
export function watch(deployment: Deployment): readonly string[] {
  const { github, repository, clock } = deployment;
  const seen = new Set<string>();
  const broken: string[] = [];
  const note = (what: string) => {
    if (!seen.has(what)) broken.push(what);
    seen.add(what);
  };
  github.onEvent(({ name, ref, payload }) => {
    if (name === 'push' && (payload['forced'] || payload['deleted'])) note(`${ref} has lost commits`);
  });
  const after = (operation: string, look: () => Promise<void> | void) =>
    github.inject({ operation, when: 'after', times: Number.POSITIVE_INFINITY, act: look });
  const lookAtPulls = () => doubles(repository).forEach(note);
  after('POST /repos/{owner}/{repo}/pulls', lookAtPulls);
  after('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', lookAtPulls);
  after('POST /repos/{owner}/{repo}/issues', lookAtPulls);
  after('POST /repos/{owner}/{repo}/pages/deployments', async () => {
    for (const problem of await problemsOfSite(repository, clock.seconds)) note(problem);
  });
  return broken;
}

/** One open pull request per event, one status comment, nobody called twice for the same, one open issue per workflow. */
function doubles({ issues }: Repository): readonly string[] {
  const open = issues.filter(({ state }) => state === 'open');
  const keys = open.map(({ title, pull }) =>
    pull ? `pull request of ${pull.headRepository.owner}:${pull.headBranch}` : `issue "${title}"`,
  );
  const twice = keys.filter((key, i) => keys.indexOf(key) !== i).map((key) => `There are two: ${key}`);
  return [...twice, ...issues.flatMap(doubleComments)];
}

function doubleComments({ number, comments }: Issue): readonly string[] {
  const bodies = comments.map(({ body }) => body);
  const calls = bodies.filter((body) => body.startsWith('<!-- tuf-on-ci:call'));
  return [
    ...(bodies.filter(isStatusComment).length > 1 ? [`#${number} has two status comments`] : []),
    ...(new Set(calls).size < calls.length ? [`#${number} calls the same people twice`] : []),
  ];
}

/** The newest site, in the eyes of an independent client. */
async function problemsOfSite({ deployments }: Repository, now: number): Promise<readonly string[]> {
  const site = deployments.findLast(({ status }) => status === 'succeed');
  if (site === undefined) return [];
  const metadata = [...site.files].filter(([name]) => name.startsWith('metadata/'));
  const files = new Map(metadata.map(([name, bytes]) => [name.slice('metadata/'.length), bytes]));
  const { disagreements } = await secondOpinion({ files, now, trustedRootVersion: 1 });
  return disagreements.map(({ role, message }) => `Published and unsound, ${role}: ${message}`);
}
