import { env } from 'node:process';
import type { Given, LiveHead, LiveSource, LiveWorld } from '../../connectors/connector.ts';
import { isPrivileged } from '../audit/run-rules.ts';
import { useProxy } from '../collection/proxy.ts';
import type { Estate } from '../model/estate.ts';
import type { Identity } from '../model/identity.ts';
import type { Settings } from '../model/settings.ts';
import { reachOf } from '../reach/index.ts';

/** The privileged identities, the largest blast radius first: where unused services matter most. */
const privilegedFirst = (estate: Estate, settings: Settings): readonly Identity[] => {
  const reach = reachOf(estate, settings);
  return estate.identities
    .map((identity, index) => ({ identity, radius: reach.radius(index) }))
    .filter(({ radius }) => isPrivileged(radius, settings))
    .sort((a, b) => b.radius.score - a.radius.score || (a.identity.id < b.identity.id ? -1 : 1))
    .map(({ identity }) => identity);
};

/**
 * A provider as it is now. Nothing is asked before the first entry is.
 * @throws InputError when a flag is wrong, or there is no credential
 */
export const liveSource = async (
  { load }: LiveHead,
  given: Given,
  world: Omit<LiveWorld, 'privilegedFirst'>,
): Promise<LiveSource> => {
  const { open } = await load();
  const source = open(given, {
    ...world,
    privilegedFirst: (estate) => privilegedFirst(estate, world.settings),
  });
  return {
    ...source,
    entries: async function* () {
      const undo = useProxy(env);
      try {
        yield* source.entries();
      } finally {
        undo();
      }
    },
  };
};
