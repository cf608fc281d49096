/** The key store port: which device or service holds a person's key (SPEC A7 "Settings", B6). */

export interface KeyStore {
  /**
   * The signer URI (SPEC A4) of a key, from the clone's settings or else from what this tool remembers; `undefined` when
   * neither names it. An `exec:` is only ever from the user's own store.
   */
  uriOf(keyid: string): string | undefined;
  /**
   * Keeps where a key is, in the user's data folder and for good. What the store already says of it is replaced.
   * `uriOf` knows it from now on, also when it cannot be written.
   * @throws TufError('settings') when the store cannot be written
   */
  remember(keyid: string, uri: string): Promise<void>;
}
