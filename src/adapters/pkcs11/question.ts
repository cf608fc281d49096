/** What the tool and its device process say to each other: one question on standard input, one answer on descriptor 3, both JSON. */
import type { DeviceAnswer, DeviceSignature, Token } from '../../ports/tokens.ts';

export type Question = { readonly module: string } & (
  | { readonly ask: 'list'; readonly keyId: number }
  | ({ readonly ask: 'sign' } & Omit<DeviceSignature, 'digest'> & { readonly digest: string })
);

/** Bytes travel as base64. */
export type TokenText = Omit<Token, 'spki'> & { readonly spki?: string };
export type Answer = DeviceAnswer<readonly TokenText[]> | DeviceAnswer<string>;

/** The descriptor of the answer: standard output and error are the module's to write to. */
export const answerDescriptor = 3;
