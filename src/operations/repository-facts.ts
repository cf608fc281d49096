/** Reads from a judged state what its page shows (SPEC B8). */
import { expiryPeriodField, keyOwner, signerName, signingPeriodField } from '../deployment/custom-fields.ts';
import { periodsHolder } from '../deployment/periods.ts';
import type { RepositoryFacts, RoleFacts, SignerFacts, TargetFacts } from '../render/repository-description.ts';
import { entries, get, type Json, type JsonObject } from '../tuf/json.ts';
import { delegationsOf, pathPatterns, type Signed, type TargetFile } from '../tuf/metadata.ts';
import { publishedMetadataName } from '../tuf/published-names.ts';
import { countSignatures, signersOf } from '../tuf/signatures.ts';
import type { Context } from '../verifier/rule.ts';
import { delegationOf, metadataOf } from '../verifier/state.ts';
import { targetsRoles } from './known-good.ts';

export type PageLinks = Pick<RepositoryFacts, 'name' | 'source' | 'artifactsUrl' | 'descriptionFile'>;

/** A state, and what has verified its signatures. */
type Judged = Pick<Context, 'state' | 'verifier'>;

/** The facts of a state; deterministic, so that two builds of one commit are equal. */
export function repositoryFacts(context: Judged, links: PageLinks): RepositoryFacts {
  const { state } = context;
  const roles = ['root', ...targetsRoles(state), 'snapshot', 'timestamp'].flatMap((role) => roleFacts(role, context));
  const history = [...state.rootHistory.keys()].map((version) => publishedMetadataName('root', version));
  const others = roles.filter(({ name }) => name !== 'root').map(({ file }) => file);
  return { ...links, generatedAt: null, metadataFiles: [...history, ...others], roles };
}

function roleFacts(role: string, context: Judged): readonly RoleFacts[] {
  const signed: Signed | undefined = metadataOf(context.state, role)?.signed;
  const delegation = delegationOf(context.state, role);
  if (!signed || !delegation) return [];
  const holder = periodsHolder(role, signed, metadataOf(context.state, 'root')?.signed);
  return [
    {
      name: role,
      type: signed._type,
      version: signed.version,
      expires: signed.expires,
      expiryPeriodDays: days(holder, expiryPeriodField),
      signingPeriodDays: days(holder, signingPeriodField),
      threshold: delegation.role.threshold,
      signers: signerFacts(role, context),
      delegations: (delegationsOf(signed)?.roles ?? []).map((delegated) => ({
        name: delegated.name,
        paths: pathPatterns(delegated) ?? [],
        terminating: delegated.terminating,
      })),
      targets: signed._type === 'targets' ? entries(signed['targets'] as JsonObject).map(targetFacts) : [],
      file: publishedMetadataName(role, signed.version),
    },
  ];
}

const days = (holder: JsonObject | undefined, field: string): number | null => {
  const value = holder && get(holder, field);
  return typeof value === 'number' ? value : null;
};

function signerFacts(role: string, { state, verifier }: Judged): readonly SignerFacts[] {
  const delegation = delegationOf(state, role)!;
  const { signed } = countSignatures(
    metadataOf(state, role)!,
    state.roles.get(role)!.document.payload,
    delegation,
    verifier,
  );
  const signedBy = new Set(signed.map(({ keyid }) => keyid));
  return signersOf(delegation).map(({ keyid, key }) => ({
    name: signerName(keyid, key),
    keyid,
    kind: keyOwner(key) === undefined ? 'online' : 'person',
    keytype: key.keytype,
    signed: signedBy.has(keyid),
  }));
}

function targetFacts([path, entry]: readonly [string, Json]): TargetFacts {
  const { length, hashes } = entry as TargetFile;
  return { path, length, sha256: hashes['sha256'] ?? '' };
}
