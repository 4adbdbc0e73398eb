import type { Live } from '../../../connectors/connector.ts';
import { tinyCalls } from './collect/calls.ts';

export const tinyLive: Live = {
  calls: {
    columns: ['Call', 'What for'],
    rows: tinyCalls.map(({ id, why }) => [`\`${id}\``, why]),
  },
  permissions: ({ tinyMore }) => ({ read: tinyMore === true ? ['keys', 'more'] : ['keys'] }),
  open: ({ tiny }, { now, onCall }) => ({
    collectedAt: now().toISOString(),
    entries: async function* () {
      const { collectTiny } = await import('./collect/index.ts');
      yield* collectTiny(String(tiny), onCall);
    },
  }),
};
