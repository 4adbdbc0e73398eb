import type { Exposure } from '../../../src/model/exposure.ts';
import { counted, evidence, plain, type Read } from './support.ts';

/**
 * A workflow with text in it that looks like a secret; the text was blanked before it became a record.
 * https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets
 */
export const literalSecret = (record: Read<'github.workflow'>): readonly Exposure[] => {
  const { blanked = 0, path, repository } = record.data;
  if (blanked === 0) return [];
  return [
    {
      kind: 'literal-secret',
      key: 'workflow',
      says: `${plain(path)} of ${plain(repository.full_name)} holds ${blanked === 1 ? 'a text that looks like a secret' : `${blanked} texts that look like secrets`}`,
      evidence: [
        evidence(
          'github.workflow',
          record,
          `${counted(blanked, 'place')} blanked: [blanked] stands for ${blanked === 1 ? 'it' : 'them'}`,
          '/text',
        ),
      ],
      fix: [
        'Take it for known: end it at its provider first. Then store a new one as a secret, and name that in the workflow as `${{ secrets.NAME }}`.',
        `gh secret set NAME --repo ${repository.full_name} < new-secret`,
      ].join('\n'),
    },
  ];
};
