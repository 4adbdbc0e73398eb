import type { Demo } from '../../connectors/connector.ts';
import { connectors } from '../../connectors/index.ts';
import type { Source } from './facts.ts';
import { fileSource } from './file-source.ts';

/** The parts of the sample estate, in the order of the index. */
export const demoParts = async (): Promise<readonly Demo[]> =>
  (await Promise.all(connectors.map(({ demo }) => demo?.()))).filter((part) => part !== undefined);

/** The sample estate at its own time. */
export const demoSources = async (): Promise<readonly Source[]> =>
  (await demoParts()).flatMap(({ files, collectedAt }) =>
    files
      .map(fileSource)
      .map((source) => (collectedAt === undefined ? source : { collectedAt, entries: source.entries })),
  );
