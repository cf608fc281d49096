/** Evaluates expressions with GitHub's own library. */
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { TokenType } from '@actions/expressions/lexer';
import { Expression, type Mapping, type Tree } from './tree.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** How the steps or needed jobs before this one ended: what `success()`, `failure()` and `cancelled()` answer. */
export type Standing = 'success' | 'failure' | 'cancelled' | 'skipped';

export interface Scope {
  /** By name: github, env, inputs, secrets, vars, needs, steps, matrix, job, runner, strategy. */
  readonly contexts: Readonly<Record<string, JsonObject>>;
  readonly standing: Standing;
}

const contextNames = [
  'github',
  'env',
  'inputs',
  'secrets',
  'vars',
  'needs',
  'steps',
  'matrix',
  'job',
  'jobs',
  'runner',
  'strategy',
];

/** @throws Error naming the expression, when GitHub's library cannot read or evaluate it */
export function evaluate(text: string, { contexts, standing }: Scope): Json {
  const asks = (name: string, answer: boolean) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer),
  });
  const functions = [
    asks('always', true),
    asks('success', standing === 'success'),
    asks('failure', standing === 'failure'),
    asks('cancelled', standing === 'cancelled'),
  ];
  try {
    const parsed = new Parser(tokensOf(text), contextNames, functions).parse();
    const all = JSON.parse(
      JSON.stringify(Object.fromEntries(contextNames.map((name) => [name, contexts[name] ?? {}]))),
      data.reviver,
    ) as data.Dictionary;
    const result = new Evaluator(parsed, all, new Map(functions.map((f) => [f.name, f]))).evaluate();
    return JSON.parse(JSON.stringify(result, data.replacer)) as Json;
  } catch (error) {
    throw new Error(`The expression "${text}" cannot be evaluated: ${(error as Error).message}`, { cause: error });
  }
}

/** The library undoubles the first `''` of a text alone. */
function tokensOf(text: string) {
  const { tokens } = new Lexer(text).lex();
  return tokens.map((token) =>
    token.type === TokenType.STRING ? { ...token, value: String(token.value).replaceAll("''", "'") } : token,
  );
}

/** An `if:`. Without a status function in it, `success()` is asked first. */
export function holds(condition: Tree | undefined, scope: Scope): boolean {
  if (condition === undefined || condition === null || condition === '') return scope.standing === 'success';
  const text = condition instanceof Expression ? condition.text : String(condition);
  const asksStatus = /\b(always|success|failure|cancelled)\s*\(/i.test(text);
  return isTrue(evaluate(asksStatus ? text : `success() && (${text})`, scope));
}

/** The truth of a value: false, 0, the empty string and null are false. */
export function isTrue(value: Json): boolean {
  return !(value === false || value === 0 || value === '' || value === null || Number.isNaN(value));
}

/** A tree with every expression replaced by its value. */
export function evaluateTree(tree: Tree, scope: Scope): Json {
  if (tree instanceof Expression) return evaluate(tree.text, scope);
  if (Array.isArray(tree)) return tree.map((item: Tree) => evaluateTree(item, scope));
  if (typeof tree !== 'object' || tree === null) return tree as Json;
  return Object.fromEntries(Object.entries(tree as Mapping).map(([name, item]) => [name, evaluateTree(item, scope)]));
}

/** A mapping whose values become strings, as in `env`, `with` and `outputs`. */
export function evaluateStrings(mapping: Mapping, scope: Scope): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mapping).map(([name, value]) => [name, asString(evaluateTree(value, scope))]),
  );
}

export function asString(value: Json): string {
  return value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
