/** Where libykcs11, the PKCS#11 module of YubiKeys, is installed (SPEC A7 "PKCS#11 module"). */
import { existsSync } from 'node:fs';

const unixFolders = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib/arm-linux-gnueabihf',
  '/usr/lib/i386-linux-gnu',
  '/usr/lib/riscv64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/usr/local/lib64',
  '/usr/local/lib',
  '/home/linuxbrew/.linuxbrew/lib',
];

/** The versioned name is all that a distribution without its development package has. */
const linux = unixFolders.flatMap((folder) => [`${folder}/libykcs11.so`, `${folder}/libykcs11.so.2`]);
const mac = ['/opt/homebrew/lib', '/usr/local/lib', '/opt/local/lib'].map((folder) => `${folder}/libykcs11.dylib`);
const windows = ['C:\\Program Files', 'C:\\Program Files (x86)'].map(
  (folder) => `${folder}\\Yubico\\Yubico PIV Tool\\bin\\libykcs11.dll`,
);

export function knownPlaces(platform: NodeJS.Platform): readonly string[] {
  if (platform === 'win32') return windows;
  return platform === 'darwin' ? mac : linux;
}

/** The first of the known places that has a module. */
export function findModule(platform: NodeJS.Platform = process.platform): string | undefined {
  return knownPlaces(platform).find((path) => existsSync(path));
}
