/**
 * The file that `import-repo` takes, and prints where something is missing (SPEC A7): by role its periods, and by keyid whose key it is.
 */
import { expiryPeriodField, parseUserName, signingPeriodField } from '../deployment/custom-fields.ts';
import { arePeriodsSound, longestPeriod, type Periods } from '../deployment/periods.ts';
import { isOnlineSigner, parseSignerUri } from '../deployment/signer-uri.ts';
import { TufError } from '../errors.ts';
import { entries, get, isObject, type Json, type JsonObject } from '../tuf/json.ts';
import { parseJson } from '../tuf/strict-json.ts';

/** Stands in the file where days are to be filled in, and where a person or a URI is. */
export const undefinedPeriod = -1;
export const undefinedHolder = 'UNDEFINED ONLINE_URI OR KEYOWNER';

/** Whose key it is: exactly one of the two custom fields (SPEC A3). */
export type NamedHolder = { readonly owner: string } | { readonly uri: string };

/** What the file says of one role's metadata. */
export interface ImportedRole {
  readonly periods: Periods | undefined;
  /** Keyid, as it is in the metadata -> holder. */
  readonly holders: ReadonlyMap<string, NamedHolder>;
}

export type ImportFile = ReadonlyMap<string, ImportedRole>;

/** Reads the file. What is still undefined in it is left out. @throws TufError('usage') for what makes no sense */
export function parseImportFile(bytes: Uint8Array): ImportFile {
  const document = readJson(bytes);
  if (!isObject(document)) throw wrong('the file', 'an object with a member for each role');
  return new Map(entries(document).map(([role, members]) => [role, parseRole(role, members)]));
}

function readJson(bytes: Uint8Array): Json {
  try {
    return parseJson(bytes);
  } catch (error) {
    if (!(error instanceof TufError)) throw error;
    throw new TufError('usage', `The import file cannot be read: ${error.message}`, { cause: error });
  }
}

function parseRole(role: string, members: Json): ImportedRole {
  if (!isObject(members)) throw wrong(role, 'an object with periods and keyids');
  const holders = new Map<string, NamedHolder>();
  for (const [name, value] of entries(members)) {
    if (name === expiryPeriodField || name === signingPeriodField || value === undefinedHolder) continue;
    holders.set(name, parseHolder(`${role}: ${name}`, value));
  }
  return { periods: parseDays(role, members), holders };
}

function parseDays(role: string, members: JsonObject): Periods | undefined {
  const [expiry, signing] = [expiryPeriodField, signingPeriodField].map((name) => get(members, name));
  if (expiry === undefined && signing === undefined) return undefined;
  if (expiry === undefinedPeriod || signing === undefinedPeriod) return undefined;
  const periods = { expiry: expiry as number, signing: signing as number };
  const areDays = typeof expiry === 'number' && typeof signing === 'number';
  if (areDays && arePeriodsSound(periods)) return periods;
  throw wrong(
    `${role}: ${expiryPeriodField} and ${signingPeriodField}`,
    `days, 1 or more, the signing period shorter than the expiry period of at most ${longestPeriod}`,
  );
}

function parseHolder(where: string, value: Json): NamedHolder {
  if (typeof value === 'string') {
    const owner = value.startsWith('@') ? parseUserName(value) : undefined;
    if (owner !== undefined) return { owner };
    const reading = parseSignerUri(value);
    if (reading.ok && isOnlineSigner(reading.uri)) return { uri: value };
  }
  throw wrong(
    where,
    'a @user or the URI of an online key (gcpkms:…, awskms:…, azurekms://…, hv:…, sigstore:, file2:…)',
  );
}

function wrong(where: string, expected: string): TufError {
  return new TufError('usage', `In the import file, ${where} should be ${expected}`, {
    hint: 'Without a file the command prints one that only has to be filled in',
  });
}
