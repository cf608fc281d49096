import { tryPhase } from './try-phase.ts';

await tryPhase('last-signature');
