/** A step of a workflow as an action sees it: inputs, the run, the runner, GitHub, and the repository. */
import type { CheckedOut, RemoteHeads } from '../adapters/git/check-out.ts';
import type { GitOptions } from '../adapters/git/run-git.ts';
import type { Clock } from '../cli/clock.ts';
import { clockOf, type Environment } from '../cli/environment.ts';
import { sigstoreOnDemand } from '../cli/sigstore.ts';
import { TufError } from '../errors.ts';
import type { Surroundings } from '../operations/read-event.ts';
import type { GitHub } from '../ports/github.ts';
import type { RefUpdate, Repository } from '../ports/repository.ts';
import type { Runner } from '../ports/runner.ts';
import { terminal } from '../text/terminal.ts';
import type { ActionSpec } from './action.ts';
import { eventText, readWorkflowRun, type WorkflowRun } from './workflow-run.ts';

export interface Tokens {
  readonly token: string;
  /** The workflow's own. */
  readonly workflow: string;
  /** Pushes made with a custom token start workflows; those of the workflow's own do not (SPEC A9). */
  readonly isCustom: boolean;
}

/** A commit in a folder, and what judges it. */
export interface Opened extends Surroundings, CheckedOut {
  /** Name of the default branch. */
  readonly defaultBranch: string;
}

export interface Bring {
  /** A branch, tag or commit. */
  readonly ref: string;
  /** More to fetch, beside the default branch. */
  readonly updates?: readonly RefUpdate[];
}

export class Step {
  readonly run: WorkflowRun;
  readonly environment: Environment;
  readonly runner: Runner;
  readonly clock: Clock;
  readonly #spec: ActionSpec;
  #github: Promise<GitHub> | undefined;
  #heads: Promise<RemoteHeads> | undefined;
  #isAnonymous = false;

  constructor(spec: ActionSpec, environment: Environment, runner: Runner) {
    this.#spec = spec;
    this.environment = environment;
    this.runner = runner;
    this.run = readWorkflowRun(environment);
    this.clock = clockOf(environment);
  }

  /** An input, without blanks around it; its default when it is empty. */
  input(name: keyof ActionSpec['inputs']): string {
    return this.#given(name) || this.#defaultOf(name);
  }

  /** True only when it is exactly `true` (SPEC A9). */
  flag(name: keyof ActionSpec['inputs']): boolean {
    return (this.#given(name) ?? this.#defaultOf(name)) === 'true';
  }

  #given(name: string): string | undefined {
    return this.environment.variables[`INPUT_${name.toUpperCase()}`]?.trim();
  }

  /** What the runner has not filled in. */
  #defaultOf(name: string): string {
    const value = this.#spec.inputs[name]?.default ?? '';
    return value.startsWith('${{') ? '' : value;
  }

  get tokens(): Tokens {
    const workflow = this.input('workflow_token');
    const token = this.input('token') || workflow;
    return { token, workflow, isCustom: workflow !== '' && token !== workflow };
  }

  /** Loaded when it is asked for. */
  github(): Promise<GitHub> {
    this.#github ??= import('../adapters/github/repository.ts').then(({ githubRepository }) =>
      githubRepository(this.run.repository, {
        token: this.tokens.token,
        workflowToken: this.tokens.workflow,
        second: secondOf(this.environment),
        log: (line) => this.runner.say(line),
      }),
    );
    return this.#github;
  }

  /** Branches of the repository, asked for once. */
  remoteHeads(): Promise<RemoteHeads> {
    this.#heads ??= this.#gitOptions().then(async (options) => {
      const { readRemote } = await import('../adapters/git/check-out.ts');
      return readRemote(this.#remoteUrl, this.run.temporary, options);
    });
    return this.#heads;
  }

  /** SPEC A1, before there is a clone. A branch that has been renamed since the event is not insisted on. */
  async defaultBranch(): Promise<string> {
    const { defaultBranch, branches } = await this.remoteHeads();
    const wanted = this.environment.variables['TUF_ON_CI_DEFAULT_BRANCH'];
    if (wanted) return wanted;
    const ofEvent = eventText(this.run, 'repository', 'default_branch');
    return branches.has(`refs/heads/${ofEvent}`) ? ofEvent : (defaultBranch ?? (ofEvent || 'main'));
  }

  /** Brings a commit with its history, works on it, and closes the repository whatever happens. */
  async inCheckout<T>({ ref, updates = [] }: Bring, work: (opened: Opened) => Promise<T>): Promise<T> {
    const defaultBranch = await this.defaultBranch();
    const heads = await this.remoteHeads();
    if (!heads.branches.has(`refs/heads/${defaultBranch}`)) {
      throw new TufError('git', `The repository has no branch '${defaultBranch}'`, {
        hint: 'Push it first, or name the default branch in the variable TUF_ON_CI_DEFAULT_BRANCH',
      });
    }
    const { checkOut, updatesFor } = await import('../adapters/git/check-out.ts');
    const wanted = updatesFor(ref, heads);
    const main = updatesFor(defaultBranch, heads);
    const options = await this.#gitOptions();
    const all = [
      ...new Map([...main.updates, ...wanted.updates, ...updates].map((update) => [update.source, update])).values(),
    ];
    const branch = wanted.revision.replace(/^refs\/remotes\/origin\//, 'refs/heads/');
    const place = await checkOut(
      {
        url: this.#remoteUrl,
        updates: all,
        revision: wanted.revision,
        branch: branch.startsWith('refs/heads/') ? branch : undefined,
        depth: 'all',
        workspace: this.run.workspace,
        temporary: this.run.temporary,
      },
      options,
    );
    const { openRepository } = await import('../adapters/git/open-repository.ts');
    const repository = await openRepository(place.folder, options);
    try {
      return await work({ ...(await this.#surroundings(repository, branch, defaultBranch)), ...place, defaultBranch });
    } finally {
      await repository.close();
    }
  }

  /** The files of a branch, without history, in a folder of the workspace that is empty; and where they are. */
  async bringFiles(branch: string, folder: string): Promise<string> {
    const { checkOut, updatesFor } = await import('../adapters/git/check-out.ts');
    const heads = await this.#readableHeads();
    if (!heads.branches.has(`refs/heads/${branch}`)) {
      throw new TufError('git', `The repository has no branch '${branch}' to compare with`, {
        hint: 'The workflow online-sign.yml makes it; set "compare_source: false" for a site that comes from elsewhere',
      });
    }
    const { updates, revision } = updatesFor(branch, heads);
    const place = {
      url: this.#remoteUrl,
      updates,
      revision,
      depth: 1,
      workspace: folder,
      temporary: this.run.temporary,
    };
    return (await checkOut(place, await this.#gitOptions())).folder;
  }

  /** A public repository is everybody's to read, also for a token without `contents: read`. */
  async #readableHeads(): Promise<RemoteHeads> {
    try {
      return await this.remoteHeads();
    } catch (error) {
      if (!(error instanceof TufError) || error.code !== 'no-remote') throw error;
      this.#isAnonymous = true;
      this.#heads = undefined;
      return this.remoteHeads();
    }
  }

  async #surroundings(repository: Repository, branch: string, defaultBranch: string): Promise<Surroundings> {
    const { createSignatureVerifier } = await import('../tuf/verify.ts');
    const sigstore = sigstoreOnDemand(this.environment);
    const known = branch.startsWith('refs/heads/') ? branch : undefined;
    return {
      // An earlier step may have checked the commit out without its branch.
      repository: { ...repository, currentBranch: async () => (await repository.currentBranch()) ?? known },
      now: this.clock.now,
      verifier: createSignatureVerifier({ sigstore: sigstore.check }),
      prepareSigstore: sigstore.prepare,
      noVerifyKeyid: Boolean(this.environment.variables['TUF_ON_CI_NO_VERIFY_KID']),
      defaultBranchNames: [defaultBranch],
    };
  }

  get #remoteUrl(): string {
    return `${this.run.serverUrl}/${this.run.repository}`;
  }

  async #gitOptions(): Promise<GitOptions> {
    const { tokenCredentials } = await import('../adapters/git/token.ts');
    const { variables } = this.environment;
    const second = secondOf(this.environment);
    return {
      env: variables,
      credentials: tokenCredentials(this.run.serverUrl, this.#isAnonymous ? '' : this.tokens.token, variables),
      pauses: [second, 4 * second, 9 * second],
      ...(variables['RUNNER_DEBUG'] === '1' && { log: (call) => this.runner.say(terminal`${call}`.text) }),
    };
  }
}

/** Milliseconds that waiting for GitHub is counted in; tests have no time. */
function secondOf({ variables }: Environment): number {
  const text = variables['TUF_ON_CI_SECOND'];
  return text && /^\d{1,4}$/.test(text) ? Number(text) : 1000;
}
