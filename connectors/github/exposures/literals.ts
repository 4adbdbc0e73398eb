import type { Exposure } from '../../../src/model/exposure.ts';
import { counted, evidence, plain, quoted, type Read } from './support.ts';

const mostNamed = 5;

/** ` (line 4: token, line 9: command-line)`; those that are thrown away with the job are none. */
const placesOf = (secrets: NonNullable<Read<'github.workflow'>['data']['secrets']>): string => {
  const leaked = secrets.filter(({ throw_away }) => throw_away !== true);
  if (leaked.length === 0) return '';
  const named = leaked.slice(0, mostNamed).map(({ kind, line }) => `line ${line}: ${plain(kind)}`);
  const more = leaked.length - named.length;
  return ` (${named.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
};

/** Each of them may well be none. Of what an earlier reading blanked nothing is known. */
const isUnsure = (secrets: NonNullable<Read<'github.workflow'>['data']['secrets']>): boolean => {
  const leaked = secrets.filter(({ throw_away }) => throw_away !== true);
  return leaked.length > 0 && leaked.every(({ unsure }) => unsure === true);
};

/**
 * A workflow, or an action of the repository, with text in it that looks like a secret; the text was blanked before it became a record.
 * https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets
 */
export const literalSecret = (
  kind: 'github.workflow' | 'github.local-action',
  record: Read<'github.workflow'> | Read<'github.local-action'>,
): readonly Exposure[] => {
  const { blanked = 0, secrets = [], path, repository } = record.data;
  if (blanked === 0) return [];
  return [
    {
      kind: 'literal-secret',
      key: kind === 'github.workflow' ? 'workflow' : path,
      says: `${plain(path)} of ${plain(repository.full_name)} holds ${blanked === 1 ? 'a text that looks like a secret' : `${blanked} texts that look like secrets`}`,
      ...(isUnsure(secrets) ? { confidence: 'low' as const, atMost: 'low' as const } : {}),
      evidence: [
        evidence(
          kind,
          record,
          `${counted(blanked, 'place')} blanked: [blanked] stands for ${blanked === 1 ? 'it' : 'them'}${placesOf(secrets)}`,
          '/text',
        ),
      ],
      fix: [
        'Take it for known: end it at its provider first. Then store a new one as a secret, and name that in the workflow as `${{ secrets.NAME }}`; an action gets it as an input.',
        `gh secret set NAME --repo ${quoted(repository.full_name)} < new-secret`,
      ].join('\n'),
    },
  ];
};
