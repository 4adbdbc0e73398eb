import { join } from 'node:path';
import { readWholeFile } from '../files/whole-file.ts';
import type { Fleet } from '../fleet/world.ts';
import type { Coverage } from '../model/coverage.ts';
import { InputError } from '../model/input-error.ts';
import type { Context } from './context.ts';
import { liveConnectors } from './live-flags.ts';
import { fleetFileName, ownFileOptions } from './own-files.ts';
import { type GivenConfig, loadSettings } from './settings-file.ts';
import { parseOwnFile } from './settings-text.ts';

/** Of every command of a fleet. */
export interface FleetOptions {
  readonly fleet?: string;
  readonly config?: GivenConfig;
  readonly verbose?: boolean;
}

/** Name of the variable that says where the database is. */
export const databaseVariable = 'NHI_AUDIT_FLEET_DATABASE';

const largestFile = 16 * 1024 * 1024;
const remedy = 'docs/fleet.md explains every key.';

const readFleetFile = async (given: string | undefined, folder: string) => {
  const read = readWholeFile(given ?? join(folder, fleetFileName), {
    largest: largestFile,
    what: 'configuration of a fleet',
    ...ownFileOptions(given),
  });
  if (read === undefined) {
    throw new InputError(
      'No such file',
      given ?? fleetFileName,
      'Write one that says what the fleet collects: docs/fleet.md begins with the shortest.',
    );
  }
  const { fleetSchema } = await import('../fleet/fleet-file.ts');
  return parseOwnFile(read.bytes.toString('utf8'), given ?? fleetFileName, fleetSchema, remedy);
};

/**
 * Opens what the commands of a fleet work with, and closes it when they are done.
 * @param supervise whether this process looks after the queue as well
 * @throws InputError where the configuration or the address of the database is wrong
 */
export const withFleet = async <Result>(
  options: FleetOptions,
  context: Context,
  supervise: boolean,
  use: (fleet: Fleet) => Promise<Result>,
): Promise<Result> => {
  const { ruleIds } = await import('../pipeline/audit.ts');
  const { settings } = await loadSettings(options.config, context.workingDirectory, ruleIds);
  const file = await readFleetFile(options.fleet, context.workingDirectory);
  const connectors = new Map(liveConnectors.map((connector) => [connector.id as string, connector]));
  const { checkSources } = await import('../fleet/discover.ts');
  checkSources({ file, connectors });
  const url = context.environment?.(databaseVariable) ?? '';
  if (url === '') {
    throw new InputError(
      'no database of the fleet was given',
      `the environment variable ${databaseVariable}`,
      'Set it to postgres://USER@HOST/DATABASE (password by PGPASSWORD or PGPASSFILE), or to pglite:FOLDER for one process.',
    );
  }
  const { openStore } = await import('../fleet/store/open.ts');
  const store = await openStore(file.store);
  const { openFleetDatabase } = await import('../fleet/database.ts');
  const { prepareQueues } = await import('../fleet/queue.ts');
  const note = (line: string): void => context.note(`nhi-audit: ${line}`);
  const watchSeconds = Math.ceil(file.silence / 2);
  const database = await openFleetDatabase({ url, supervise, note, watchSeconds });
  try {
    await prepareQueues(database, file);
    return await use({ file, database, store, connectors, settings, now: context.now, note });
  } finally {
    await database.close();
  }
};

const mostTold = 5;

/** What is wrong with the facts of targets. */
export const noteAges = ({ note }: Pick<Fleet, 'note'>, ages: readonly Coverage[]): void => {
  const wrong = ages.filter((age) => age.status !== 'complete');
  for (const { scope, detail } of wrong.slice(0, mostTold)) note(`${scope}: ${detail}`);
  if (wrong.length > mostTold) note(`${wrong.length - mostTold} more targets: the coverage tells of each`);
};

/** The database or the store cannot be reached, or a part not be analysed: no verdict, and no fault of ours. `undefined`: something else. */
export const whatIsAway = async (error: unknown): Promise<string | undefined> => {
  const { isStoreAway } = await import('../fleet/store/store.ts');
  if (isStoreAway(error)) {
    const { redactedFailure } = await import('../fleet/failure.ts');
    return `the store of the fleet refuses: ${redactedFailure(error)}`;
  }
  const { isPartFailed } = await import('../fleet/parts/report.ts');
  if (isPartFailed(error)) return error.message;
  const { isConnectionLost } = await import('../fleet/database.ts');
  if (!isConnectionLost(error)) return undefined;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no connection';
  return `the database of the fleet cannot be reached: ${code}`;
};
