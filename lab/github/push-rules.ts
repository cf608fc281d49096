/** What GitHub refuses in a push, as a hook of git: it alone sees the objects before anybody else does. */
import type { Environment, Repository } from './facts.ts';
import { grants, type Token } from './tokens.ts';

/** git calls it for every ref, with the name and the oids before and after; what it needs to know comes by the environment. */
export const updateHook = `#!/bin/sh
ref=$1 old=$2 new=$3 zeros=0000000000000000000000000000000000000000
refuse() { echo "error: $1" >&2; exit 1; }
named() { printf '%s\\n' "$1" | grep -qxF -- "$2"; }
[ -z "$LAB_REFUSE" ] || refuse "$LAB_REFUSE"
if named "$LAB_PROTECTED" "$ref"; then
  [ "$new" != $zeros ] || refuse "GH006: Protected branch update failed for $ref. Cannot delete this branch"
  [ "$old" = $zeros ] || git merge-base --is-ancestor "$old" "$new" ||
    refuse "GH006: Protected branch update failed for $ref. Cannot force-push to this branch"
  ! named "$LAB_PULL_ONLY" "$ref" ||
    refuse "GH006: Protected branch update failed for $ref. Changes must be made through a pull request."
  ! named "$LAB_CHECKED" "$ref" || named "$LAB_PASSED" "$ref $new" ||
    refuse "GH006: Protected branch update failed for $ref. Required status checks are expected."
fi
if [ -n "$LAB_NO_WORKFLOWS" ] && [ "$new" != $zeros ]; then
  known=$old
  [ "$old" != $zeros ] || known=$(git merge-base HEAD "$new" 2>/dev/null) || known=$(git hash-object -t tree /dev/null)
  file=$(git diff-tree -r --name-only "$known" "$new" -- .github/workflows | head -n 1)
  [ -z "$file" ] ||
    refuse "refusing to allow $LAB_NO_WORKFLOWS to create or update workflow \\\`$file\\\` without \\\`workflows\\\` permission"
fi
`;

/** The environment of the hook for a push with this token. */
export function pushEnvironment(
  repository: Repository,
  token: Token,
  refusal?: string,
): Readonly<Record<string, string>> {
  const rules = repository.protections.filter(({ bypass }) => !bypass.includes(token.actor));
  const refs = (kept: typeof rules) => kept.map(({ branch }) => `refs/heads/${branch}`).join('\n');
  const checked = rules.filter(({ requiredChecks }) => requiredChecks.length > 0);
  const commits = new Set([...repository.statuses, ...repository.checkRuns].map(({ sha }) => sha));
  const passed = checked.flatMap(({ branch, requiredChecks }) =>
    [...commits]
      .filter((sha) => missingChecks(repository, sha, requiredChecks).length === 0)
      .map((sha) => `refs/heads/${branch} ${sha}`),
  );
  const kind = token.kind === 'workflow' ? 'a GitHub App' : 'a Personal Access Token';
  return {
    LAB_PROTECTED: refs(rules),
    LAB_PULL_ONLY: refs(rules.filter(({ requirePullRequest }) => requirePullRequest)),
    LAB_CHECKED: refs(checked),
    LAB_PASSED: passed.join('\n'),
    LAB_NO_WORKFLOWS: token.kind !== 'workflow' && grants(token, 'workflows', 'write') ? '' : kind,
    LAB_REFUSE: refusal ?? '',
  };
}

/** Which of the required checks a commit has not passed: the newest status or check run of a name counts. */
export function missingChecks(repository: Repository, sha: string, required: readonly string[]): string[] {
  return required.filter((name) => {
    const status = repository.statuses.findLast((one) => one.sha === sha && one.context === name);
    const check = repository.checkRuns.findLast((one) => one.sha === sha && one.name === name);
    const bad = check !== undefined && !['success', 'neutral', 'skipped'].includes(check.conclusion ?? '');
    return bad || (status === undefined ? check === undefined : status.state !== 'success');
  });
}

/** Whether the environment takes deployments from a ref. */
export function deploysFrom(environment: Environment | undefined, ref: string): boolean {
  return environment?.branches?.some((branch) => ref === `refs/heads/${branch}`) ?? true;
}
