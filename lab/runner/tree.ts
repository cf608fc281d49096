/** A workflow file as plain data: what `@actions/workflow-parser` has validated, with its expressions left to be evaluated. */

/** The inside of `${{ … }}`; text with several of them comes as one call of `format()`. */
export class Expression {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Tree = null | boolean | number | string | Expression | readonly Tree[] | Mapping;
export interface Mapping {
  readonly [name: string]: Tree;
}

/** What the parser's tokens are as JSON. */
type Token =
  | null
  | boolean
  | number
  | string
  | { type: 1; seq?: Token[] }
  | { type: 2; map?: Pair[] }
  | ExpressionToken;
interface Pair {
  readonly Key: Token;
  readonly Value: Token;
}
interface ExpressionToken {
  readonly type: 3;
  readonly expr: string;
}

/** @param token a token of the parser */
export function treeOf(token: unknown): Tree {
  return plain(JSON.parse(JSON.stringify(token ?? null)) as Token);
}

function plain(token: Token): Tree {
  if (token === null || typeof token !== 'object') return token;
  if (token.type === 1) return (token.seq ?? []).map(plain);
  if (token.type === 3) return new Expression(token.expr);
  return Object.fromEntries((token.map ?? []).map(({ Key, Value }) => [String(Key), plain(Value)]));
}

export function isMapping(tree: Tree | undefined): tree is Mapping {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree) && !(tree instanceof Expression);
}

/** A mapping, empty where nothing stands. */
export function mappingOf(tree: Tree | undefined): Mapping {
  return isMapping(tree) ? tree : {};
}

/** One or several strings, as `needs` and `branches` allow. */
export function stringsOf(tree: Tree | undefined): string[] {
  if (tree === undefined || tree === null) return [];
  return (Array.isArray(tree) ? tree : [tree]).map(String);
}
