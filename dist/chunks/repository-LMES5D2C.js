import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  getOctokit,
  require_light,
  retry
} from "./chunk-ZTZDYIVU.js";
import "./chunk-HPPT72UH.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import {
  __toESM
} from "./chunk-DX2EXFTF.js";

// src/adapters/github/client.ts
import { setTimeout as delay } from "node:timers/promises";

// node_modules/@octokit/plugin-throttling/dist-bundle/index.js
var import_light = __toESM(require_light(), 1);
var VERSION = "0.0.0-development";
var noop = () => Promise.resolve();
function wrapRequest(state, request, options) {
  return state.retryLimiter.schedule(doRequest, state, request, options);
}
async function doRequest(state, request, options) {
  const { pathname } = new URL(options.url, "http://github.test");
  const isAuth = isAuthRequest(options.method, pathname);
  const isWrite = !isAuth && options.method !== "GET" && options.method !== "HEAD";
  const isSearch = options.method === "GET" && pathname.startsWith("/search/");
  const isGraphQL = pathname.startsWith("/graphql");
  const retryCount = ~~request.retryCount;
  const jobOptions = retryCount > 0 ? { priority: 0, weight: 0 } : {};
  if (state.clustering) {
    jobOptions.expiration = 1e3 * 60;
  }
  if (isWrite || isGraphQL) {
    await state.write.key(state.id).schedule(jobOptions, noop);
  }
  if (isWrite && state.triggersNotification(pathname)) {
    await state.notifications.key(state.id).schedule(jobOptions, noop);
  }
  if (isSearch) {
    await state.search.key(state.id).schedule(jobOptions, noop);
  }
  const req = (isAuth ? state.auth : state.global).key(state.id).schedule(jobOptions, request, options);
  if (isGraphQL) {
    const res = await req;
    if (res.data.errors != null && res.data.errors.some((error) => error.type === "RATE_LIMITED")) {
      const error = Object.assign(new Error("GraphQL Rate Limit Exceeded"), {
        response: res,
        data: res.data
      });
      throw error;
    }
  }
  return req;
}
function isAuthRequest(method, pathname) {
  return method === "PATCH" && // https://docs.github.com/en/rest/apps/apps?apiVersion=2022-11-28#create-a-scoped-access-token
  /^\/applications\/[^/]+\/token\/scoped$/.test(pathname) || method === "POST" && // https://docs.github.com/en/rest/apps/oauth-applications?apiVersion=2022-11-28#reset-a-token
  (/^\/applications\/[^/]+\/token$/.test(pathname) || // https://docs.github.com/en/rest/apps/apps?apiVersion=2022-11-28#create-an-installation-access-token-for-an-app
  /^\/app\/installations\/[^/]+\/access_tokens$/.test(pathname) || // https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
  pathname === "/login/oauth/access_token");
}
var triggers_notification_paths_default = [
  "/orgs/{org}/invitations",
  "/orgs/{org}/invitations/{invitation_id}",
  "/orgs/{org}/teams/{team_slug}/discussions",
  "/orgs/{org}/teams/{team_slug}/discussions/{discussion_number}/comments",
  "/repos/{owner}/{repo}/collaborators/{username}",
  "/repos/{owner}/{repo}/commits/{commit_sha}/comments",
  "/repos/{owner}/{repo}/issues",
  "/repos/{owner}/{repo}/issues/{issue_number}/comments",
  "/repos/{owner}/{repo}/issues/{issue_number}/sub_issue",
  "/repos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority",
  "/repos/{owner}/{repo}/pulls",
  "/repos/{owner}/{repo}/pulls/{pull_number}/comments",
  "/repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies",
  "/repos/{owner}/{repo}/pulls/{pull_number}/merge",
  "/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
  "/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
  "/repos/{owner}/{repo}/releases",
  "/teams/{team_id}/discussions",
  "/teams/{team_id}/discussions/{discussion_number}/comments"
];
function routeMatcher(paths) {
  const regexes = paths.map(
    (path) => path.split("/").map((c) => c.startsWith("{") ? "(?:.+?)" : c).join("/")
  );
  const regex2 = `^(?:${regexes.map((r) => `(?:${r})`).join("|")})[^/]*$`;
  return new RegExp(regex2, "i");
}
var regex = routeMatcher(triggers_notification_paths_default);
var triggersNotification = regex.test.bind(regex);
var groups = {};
var createGroups = function(Bottleneck, common) {
  groups.global = new Bottleneck.Group({
    id: "octokit-global",
    maxConcurrent: 10,
    ...common
  });
  groups.auth = new Bottleneck.Group({
    id: "octokit-auth",
    maxConcurrent: 1,
    ...common
  });
  groups.search = new Bottleneck.Group({
    id: "octokit-search",
    maxConcurrent: 1,
    minTime: 2e3,
    ...common
  });
  groups.write = new Bottleneck.Group({
    id: "octokit-write",
    maxConcurrent: 1,
    minTime: 1e3,
    ...common
  });
  groups.notifications = new Bottleneck.Group({
    id: "octokit-notifications",
    maxConcurrent: 1,
    minTime: 3e3,
    ...common
  });
};
function throttling(octokit, octokitOptions) {
  const {
    enabled = true,
    Bottleneck = import_light.default,
    id = "no-id",
    timeout = 1e3 * 60 * 2,
    // Redis TTL: 2 minutes
    connection
  } = octokitOptions.throttle || {};
  if (!enabled) {
    return {};
  }
  const common = { timeout };
  if (typeof connection !== "undefined") {
    common.connection = connection;
  }
  const state = Object.assign(
    {
      clustering: connection != null,
      triggersNotification,
      fallbackSecondaryRateRetryAfter: 60,
      retryAfterBaseValue: 1e3,
      id
    },
    octokitOptions.throttle
  );
  if (typeof state.onSecondaryRateLimit !== "function" || typeof state.onRateLimit !== "function") {
    throw new Error(`octokit/plugin-throttling error:
        You must pass the onSecondaryRateLimit and onRateLimit error handlers.
        See https://octokit.github.io/rest.js/#throttling

        const octokit = new Octokit({
          throttle: {
            onSecondaryRateLimit: (retryAfter, options) => {/* ... */},
            onRateLimit: (retryAfter, options) => {/* ... */}
          }
        })
    `);
  }
  let initialized = false;
  const initializeBottleneck = () => {
    if (initialized) {
      return;
    }
    initialized = true;
    if (groups.global == null) {
      createGroups(Bottleneck, common);
    }
    state.global = state.global ?? groups.global;
    state.auth = state.auth ?? groups.auth;
    state.search = state.search ?? groups.search;
    state.write = state.write ?? groups.write;
    state.notifications = state.notifications ?? groups.notifications;
    state.retryLimiter = state.retryLimiter ?? new Bottleneck();
    const events = {};
    const emitter = new Bottleneck.Events(events);
    events.on("secondary-limit", state.onSecondaryRateLimit);
    events.on("rate-limit", state.onRateLimit);
    events.on(
      "error",
      (e) => octokit.log.warn("Error in throttling-plugin limit handler", e)
    );
    state.retryLimiter.on("failed", async function(error, info) {
      const [state2, request, options] = info.args;
      const { pathname } = new URL(options.url, "http://github.test");
      const shouldRetryGraphQL = pathname.startsWith("/graphql") && error.status !== 401;
      if (!(shouldRetryGraphQL || error.status === 403 || error.status === 429)) {
        return;
      }
      const retryCount = ~~request.retryCount;
      request.retryCount = retryCount;
      options.request.retryCount = retryCount;
      const { wantRetry, retryAfter = 0 } = await (async function() {
        if (/\bsecondary rate\b/i.test(error.message)) {
          const retryAfter2 = Number(error.response.headers["retry-after"]) || state2.fallbackSecondaryRateRetryAfter;
          const wantRetry2 = await emitter.trigger(
            "secondary-limit",
            retryAfter2,
            options,
            octokit,
            retryCount
          );
          return { wantRetry: wantRetry2, retryAfter: retryAfter2 };
        }
        if (error.response.headers != null && error.response.headers["x-ratelimit-remaining"] === "0" || (error.response.data?.errors ?? []).some(
          (error2) => error2.type === "RATE_LIMITED"
        )) {
          const rateLimitReset = new Date(
            ~~error.response.headers["x-ratelimit-reset"] * 1e3
          ).getTime();
          const retryAfter2 = Math.max(
            // Add one second so we retry _after_ the reset time
            // https://docs.github.com/en/rest/overview/resources-in-the-rest-api?apiVersion=2022-11-28#exceeding-the-rate-limit
            Math.ceil((rateLimitReset - Date.now()) / 1e3) + 1,
            0
          );
          const wantRetry2 = await emitter.trigger(
            "rate-limit",
            retryAfter2,
            options,
            octokit,
            retryCount
          );
          return { wantRetry: wantRetry2, retryAfter: retryAfter2 };
        }
        return {};
      })();
      if (wantRetry) {
        request.retryCount++;
        return retryAfter * state2.retryAfterBaseValue;
      }
    });
  };
  octokit.hook.wrap("request", (request, options) => {
    initializeBottleneck();
    return wrapRequest(state, request, options);
  });
  return {};
}
throttling.VERSION = VERSION;
throttling.triggersNotification = triggersNotification;

// src/adapters/github/client.ts
var timeLimit = 3e4;
var longestWait = 300;
var attempts = 3;
var Client = class {
  /** The given token first: what people see is its doing. */
  #asGiven;
  /** The workflow's own token first: it has what the workflow's `permissions:` say. */
  #asWorkflow;
  #second;
  constructor(options) {
    const { token, workflowToken, second } = options;
    const tokens = [.../* @__PURE__ */ new Set([token, workflowToken])].filter((one) => one !== "");
    if (tokens.length === 0) throw new TufError("usage", "There is no token", { hint: 'Give the input "token"' });
    this.#asGiven = tokens.map((one) => connect(one, options));
    this.#asWorkflow = [...this.#asGiven].reverse();
    this.#second = second;
  }
  /** Asks with the given token; where it may not, with the workflow's. Errors: `github`. */
  ask(what, request) {
    return firstAllowed(what, this.#asGiven, request);
  }
  /** The other way round. */
  askAsWorkflow(what, request) {
    return firstAllowed(what, this.#asWorkflow, request);
  }
  /**
   * Makes something that must not be made twice: before another try it looks whether GitHub made it and failed to say so.
   * `request` must be told not to try again by itself (`once`).
   */
  async make(what, request, find) {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.ask(what, request);
      } catch (error) {
        if (attempt > attempts || !isDoubtful(error)) throw error;
        await delay(attempt * attempt * this.#second);
        const made = await find();
        if (made !== void 0) return made;
      }
    }
  }
};
var once = { request: { retries: 0 } };
async function unlessRefused(work) {
  try {
    await work;
    return void 0;
  } catch (error) {
    if (error instanceof TufError && isRefusal(error.cause)) return { refused: error.message };
    throw error;
  }
}
function statusOf(error) {
  const cause = error instanceof TufError ? error.cause : error;
  return cause?.status;
}
function connect(token, { second, log }) {
  const waits = (kind) => (seconds, request, _, retried) => {
    const { method, url } = request;
    const goesOn = seconds <= longestWait && retried < attempts;
    log(`${kind} at ${method} ${url}: ${goesOn ? `trying again in ${seconds} s` : "giving up"}`);
    return goesOn;
  };
  return getOctokit(
    token,
    {
      userAgent: "tuf-on-ci",
      log: { debug: () => {
      }, info: () => {
      }, warn: log, error: () => {
      } },
      retry: { retryAfterBaseValue: second },
      throttle: {
        retryAfterBaseValue: second,
        onRateLimit: waits("Rate limit"),
        onSecondaryRateLimit: waits("Secondary rate limit"),
        // A run writes a handful of times: nothing to space out.
        write: unspaced,
        notifications: unspaced
      }
    },
    limited,
    retry,
    throttling
  );
}
function limited(octokit) {
  octokit.hook.wrap(
    "request",
    (request, options) => request({ ...options, request: { ...options.request, signal: AbortSignal.timeout(timeLimit) } })
  );
}
var unspaced = {
  key: () => ({ schedule: (_, work, ...args) => work(...args) })
};
async function firstAllowed(what, octokits, request) {
  for (const [i, octokit] of octokits.entries()) {
    try {
      return await request(octokit);
    } catch (error) {
      const isLast = i === octokits.length - 1;
      if (isLast || !isRefusal(error)) throw failure(what, error);
    }
  }
  throw new TufError("internal", "there is no token to ask GitHub with");
}
function isRefusal(error) {
  const { status, errors } = error;
  if (errors?.some(({ type }) => type === "FORBIDDEN" || type === "NOT_FOUND")) return true;
  return status === 404 || status === 403 && !isRateLimit(error);
}
function isRateLimit(error) {
  const { status, message, response } = error;
  const headers = response?.headers ?? {};
  const isSpent = "retry-after" in headers || headers["x-ratelimit-remaining"] === "0";
  return status === 429 || status === 403 && (isSpent || /rate limit/i.test(message ?? ""));
}
function isDoubtful(error) {
  const status = statusOf(error);
  return status !== void 0 && status >= 500;
}
var hints = {
  401: "See whether the secret TUF_ON_CI_TOKEN has expired",
  403: "See the permissions of the workflow and of the secret TUF_ON_CI_TOKEN; the README of the action lists what it needs",
  404: 'See whether it is there, and the permissions of the workflow and of the secret TUF_ON_CI_TOKEN: GitHub answers "not found" to a token that may not know',
  429: "GitHub limits how often one may ask: run the workflow again later"
};
var mayCreate = 'Allow it in the settings of the repository (Actions, General, "Allow GitHub Actions to create and approve pull requests"), or set the secret TUF_ON_CI_TOKEN';
function failure(what, cause) {
  const { status, message } = cause;
  const reason = (message ?? String(cause)).split("\n")[0].replace(/ - https:\/\/docs\S*$/, "");
  const kind = isRateLimit(cause) ? 429 : status ?? 0;
  const hint = (/not permitted to create/.test(reason) ? mayCreate : hints[kind]) ?? "Run the workflow again; when it stays so, see https://www.githubstatus.com";
  return new TufError("github", `${what}: GitHub answers ${status ? `${status}, ` : ""}"${reason}"`, { hint, cause });
}

// src/adapters/github/issues.ts
function issuesOf(client, here) {
  async function issues(label) {
    const list = await client.ask(
      "Listing issues",
      (octokit) => octokit.paginate(octokit.rest.issues.listForRepo, {
        ...here,
        state: "open",
        labels: label,
        sort: "created",
        direction: "asc",
        per_page: 100
      })
    );
    return list.filter(({ pull_request }) => !pull_request).map(({ number, title }) => ({ number, title }));
  }
  return {
    issues,
    openIssue: ({ title, body, label }) => client.make(
      "Opening an issue",
      async ({ rest }) => {
        const { data } = await rest.issues.create({ ...here, title, body, labels: [label], ...once });
        return { number: data.number, title: data.title };
      },
      async () => (await issues(label)).find((issue) => issue.title === title)
    ),
    async closeIssue(number) {
      await client.ask(
        "Closing an issue",
        ({ rest }) => rest.issues.update({ ...here, issue_number: number, state: "closed", state_reason: "completed" })
      );
    }
  };
}
function commentsOf(client, here) {
  async function comments(number) {
    const list = await client.ask(
      "Listing comments",
      (octokit) => octokit.paginate(octokit.rest.issues.listComments, { ...here, issue_number: number, per_page: 100 })
    );
    return list.map(({ id, body, user, author_association }) => ({
      id,
      body: body ?? "",
      isTrusted: user?.type === "Bot" || ["OWNER", "MEMBER", "COLLABORATOR"].includes(author_association)
    }));
  }
  return {
    comments,
    async addComment(number, body) {
      await client.make(
        "Writing a comment",
        async ({ rest }) => (await rest.issues.createComment({ ...here, issue_number: number, body, ...once })).data.id,
        async () => (await comments(number)).findLast((comment) => comment.isTrusted && comment.body === body)?.id
      );
    },
    async editComment(id, body) {
      await client.ask("Editing a comment", ({ rest }) => rest.issues.updateComment({ ...here, comment_id: id, body }));
    },
    async removeComment(id) {
      await client.ask("Removing a comment", async ({ rest }) => {
        try {
          await rest.issues.deleteComment({ ...here, comment_id: id });
        } catch (error) {
          if (statusOf(error) !== 404) throw error;
        }
      });
    }
  };
}

// src/adapters/github/pull-requests.ts
function pullRequestsOf(client, here) {
  const pullRequests = ({ head, base }) => listOpen(client, here, head, base);
  return {
    pullRequests,
    async isSettled(head, commit) {
      const { data } = await client.ask(
        "Looking for pull requests that are closed",
        ({ rest }) => rest.pulls.list({
          ...here,
          state: "closed",
          head: `${here.owner}:${head}`,
          sort: "updated",
          direction: "desc",
          per_page: 100
        })
      );
      return data.map(pullRequest).some((one) => one.head.commit === commit);
    },
    async openPullRequest({ title, body, head, base }) {
      const find = async () => (await pullRequests({ head, base }))[0];
      const open = (draft) => client.make(
        "Opening the pull request",
        async ({ rest }) => pullRequest((await rest.pulls.create({ ...here, title, body, head, base, draft, ...once })).data),
        find
      );
      try {
        return await open(true);
      } catch (error) {
        if (statusOf(error) !== 422) throw error;
        const found = await find();
        return found ?? await open(false).catch(refusedAsInvalid);
      }
    },
    setDraft: ({ nodeId }, isDraft) => unlessRefused(
      client.ask(
        "Changing whether the pull request is a draft",
        (octokit) => octokit.graphql(isDraft ? convertToDraft : markReady, { pullRequest: nodeId })
      )
    ),
    addLabel: (number, label) => unlessRefused(
      client.ask(
        "Adding a label",
        ({ rest }) => rest.issues.addLabels({ ...here, issue_number: number, labels: [label] })
      )
    )
  };
}
async function listOpen(client, here, head, base) {
  const wanted = { ...head !== void 0 && { head: `${here.owner}:${head}` }, ...base !== void 0 && { base } };
  const list = await client.ask(
    "Listing pull requests",
    (octokit) => octokit.paginate(octokit.rest.pulls.list, {
      ...here,
      state: "open",
      sort: "created",
      direction: "asc",
      per_page: 100,
      ...wanted
    })
  );
  const found = list.map(pullRequest);
  const own = `${here.owner}/${here.repo}`.toLowerCase();
  return head === void 0 ? found : found.filter((one) => one.head.repository?.toLowerCase() === own);
}
var convertToDraft = `mutation ($pullRequest: ID!) {
  convertPullRequestToDraft(input: { pullRequestId: $pullRequest }) { pullRequest { isDraft } }
}`;
var markReady = `mutation ($pullRequest: ID!) {
  markPullRequestReadyForReview(input: { pullRequestId: $pullRequest }) { pullRequest { isDraft } }
}`;
function refusedAsInvalid(error) {
  if (error instanceof TufError && statusOf(error) === 422) return { refused: error.message };
  throw error;
}
function pullRequest({ number, node_id, html_url, draft, head, base, user }) {
  return {
    number,
    nodeId: node_id,
    url: html_url,
    isDraft: draft ?? false,
    head: { repository: head.repo?.full_name, branch: head.ref, commit: head.sha },
    base: base.ref,
    author: user?.login ?? "ghost"
  };
}

// src/adapters/github/workflows.ts
function workflowsOf(client, here) {
  return {
    setCommitStatus: (commit, { context, state, description, url }) => unlessRefused(
      client.askAsWorkflow(
        "Setting a commit status",
        ({ rest }) => rest.repos.createCommitStatus({
          ...here,
          sha: commit,
          context,
          state,
          description,
          ...url !== void 0 && { target_url: url }
        })
      )
    ),
    async dispatchWorkflow(file, ref, inputs = {}) {
      await client.askAsWorkflow(
        `Starting the workflow ${file}`,
        ({ rest }) => rest.actions.createWorkflowDispatch({ ...here, workflow_id: file, ref, inputs })
      );
    },
    async standing(file, branch, commit) {
      const { data } = await client.askAsWorkflow(
        `Looking for runs of ${file}`,
        ({ rest }) => rest.actions.listWorkflowRuns({ ...here, workflow_id: file, branch, head_sha: commit, per_page: 100 })
      );
      if (data.workflow_runs.some(({ status }) => status !== "completed")) return "good";
      const counting = data.workflow_runs.filter((run) => run.conclusion !== null && run.conclusion in ends);
      const newest = counting.sort((a, b) => b.id - a.id)[0];
      return newest ? ends[newest.conclusion] : "none";
    },
    readFile: (path, revision) => unlessHidden(async () => {
      const { data } = await client.askAsWorkflow(
        `Reading ${path}`,
        ({ rest }) => rest.repos.getContent({ ...here, path, ref: revision })
      );
      if (Array.isArray(data) || data.type !== "file" || !("content" in data)) return void 0;
      return Buffer.from(data.content, "base64").toString("utf8");
    }),
    pagesUrl: () => unlessHidden(async () => {
      const { data } = await client.askAsWorkflow(
        "Looking for GitHub Pages",
        ({ rest }) => rest.repos.getPages({ ...here })
      );
      return data.html_url ? data.html_url.replace(/\/?$/, "/") : void 0;
    })
  };
}
var ends = { success: "good", failure: "failed", timed_out: "failed" };
async function unlessHidden(work) {
  try {
    return await work();
  } catch (error) {
    if ([403, 404].includes(statusOf(error) ?? 0)) return void 0;
    throw error;
  }
}

// src/adapters/github/repository.ts
function githubRepository(repository, options) {
  const client = new Client(options);
  const [owner = "", repo = ""] = repository.split("/");
  const here = { owner, repo };
  return {
    repository,
    ...pullRequestsOf(client, here),
    ...commentsOf(client, here),
    ...issuesOf(client, here),
    ...workflowsOf(client, here)
  };
}
export {
  githubRepository
};
