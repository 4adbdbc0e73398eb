import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from './cases.ts';
import { demoFilesIn, type Explained, explainedOf, writeEarlier } from './inputs.ts';
import { runSteps, type Steps } from './run.ts';
import type { Server, ServerName } from './servers.ts';
import type { Subject } from './subjects.ts';
import type { Tree } from './trees.ts';

/** The clock of programs that read files only; a live service has its own, which the program's must not be behind. */
const fixedMoment = '2026-10-01T09:00:00.000Z';

/** Folders and services that the runs of both trees share. */
export interface Workshop {
  readonly work: string;
  readonly inputs: string;
  /** The clock of programs that read live. */
  readonly started: Date;
  readonly servers: Map<ServerName, Server>;
  readonly explained: Map<Subject, Explained>;
}

export const openWorkshop = (work: string): Workshop => ({
  work,
  inputs: join(work, 'inputs'),
  started: new Date(),
  servers: new Map(),
  explained: new Map(),
});

export const environmentOf = (
  { work, started, servers }: Workshop,
  server: ServerName | undefined,
): Readonly<Record<string, string>> => ({
  // Its cache of compiled code is warm after a few runs, and nobody else's.
  HOME: join(work, 'home'),
  NHI_UNCHANGED_NOW: server === undefined ? fixedMoment : started.toISOString(),
  ...(server === undefined ? {} : servers.get(server)?.environment),
});

const meanings = (subject: Subject | undefined, { inputs }: Workshop, identity: string) => ({
  '{identity}': [identity],
  '{further-identity}': [identity],
  '{source}': subject?.source ?? [],
  '{snapshot}': [`in/snapshots/${subject?.name}.ndjson`],
  '{earlier}': [`in/snapshots/${subject?.name}-earlier.ndjson`],
  '{demo-files}': demoFilesIn(inputs),
});

const identitiesFor = (line: string, explained: Explained | undefined): readonly string[] => {
  if (line.includes('{identity}')) return explained?.few ?? [];
  return line.includes('{further-identity}') ? (explained?.further ?? []) : [''];
};

/** Words of the command lines, with what placeholders stand for. */
export const stepsOf = ({ lines, subject }: Case, workshop: Workshop): Steps =>
  lines.flatMap((line) => {
    const explained = subject === undefined ? undefined : workshop.explained.get(subject);
    const words = line.split(' ').filter((word) => word !== '');
    return identitiesFor(line, explained).map((identity) => {
      const meaning: Readonly<Record<string, readonly string[]>> = meanings(subject, workshop, identity);
      return words.flatMap((word) => meaning[word] ?? [word]);
    });
  });

/** A scan by the base: its snapshot, an earlier state made of it, and who is to be explained. */
export const prepare = async (base: Tree, subject: Subject, workshop: Workshop): Promise<void> => {
  const { work, inputs, explained } = workshop;
  const folder = join(work, 'prepared', subject.name);
  const { source, server } = subject.live ?? { source: subject.source, server: undefined };
  const kept = `snapshots/${subject.name}.ndjson`;
  const steps = [['scan', ...source, '--format', 'json', '--snapshot', `in/${kept}`]];
  const { codes } = await runSteps(base, {
    steps,
    inputs,
    folder,
    environment: environmentOf(workshop, server),
  });
  if (codes[0] !== 0) {
    const says = readFileSync(join(folder, '1.stderr'), 'utf8');
    throw new Error(`the base cannot scan ${subject.name}: ${says}`);
  }
  const snapshot = join(inputs, kept);
  writeEarlier(snapshot, snapshot.replace(/\.ndjson$/, '-earlier.ndjson'));
  const report = readFileSync(join(folder, '1.stdout'), 'utf8');
  explained.set(subject, explainedOf(report));
};
