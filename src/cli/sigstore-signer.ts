/** Wires signing with Sigstore (SPEC A4): as the workflow that runs, or as the person at the keyboard. */
import type { CloudLogin } from '../ports/cloud-login.ts';
import type { PersonLogin } from '../ports/person-login.ts';
import type { Signer } from '../ports/signer.ts';
import type { Terminal } from '../ports/terminal.ts';
import type { Key } from '../tuf/key.ts';
import type { Environment } from './environment.ts';
import { sigstoreOnDemand } from './sigstore.ts';
import { sigstoreServices } from './sigstore-services.ts';

export type SigstoreEnvironment = Pick<Environment, 'cwd' | 'variables'>;

async function signingOf(environment: SigstoreEnvironment) {
  const services = sigstoreServices(environment.variables);
  const { check, prepare } = sigstoreOnDemand(environment);
  await prepare();
  return { services, check };
}

/** `sigstore:`. The token is the runner's, or one that an earlier step has put into SIGSTORE_ID_TOKEN, as other tools have it. */
export async function workflowSigner(environment: SigstoreEnvironment, key: Key, login: CloudLogin): Promise<Signer> {
  const { ambientSigner } = await import('../adapters/sigstore/ambient.ts');
  const given = environment.variables['SIGSTORE_ID_TOKEN'];
  const getToken = given ? async () => given : login.oidcToken;
  return ambientSigner(key, getToken, await signingOf(environment));
}

/** Logins of a person; nothing is loaded before the first. */
export function personLoginOf(environment: Environment, terminal: Terminal): PersonLogin {
  const { variables, realTime } = environment;
  let loaded: Promise<PersonLogin> | undefined;
  const load = async () => {
    const { personLogin } = await import('../adapters/sigstore/person-login.ts');
    const openPage = hasBrowser(variables, process.platform) && terminal.isInteractive ? await pageOpener() : undefined;
    const { issuer } = sigstoreServices(variables);
    return personLogin({ terminal, issuer, openPage, signing: () => signingOf(environment), now: realTime });
  };
  const login = () => {
    loaded ??= load();
    return loaded;
  };
  return {
    identify: async () => (await login()).identify(),
    sign: async (payload, name) => (await login()).sign(payload, name),
  };
}

async function pageOpener() {
  return (await import('../adapters/terminal/open-page.ts')).openPage;
}

/** Is there a browser in front of the person? Not over SSH, and not without a display. */
export function hasBrowser(variables: Environment['variables'], platform: NodeJS.Platform): boolean {
  if (variables['TUF_ON_CI_NO_BROWSER'] || variables['SSH_CONNECTION'] || variables['SSH_TTY']) return false;
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(variables['DISPLAY'] || variables['WAYLAND_DISPLAY'] || variables['WSL_DISTRO_NAME']);
}
