/**
 * The tokens port: PKCS#11 devices as far as a signer's key needs them (SPEC A4). What a device refuses is data, for the conversation to
 * find words and a way on.
 */

/** How many more wrong PINs the device will bear, as far as it tells. */
export type PinTries = 'enough' | 'low' | 'last' | 'locked';

export interface PinState {
  readonly tries: PinTries;
  /** The device was never given a PIN. */
  readonly isSet: boolean;
  /** The PIN is typed at the device itself. */
  readonly atDevice: boolean;
  /** Bytes; undefined where the device does not say. */
  readonly length?: { readonly min: number; readonly max: number };
}

export interface Token {
  /** Decimal; may change when devices are plugged in. */
  readonly slot: string;
  /** Label, model and serial are written by whoever set the device up: untrusted text, without its padding. */
  readonly label: string;
  readonly model: string;
  readonly serial: string;
  readonly isInitialised: boolean;
  readonly pin: PinState;
  /** DER of the SubjectPublicKeyInfo of its EC key with the id that was asked for; undefined when it has none. */
  readonly spki?: Uint8Array;
  /** Why its keys could not even be looked for. */
  readonly failure?: DeviceFailure;
}

export type DeviceProblem =
  | 'no-module' // no PKCS#11 module was named, and none is in the known places
  | 'module-missing' // the named file does not exist
  | 'module-unusable' // not a PKCS#11 module for this machine
  | 'no-ffi' // koffi has no build for this machine
  | 'hung' // the module did not answer in time
  | 'crashed' // the module took its process down
  | 'removed' // the device is not there any more
  | 'no-key' // it has no private EC key with this id
  | 'pin-wrong'
  | 'pin-locked'
  | 'pin-not-set'
  | 'pin-length'
  | 'pin-expired'
  | 'no-touch' // it waited for a touch (or for the PIN pad) in vain
  | 'busy' // another program has it
  | 'not-allowed' // the key may not be used to sign
  | 'refused'; // anything else

export interface DeviceFailure {
  readonly problem: DeviceProblem;
  /** The name of the return value (`CKR_…`), a path, or what the system said: one line, untrusted. */
  readonly detail: string;
  /** How it stands with the PIN now, where the device still tells. */
  readonly pin?: PinState;
}

export type DeviceAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: DeviceFailure };

export interface DeviceSignature {
  readonly token: Pick<Token, 'slot' | 'label' | 'serial'>;
  readonly keyId: number;
  /** Undefined when it is typed at the device. */
  readonly pin: string | undefined;
  readonly digest: Uint8Array;
}

export interface Tokens {
  /** All tokens that are plugged in, with their EC keys of this CKA_ID. Asks for no PIN. */
  list(keyId: number): Promise<DeviceAnswer<readonly Token[]>>;
  /** One session, one login, one CKM_ECDSA signature, in DER. The PIN is tried once. */
  sign(request: DeviceSignature): Promise<DeviceAnswer<Uint8Array>>;
}
