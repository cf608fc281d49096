/** docs/rules.md: every rule of the verifier, family by family, with its severity at each door. */
import { listInWords, plural } from '../../src/text/quantities.ts';
import { severityAt } from '../../src/verifier/doors.ts';
import { findingsPerRule } from '../../src/verifier/judge.ts';
import type { Door, Rule } from '../../src/verifier/rule.ts';
import type { SubjectKind } from '../../src/verifier/subjects.ts';
import { code, prose, table } from './prose.ts';
import { exampleRemedy } from './remedy.ts';

/** The doors, and who judges there. */
const doors: Readonly<Record<Door, string>> = {
  event: 'a signing event: `status`, `online-sign-targets`, and `verify` on what the default branch does not have',
  sign: "the signer's tool, before it asks for a PIN (planned: nobody judges here yet)",
  'create-events': '`create-signing-events`, on the default branch',
  'online-sign': '`online-sign`, before it signs',
  publish: '`online-sign` on what it has made, `build-repository`, and `verify` on a commit of the default branch',
  audit: '`audit`, at every step of the default branch',
};

/** Every family of rules: its title, and what it is about. */
const families: Readonly<Record<string, readonly [title: string, about: string]>> = {
  form: ['Form', 'Every file is what its name says, and can be read without guessing.'],
  versions: ['Versions and expiry', 'Clients refuse what goes back, and people notice too late what runs out.'],
  keys: ['Keys', "A key is what its keyid says, can be used, is strong, and is one person's or one machine's."],
  roles: ['Roles', 'Who may sign what, and whether they can.'],
  delegations: ['Delegations', 'The tree of roles is what its files say, and no deeper than it looks.'],
  'target-files': ['Target files', "What the lists say is what the files are, and each file is one role's."],
  signatures: ['Signatures', "Every signature is somebody's who may sign, over what stands there now."],
  'root-history': ['Root history', 'A client of any age finds its way to the newest root.'],
  'online-roles': ['Online roles', 'Snapshot and timestamp say what is there, and never less than they said before.'],
  'event-state': ['Event state', 'Who is invited to what.'],
  around: ['Around the event', 'What an event brings along besides metadata and target files.'],
  clients: ['Clients', 'What some real client would refuse or miss; `verify --clients` prints the whole table.'],
  audit: ['Audit', 'What only a look at the history shows.'],
};

/** Findings that operations make themselves, because no rule can. */
export const otherFindings: readonly (readonly [id: string, severity: string, about: string])[] = [
  ['target-files/list-pending', 'error', '`update-targets` would still change a list: the event is not complete.'],
  [
    'clients/second-opinion',
    'error',
    'tuf-js disagrees about what is to be published. In `verify`; other commands stop.',
  ],
  ['clients/not-judged-by-tuf-js', 'warning', 'tuf-js cannot judge this role: there is no second opinion of it.'],
  [
    'clients/refused-by-tuf-js',
    'warning',
    'tuf-js refuses what `online-roles/meta-facts` has found too, and lets pass.',
  ],
];

const subjects: Readonly<Record<SubjectKind, string>> = {
  file: 'file',
  role: 'role',
  key: 'key',
  delegation: 'delegation',
  target: 'target file entry',
  signature: 'signature entry',
  'root-version': 'root version',
  invite: 'invite',
  repository: 'the whole',
  'removed-file': 'removed file',
  'removed-role': 'removed role',
  'removed-root-version': 'removed root version',
};

export function renderRuleReference(rules: readonly Rule[]): string {
  const byFamily = grouped(rules, ({ id }) => id.split('/')[0]!);
  const sections = [...byFamily].map(([family, members]) => renderFamily(family, members));
  return [renderIntro(rules.length), ...sections, renderOthers()].join('\n');
}

function renderIntro(count: number): string {
  const doorTable = table(
    ['Door', 'Who judges there'],
    Object.entries(doors).map(([door, who]) => [code(door), who]),
  );
  return `# Rules

What the verifier looks at: ${plural(count, 'rule')}. A finding says which rule, what is wrong, where, and what to do. An *error* makes its
role incomplete in a signing event and stops signing and publishing; one without a role stops the whole. A *warning* is
shown and stops nothing. A *note* is for those who read on. Of each rule the first ${findingsPerRule} findings are listed and the others
counted. Who the rules stand against is told in the [security model](security-model.md).

How severe a rule is depends on the door where it is asked ([doors.ts](../src/verifier/doors.ts)):

${doorTable}

The column *Severity* says what holds at every door, and then where it is otherwise (*off*: not asked there). A few rules
look at the door themselves; their source says so.

* *step*: compares with known good, and is silent where nothing is. The other rules judge a state by itself.
* *historic*: hygiene. What known good has too, in the same way and at the same place, is a warning. So is everything that
  the rule finds behind the merge while nothing is known good.

*Known good* of a signing event is its merge base with the default branch. Elsewhere it is the newest earlier commit whose
timestamp and snapshot are validly signed and list exactly the roles of that commit; in \`audit\`, the step before.

In the texts *SPEC* is this project's contract and *CLIENTS.md* its measurements of real clients (both are kept beside this
repository, not in it), and *TUF* the [TUF specification](https://theupdateframework.github.io/specification/latest/). *To do*
is an example: a finding names the files, roles and people itself. \`EVENT\` stands for the branch of the signing event.
`;
}

function renderFamily(family: string, rules: readonly Rule[]): string {
  const [title, about] = families[family] ?? [];
  if (title === undefined) throw new Error(`scripts/docs/rules.ts does not say what the family "${family}" is about`);
  const rows = rules.map((rule) => [code(rule.id), looksAt(rule), severityOf(rule), purposeOf(rule)]);
  return `## ${title}\n\n${about}\n\n${table(['Rule', 'Looks at', 'Severity', 'Why, and what to do'], rows)}\n`;
}

function looksAt(rule: Rule): string {
  return 'step' in rule ? `${subjects[rule.on]}, *step*` : subjects[rule.on];
}

/** The severity of a rule, then the doors where it is another, then its marks. */
function severityOf(rule: Rule): string {
  const own = rule.severity ?? 'error';
  const bySeverity = grouped(Object.keys(doors) as Door[], (door) => severityAt(rule, door));
  bySeverity.delete(own);
  const elsewhere = [...bySeverity].map(([severity, at]) => `${severity} at ${listInWords(at)}`);
  const marks = (['historic'] as const).filter((mark) => mark in rule).map((mark) => `*${mark}*`);
  return [own, ...elsewhere, ...marks].join('; ');
}

function purposeOf(rule: Rule): string {
  const remedy = exampleRemedy(rule);
  const why = prose(rule.why);
  return remedy === undefined ? why : `${why}<br>*To do:* ${prose(remedy)}.`;
}

function renderOthers(): string {
  const rows = otherFindings.map(([id, severity, about]) => [code(id), severity, about]);
  return `## Findings without a rule\n\nOperations make these themselves:\n\n${table(['Id', 'Severity', 'What it says'], rows)}\n`;
}

/** `Map.groupBy` of Node 21. */
function grouped<K, T>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
