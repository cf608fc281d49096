/**
 * Signer URIs (SPEC A4): where a private key is and how it is used there. An online key names its own in metadata
 * (SPEC A3), a person's is found by SPEC A7. Pure: nothing is opened here.
 */
import type { Scheme } from '../tuf/scheme.ts';

export type SignerUri =
  /** A PKCS#8 PEM file. */
  | { readonly kind: 'file2'; readonly path: string }
  /** A PKCS#11 token: the CKA_ID of its key, and the token's label when there may be several. */
  | { readonly kind: 'hsm'; readonly keyId: number; readonly label?: string }
  /** The full resource name of a key version. */
  | { readonly kind: 'gcpkms'; readonly keyVersion: string }
  /** A key id, alias or ARN. */
  | { readonly kind: 'awskms'; readonly keyId: string }
  /** `vault` is the host, with a port where there is one. */
  | { readonly kind: 'azurekms'; readonly vault: string; readonly name: string; readonly version: string }
  | { readonly kind: 'hv'; readonly name: string; readonly version: number }
  /** Without a device: the one that is plugged in. */
  | { readonly kind: 'tkey'; readonly device?: string; readonly digest: string; readonly passphrase: boolean }
  /** A signer's own helper program. */
  | { readonly kind: 'exec'; readonly program: string }
  /** `ambient`: the workflow's identity; otherwise a browser login. */
  | { readonly kind: 'sigstore'; readonly ambient: boolean };

export type SignerKind = SignerUri['kind'];

/** `problem` is part of a sentence ("…: <problem>"); it never holds text of the URI. */
export type SignerUriReading =
  | { readonly ok: true; readonly uri: SignerUri }
  | { readonly ok: false; readonly problem: string };

/** CKA_ID of PIV slot 9c (SPEC A4). */
export const defaultHsmKeyId = 2;

/** Longer than any key name of the clouds. */
const maxLength = 2048;

const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** What stands behind the kind: the signer, or what is wrong. */
type Parser = (rest: string) => SignerUri | string;

const parsers: ReadonlyMap<string, Parser> = new Map<SignerKind, Parser>([
  ['file2', (path) => (path === '' ? 'the path is missing' : { kind: 'file2', path })],
  ['hsm', parseHsm],
  ['gcpkms', parseGcpKms],
  ['awskms', parseAwsKms],
  ['azurekms', parseAzureKms],
  ['hv', parseVault],
  ['tkey', parseTkey],
  ['exec', (program) => (program === '' ? 'the program is missing' : { kind: 'exec', program })],
  ['sigstore', parseSigstore],
]);

/** Reads a signer URI of one of SPEC A4's kinds. Where it may stand is another question (`isOnlineSigner`). */
export function parseSignerUri(text: string): SignerUriReading {
  const uri = parse(text);
  return typeof uri === 'string' ? { ok: false, problem: uri } : { ok: true, uri };
}

function parse(text: string): SignerUri | string {
  if (text.length > maxLength) return `it is longer than ${maxLength} characters`;
  if (invisible.test(text)) return 'it has control or invisible characters';
  const colon = text.indexOf(':');
  const parser = parsers.get(text.slice(0, Math.max(colon, 0)));
  return parser ? parser(text.slice(colon + 1)) : `it begins with none of ${[...parsers.keys()].join(':, ')}:`;
}

function parseHsm(rest: string): SignerUri | string {
  const { before, parameters } = splitQuery(rest, ['label']);
  if (!parameters) return 'its only parameter is label, once';
  if (!/^[0-9]{0,9}$/.test(before)) return 'the key id is no decimal number';
  const label = parameters.get('label');
  if (label === '') return 'the label is empty';
  const keyId = before === '' ? defaultHsmKeyId : Number(before);
  return { kind: 'hsm', keyId, ...(label !== undefined && { label }) };
}

const gcpKeyVersion =
  /^projects\/[a-z0-9][a-z0-9.:-]*\/locations\/[a-z0-9-]+\/keyRings\/[\w-]+\/cryptoKeys\/[\w-]+\/cryptoKeyVersions\/[1-9][0-9]*$/;

function parseGcpKms(keyVersion: string): SignerUri | string {
  return gcpKeyVersion.test(keyVersion)
    ? { kind: 'gcpkms', keyVersion }
    : 'it is not projects/…/locations/…/keyRings/…/cryptoKeys/…/cryptoKeyVersions/N';
}

function parseAwsKms(keyId: string): SignerUri | string {
  return /^(arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:)?[\w/-]+$/.test(keyId)
    ? { kind: 'awskms', keyId }
    : 'it is no key id, alias or ARN of AWS KMS';
}

function parseAzureKms(rest: string): SignerUri | string {
  const parts = /^\/\/([a-z0-9.-]+(?::[0-9]{1,5})?)\/keys\/([a-z0-9-]+)\/([a-z0-9]+)$/i.exec(rest);
  if (!parts) return 'it is not //<vault host>/keys/<name>/<version>';
  return { kind: 'azurekms', vault: parts[1]!, name: parts[2]!, version: parts[3]! };
}

function parseVault(rest: string): SignerUri | string {
  const parts = /^([\w-][\w.-]*)\/([1-9][0-9]{0,8})$/.exec(rest);
  return parts ? { kind: 'hv', name: parts[1]!, version: Number(parts[2]) } : 'it is not <name>/<version>';
}

function parseTkey(rest: string): SignerUri | string {
  const { before, parameters } = splitQuery(rest, ['digest', 'passphrase']);
  if (!parameters) return 'its parameters are digest and passphrase, each once';
  const digest = parameters.get('digest');
  if (!digest) return 'the digest is missing';
  const passphrase = parameters.get('passphrase') ?? 'false';
  if (passphrase !== 'true' && passphrase !== 'false') return 'passphrase is neither true nor false';
  return { kind: 'tkey', ...(before !== '' && { device: before }), digest, passphrase: passphrase === 'true' };
}

function parseSigstore(rest: string): SignerUri | string {
  if (rest === '' || rest === '?ambient=true') return { kind: 'sigstore', ambient: true };
  return rest === '?ambient=false'
    ? { kind: 'sigstore', ambient: false }
    : 'its only parameter is ambient, true or false';
}

/** Form-encoded parameters; none when one is unknown or stands twice: a filter must not be overlooked. */
function splitQuery(
  rest: string,
  known: readonly string[],
): { before: string; parameters?: ReadonlyMap<string, string> } {
  const mark = rest.indexOf('?');
  if (mark < 0) return { before: rest, parameters: new Map() };
  const before = rest.slice(0, mark);
  const pairs = [...new URLSearchParams(rest.slice(mark + 1))];
  const parameters = new Map(pairs);
  const isClear = parameters.size === pairs.length && pairs.every(([name]) => known.includes(name));
  return isClear ? { before, parameters } : { before };
}

/** The URI as it is stored (SPEC A4): `parseSignerUri` reads the same signer from it. */
export function formatSignerUri(uri: SignerUri): string {
  switch (uri.kind) {
    case 'file2':
      return `file2:${uri.path}`;
    case 'hsm':
      return `hsm:${uri.keyId}${uri.label === undefined ? '' : `?${new URLSearchParams({ label: uri.label })}`}`;
    case 'gcpkms':
      return `gcpkms:${uri.keyVersion}`;
    case 'awskms':
      return `awskms:${uri.keyId}`;
    case 'azurekms':
      return `azurekms://${uri.vault}/keys/${uri.name}/${uri.version}`;
    case 'hv':
      return `hv:${uri.name}/${uri.version}`;
    case 'tkey': {
      const parameters = new URLSearchParams({ digest: uri.digest, ...(uri.passphrase && { passphrase: 'true' }) });
      return `tkey:${uri.device ?? ''}?${parameters}`;
    }
    case 'exec':
      return `exec:${uri.program}`;
    case 'sigstore':
      return uri.ambient ? 'sigstore:' : 'sigstore:?ambient=false';
  }
}

/** May metadata name this signer? Never a program: whoever can push would choose what runs (SPEC A4). */
export function isOnlineSigner({ kind }: SignerUri): boolean {
  return kind !== 'exec';
}

/** Does it take a person: a device that is plugged in, or a login in a browser? Then no CI run can sign with it alone. */
export function needsPerson(uri: SignerUri): boolean {
  return uri.kind === 'hsm' || uri.kind === 'tkey' || (uri.kind === 'sigstore' && !uri.ambient);
}

const byPublicKey = ['ecdsa', 'ed25519', 'rsa', 'ml-dsa'] as const;

/** What each kind can sign with at all (SPEC A4). */
const families: Readonly<Record<SignerKind, readonly Scheme['family'][]>> = {
  file2: byPublicKey,
  hsm: ['ecdsa'],
  gcpkms: byPublicKey,
  awskms: ['ecdsa', 'rsa'],
  azurekms: byPublicKey,
  hv: ['ed25519'],
  tkey: ['ml-dsa'],
  exec: byPublicKey,
  sigstore: ['sigstore-oidc'],
};

/** Can this kind of signer make signatures of the scheme? */
export function canSign({ kind }: SignerUri, scheme: Scheme): boolean {
  return families[kind].includes(scheme.family);
}
