import type { GateInput, GateState } from '../../../src/model/gate.ts';
import { readWorkflow, type WorkflowFile, type WorkflowReading, workflowScope } from './comparison.ts';

export interface WorkflowFolder {
  /** As the user wrote it: stands before the paths in locations. */
  readonly folder: string;
  readonly files: readonly WorkflowFile[];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const readFolder = ({ folder, files }: WorkflowFolder): readonly WorkflowReading[] => {
  const prefix = folder === '.' || folder === '' ? '' : `${folder.replace(/\/$/, '')}/`;
  return files.map((file) => readWorkflow(file, `${prefix}${file.path}`));
};

const stateOf = (readings: readonly WorkflowReading[], madeAt: string): GateState => ({
  collectedAt: madeAt,
  identities: readings.flatMap(({ identities }) => identities).sort((a, b) => compare(a.id, b.id)),
  complete: [workflowScope],
  gaps: [],
});

/**
 * Workflow files at base and head as the gate compares them. Pure.
 * @param madeAt ISO 8601, UTC: the clock of the gate
 */
export const workflowGateInput = (base: WorkflowFolder, head: WorkflowFolder, madeAt: string): GateInput => {
  const [was, is] = [readFolder(base), readFolder(head)];
  const locations = new Map(is.flatMap((reading) => [...reading.locations]));
  const before = new Set(
    was.flatMap(({ indeterminate }) => indeterminate.map(({ identity, what }) => `${identity} ${what}`)),
  );
  const texts = new Map(base.files.map(({ path, text }) => [path, text]));
  const pathOf = (identity: string): string => identity.slice('github:'.length).replace(/#[^#]*$/, '');
  return {
    before: stateOf(was, madeAt),
    after: stateOf(is, madeAt),
    renamed: new Map(),
    // What nobody could tell before is not new.
    indeterminate: is.flatMap((reading) =>
      reading.indeterminate.filter(({ identity, what }) => !before.has(`${identity} ${what}`)),
    ),
    locationOf: (identity) => locations.get(identity),
    since: (identity) => {
      const path = pathOf(identity);
      return texts.has(path) ? `${path} (update)` : `${path} (create)`;
    },
    exceptions: [],
  };
};
