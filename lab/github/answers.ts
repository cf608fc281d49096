/** What the lab answers, and GitHub's ways to refuse. */

export interface Answer {
  readonly status: number;
  /** JSON; nothing for 204 and the like. */
  readonly body?: unknown;
  /** Instead of JSON. */
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const noContent: Answer = { status: 204 };

/** @param status 401, 403, 404, 405, 409 or 422 without a list of errors */
export function refuse(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Refusal {
  const body = { message, documentation_url: 'https://docs.github.com/rest', status: String(status) };
  return new Refusal({ status, body, headers });
}

export const notFound = () => refuse(404, 'Not Found');
export const badCredentials = () => refuse(401, 'Bad credentials');

/** 422, with what is wrong: a field that is invalid or missing, or a sentence of its own. */
export function invalid(resource: string, error: { field: string; code: string } | { message: string }): Refusal {
  const errors = [{ resource, ...('message' in error ? { code: 'custom', ...error } : error) }];
  return new Refusal({
    status: 422,
    body: {
      message: 'Validation Failed',
      errors,
      documentation_url: 'https://docs.github.com/rest',
      status: '422',
    },
  });
}

/** One page of a list, with the Link header that leads to the others. */
export function page<T>(
  items: readonly T[],
  query: Readonly<Record<string, unknown>>,
  url: URL,
): { items: readonly T[]; headers: Record<string, string> } {
  const size = Math.min(Math.max(Number(query['per_page'] ?? 30), 1), 100);
  const current = Math.max(Number(query['page'] ?? 1), 1);
  const last = Math.max(Math.ceil(items.length / size), 1);
  const link = (to: number, relation: string) => {
    const address = new URL(url);
    address.searchParams.set('page', String(to));
    return `<${address}>; rel="${relation}"`;
  };
  const links = [
    ...(current > 1 ? [link(current - 1, 'prev')] : []),
    ...(current < last ? [link(current + 1, 'next'), link(last, 'last')] : []),
    ...(current > 1 ? [link(1, 'first')] : []),
  ];
  return {
    items: items.slice((current - 1) * size, current * size),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}
