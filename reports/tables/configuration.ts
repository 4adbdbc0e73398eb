import { loosenedSeverity } from '../../src/model/in-force.ts';
import type { Named } from '../in-force.ts';
import type { Column } from './column.ts';

/** A row of `configuration.csv`: a file, a value that is not the default, or that both were found by themselves. */
export interface ConfigurationRow {
  readonly subject: 'file' | 'setting' | 'finding' | 'filter';
  readonly name: string;
  readonly kind: string;
  readonly value: string;
  readonly standard?: string;
  readonly effect: string;
  readonly sha256?: string;
}

export const configurationColumns: readonly Column<ConfigurationRow>[] = [
  {
    name: 'subject',
    description:
      '`file`: read for this run; `setting`: not the default; `finding`: a configuration that nobody named loosens; `filter`: a flag that leaves something out of these reports.',
    value: ({ subject }) => subject,
  },
  {
    name: 'name',
    description: 'Path from the working directory, or key of the setting.',
    value: ({ name }) => name,
  },
  {
    name: 'kind',
    description: 'Of a file what it is; of a setting what it is about; of a finding its severity.',
    value: ({ kind }) => kind,
  },
  {
    name: 'value',
    description:
      'Of a file how it was found; of a setting its value, as JSON; of a finding `open` or `allowed`.',
    value: ({ value }) => value,
  },
  { name: 'standard', description: 'The default, as JSON.', value: ({ standard }) => standard },
  {
    name: 'effect',
    description: '`looser`, `stricter`, or `either` where it may hide something.',
    value: ({ effect }) => effect,
  },
  { name: 'sha256', description: 'Digest of the file.', value: ({ sha256 }) => sha256 },
];

export function* configurationRows({ inForce, filter }: Named): Generator<ConfigurationRow> {
  for (const flag of filter?.flags ?? [])
    yield { subject: 'filter', name: flag, kind: 'filter', value: '', effect: 'looser' };
  if (inForce === undefined) return;
  const { files, deviations, loosenedUnasked } = inForce;
  for (const { role, path, sha256, foundBy: by } of files)
    yield { subject: 'file', name: path, kind: role, value: by, effect: '', sha256 };
  for (const { key, kind, value, standard, effect } of deviations)
    yield { subject: 'setting', name: key, kind, value, standard, effect };
  if (loosenedUnasked !== 'no') {
    const { path } = files.find(({ role }) => role === 'configuration')!;
    yield {
      subject: 'finding',
      name: path,
      kind: loosenedSeverity,
      value: loosenedUnasked,
      effect: 'looser',
    };
  }
}
