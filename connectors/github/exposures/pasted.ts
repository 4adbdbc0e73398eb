import type { BeyondBudgets } from '../../../src/identities/too-complex.ts';
import type { GitHubInventory, WorkflowFact } from '../facts/inventory.ts';
import { type Job, readWorkflowText } from '../workflows/file.ts';
import { type Checkout, type JobReading, jobReadings, type ReadFile } from '../workflows/job-readings.ts';
import { asWritten, type FindJob, type Pasted, pastedIn } from '../workflows/outsider-text.ts';

/** The text of outsiders that a job pastes into what it executes, on some events. */
export type FindPasted = (job: Job, events: readonly string[]) => Pasted | undefined;

/** The jobs that a reading's own file knows by their names: `caller / job` knows `caller / other`. */
const neighbours =
  (name: string, byName: ReadonlyMap<string, readonly JobReading[]>): FindJob =>
  (needed) => {
    const around = name.split(' / ').slice(0, -1);
    return (byName.get([...around, needed].join(' / ').toLowerCase()) ?? []).flatMap(({ ways }) => ways);
  };

const longestName = 64;

/** By workflow of one repository. The files are read again with all that they say when the first one is asked for. */
export const pastedInWorkflows = (
  inventory: GitHubInventory,
  repository: string,
  facts: readonly WorkflowFact[],
  { note }: BeyondBudgets,
): ((fact: WorkflowFact) => FindPasted) => {
  let checkout: Checkout | undefined;
  const read = (): Checkout => {
    checkout ??= {
      files: new Map(
        facts.flatMap(({ data: { path, text } }): [string, ReadFile][] => {
          const file = text === undefined ? undefined : readWorkflowText(text);
          return file === undefined || 'why' in file
            ? []
            : [[path, { path, workflow: file.workflow, written: file.written }]];
        }),
      ),
      action: inventory.localActionsOf(repository),
    };
    return checkout;
  };
  return ({ data, scope }) => {
    let byName: ReadonlyMap<string, readonly JobReading[]> | undefined;
    const readings = (): ReadonlyMap<string, readonly JobReading[]> => {
      const file = read().files.get(data.path);
      byName ??= Map.groupBy(file === undefined ? [] : jobReadings(file, read()), ({ job }) =>
        job.name.toLowerCase(),
      );
      return byName;
    };
    return (job, events) => {
      const own = readings().get(job.name.toLowerCase()) ?? [];
      const beyond = (what: string) => (): void =>
        note({
          scope,
          what: `${repository}/${data.path}, line ${job.line}: job ${JSON.stringify(job.name.slice(0, longestName))}: ${what}`,
        });
      for (const { ways, isCut } of own) {
        if (isCut === true) beyond('it runs in more ways than are analysed separately')();
        for (const { steps } of ways) {
          const found = pastedIn(
            steps,
            events,
            neighbours(job.name, readings()),
            beyond('an expression of more parts, values or steps than are followed'),
          );
          if (found !== undefined) return found;
        }
      }
      // Steps of a workflow of another repository: only as they are written.
      return own.some(({ ways }) => ways.some(({ steps }) => steps.length > 0))
        ? undefined
        : pastedIn(asWritten(job.steps, job.env), events, () => []);
    };
  };
};
