import { InputError } from '../model/input-error.ts';
import type { FleetSource } from './fleet-file.ts';
import { targetId } from './fleet-file.ts';
import { givenOf, givenWithin } from './given.ts';
import { type FoundTarget, forgetSources, rememberTargets, sameTargets } from './targets.ts';
import type { Fleet, FleetConnector } from './world.ts';

export const connectorOf = (
  { connectors }: Pick<Fleet, 'connectors'>,
  source: FleetSource,
): FleetConnector => {
  const connector = connectors.get(source.provider);
  if (connector !== undefined) return connector;
  throw new InputError(
    'there is no live scan of this provider',
    `source ${source.name}, provider`,
    `There are ${[...connectors.keys()].join(', ')}.`,
  );
};

const discovered = async (fleet: Fleet, source: FleetSource): Promise<readonly FoundTarget[]> => {
  const connector = connectorOf(fleet, source);
  const { targets } = await connector.live.load();
  if (targets === undefined) {
    throw new InputError(
      `nothing is discovered with ${source.provider}`,
      `source ${source.name}, targets`,
      'List the ids in `targets`, or leave it out: the source is then one target.',
    );
  }
  const found: FoundTarget[] = [];
  const odd: string[] = [];
  const left = new Set(source.without);
  for await (const { id, title } of targets(givenWithin(source, connector), { now: fleet.now })) {
    if (left.has(id)) continue;
    if (targetId.safeParse(id).success) found.push(title === undefined ? { id } : { id, title });
    else odd.push(id);
  }
  if (odd.length > 0) {
    const some = odd.slice(0, 3).map((id) => JSON.stringify(id.slice(0, 100)));
    fleet.note(
      `source ${source.name}: ${odd.length} left out, whose ids no flag can hold: ${some.join(', ')}`,
    );
  }
  // An empty answer is seldom the truth, and all its targets would be gone.
  if (found.length === 0) throw new Error(`source ${source.name}: no target was found`);
  return found;
};

export interface Finding {
  readonly source: string;
  readonly found: number;
  readonly added: number;
  readonly gone: number;
  /** Why nothing could be found; what is known from before stays. */
  readonly failed?: string;
}

/** Looks what each source has, and writes it down. A source that cannot be asked keeps what it had. */
export const findTargets = async (fleet: Fleet): Promise<readonly Finding[]> => {
  const { file, database, note } = fleet;
  const findings: Finding[] = [];
  for (const source of file.sources) {
    let found: readonly FoundTarget[];
    try {
      found =
        source.targets === 'discover'
          ? await discovered(fleet, source)
          : (source.targets?.map((id) => ({ id })) ?? [{}]);
    } catch (error) {
      if (error instanceof InputError) throw error;
      const { redactedFailure } = await import('./failure.ts');
      const failed = redactedFailure(error);
      note(`source ${source.name}: ${failed}`);
      findings.push({ source: source.name, found: 0, added: 0, gone: 0, failed });
      continue;
    }
    const changes = await rememberTargets(database, source, found);
    findings.push({ source: source.name, found: found.length, ...changes });
  }
  await forgetSources(
    database,
    file.sources.map(({ name }) => name),
  );
  const same = await sameTargets(database);
  if (same.length > 0)
    note(
      `listed by several sources, each of which collects them: ${same
        .slice(0, 3)
        .map((keys) => keys.join(' and '))
        .join(', ')}${same.length > 3 ? ` and ${same.length - 3} more` : ''}; reports use the newest facts`,
    );
  return findings;
};

/** Flags are checked before anything runs. @throws InputError */
export const checkSources = (fleet: Pick<Fleet, 'file' | 'connectors'>): void => {
  for (const source of fleet.file.sources) {
    const { targets } = source;
    const example = Array.isArray(targets) ? targets[0] : targets === 'discover' ? '111122223333' : undefined;
    givenOf(source, connectorOf(fleet, source), example);
    givenWithin(source, connectorOf(fleet, source));
  }
};
