#!/usr/bin/env node
// The example of docs/exec-signer.md: a helper program for exec:, here with a private key in a file.
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const key = createPrivateKey(readFileSync(join(process.env.HOME, '.my-signing-key.pem')));
const question = JSON.parse(readFileSync(0, 'utf8'));

function answerTo({ 'tuf-on-ci-signer': version, ask, scheme, message }) {
  if (version !== 1) return { error: 'this helper speaks version 1 of the protocol' };
  if (ask === 'public-key') return { public: createPublicKey(key).export({ type: 'spki', format: 'pem' }) };
  if (ask === 'sign' && scheme === 'ed25519') {
    return { signature: sign(null, Buffer.from(message, 'base64'), key).toString('hex') };
  }
  return { error: `this helper cannot ${ask} with ${scheme}` };
}

process.stdout.write(JSON.stringify(answerTo(question)));
