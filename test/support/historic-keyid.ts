/** The sound repository with bob's key under a keyid of long ago, everywhere (SPEC A7 *--force-compliant-keyids*). */
import { bob, type Draft, type Loose, soundRepository } from './sound-repository.ts';

export const bobsHistoricKeyid = 'a'.repeat(64);

export function historicRepository(): Draft {
  const rename = (place: Loose) => {
    place.keys[bobsHistoricKeyid] = place.keys[bob.keyid];
    delete place.keys[bob.keyid];
    for (const role of Object.values(place.roles) as Loose[]) {
      role.keyids = role.keyids.map((keyid: string) => (keyid === bob.keyid ? bobsHistoricKeyid : keyid));
    }
  };
  return soundRepository()
    .knowing({ ...bob, keyid: bobsHistoricKeyid })
    .step('root', rename)
    .resign('root')
    .step('targets', (signed) => rename(signed.delegations))
    .resign('targets')
    .step('releases')
    .resign('releases')
    .online();
}
