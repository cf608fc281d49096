import { tryPhase } from './try-phase.ts';

await tryPhase('fork-signature');
