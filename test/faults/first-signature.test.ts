import { tryPhase } from './try-phase.ts';

await tryPhase('first-signature');
