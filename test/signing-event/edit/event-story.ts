/** Stories of editing: a signing event in memory, edited, signed by its people, and judged as the verifier judges it. */
import { treeWith } from '../../../src/ports/memory-tree.ts';
import {
  changesOf,
  type EditContext,
  type EventContent,
  eventContent,
} from '../../../src/signing-event/edit/event-content.ts';
import { planSignatures, withSignature } from '../../../src/signing-event/signature-plan.ts';
import { eventStatus } from '../../../src/signing-event/status.ts';
import type { Json } from '../../../src/tuf/json.ts';
import { createSignatureVerifier } from '../../../src/tuf/verify.ts';
import { Documents } from '../../../src/verifier/document.ts';
import { judge } from '../../../src/verifier/judge.ts';
import type { Context } from '../../../src/verifier/rule.ts';
import { delegationOf, type RepositoryState, readState } from '../../../src/verifier/state.ts';
import { oneCommit } from '../../support/judge-draft.ts';
import { Draft, type Loose, now, signatureOf, type TestKey } from '../../support/sound-repository.ts';

export const verifier = createSignatureVerifier();
const documents = new Documents();

export const userOf = ({ name }: TestKey): string => `@tuf-test-${name}`;

export type EditStep = (event: EventContent, context: EditContext) => EventContent;

/** A signing event at one moment. Each step returns the next. */
export class EventStory {
  readonly knownGood: RepositoryState;
  readonly state: RepositoryState;
  readonly content: EventContent;
  readonly at: number;
  /** The event's commits so far. */
  readonly #earlier: readonly RepositoryState[];

  constructor(
    knownGood: RepositoryState,
    state: RepositoryState,
    at: number,
    earlier: readonly RepositoryState[] = [],
  ) {
    this.#earlier = [...earlier, state];
    this.knownGood = knownGood;
    this.state = state;
    this.content = eventContent(state);
    this.at = at;
  }

  /** An event that begins where the draft is known good; without one, an empty repository. */
  static async on(draft: Draft = new Draft(new Map()), at = now): Promise<EventStory> {
    const state = await readState(draft.tree, documents, { digests: true });
    return new EventStory(state, state, at);
  }

  get context(): EditContext {
    return { knownGood: this.knownGood, now: this.at, verifier };
  }

  /** The event after one edit (and everything is written and read again). */
  async edit(step: EditStep): Promise<EventStory> {
    return this.#become(step(this.content, this.context));
  }

  /** Each person signs what they are asked to with this key. */
  async sign(...people: readonly TestKey[]): Promise<EventStory> {
    let story: EventStory = this;
    for (const person of people) story = await story.#signBy(person);
    return story;
  }

  async #signBy(person: TestKey): Promise<EventStory> {
    const due = planSignatures(this.state, this.knownGood, userOf(person), verifier);
    const own = due.filter(({ keyid }) => keyid === person.keyid);
    const signed = own.reduce((event, one) => {
      const { sig } = signatureOf(event.documents.get(one.role)!.signed as Json, person);
      return withSignature(event, this.state, one, { sig }, verifier);
    }, this.content);
    return this.#become(signed);
  }

  async #become(content: EventContent): Promise<EventStory> {
    const tree = treeWith(this.state.tree, changesOf(this.state, content));
    const state = await readState(tree, documents, { digests: true });
    return new EventStory(this.knownGood, state, this.at, this.#earlier);
  }

  /** What each of the people would be asked to sign. */
  due(person: TestKey): string[] {
    return planSignatures(this.state, this.knownGood, userOf(person), verifier).map(({ role }) => role);
  }

  /** A role's document, to look at. */
  document(role: string): Loose {
    return this.content.documents.get(role);
  }

  /** Keyids of the role's entries, those without a signature in brackets, as names of the people. */
  signatures(role: string, people: readonly TestKey[]): string[] {
    const nameOf = (keyid: string) => people.find((person) => person.keyid === keyid)?.name ?? keyid;
    return this.document(role).signatures.map(({ keyid, sig }: Loose) =>
      sig === '' ? `(${nameOf(keyid)})` : nameOf(keyid),
    );
  }

  /** Error findings at the door of an event. */
  errors(): string[] {
    return judge(this.#judged())
      .findings.filter(({ severity }) => severity === 'error')
      .map(({ rule, message }) => `${rule}: ${message}`);
  }

  /** Roles that still wait for somebody, as the status of the event says. */
  waiting(): string[] {
    const context = this.#judged();
    const status = eventStatus({ event: 'sign/e', head: '', knownGood: '', context, judgement: judge(context) });
    return status.roles.flatMap(({ role, complete }) => (complete ? [] : [role]));
  }

  #judged(): Context & { base: RepositoryState } {
    const wasEligible = (role: string, keyid: string) =>
      this.#earlier.some((state) => delegationOf(state, role)?.role.keyids.includes(keyid) === true);
    return {
      door: 'event',
      now: this.at,
      state: this.state,
      base: this.knownGood,
      history: { ...oneCommit, wasEligible },
      verifier,
      noVerifyKeyid: false,
    };
  }
}
