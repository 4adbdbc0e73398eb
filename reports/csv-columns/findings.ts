import { byText } from '../../src/model/by-text.ts';
import type { Finding } from '../../src/model/finding.ts';
import { evidenceText, stepText } from '../wording.ts';
import type { Column, IdentityRow } from './column.ts';
import {
  environment,
  identity,
  identityKind,
  identityName,
  list,
  owner,
  provider,
  scopeName,
  standing,
} from './column.ts';

export interface FindingRow extends IdentityRow {
  readonly finding: Finding;
}

export const findingColumns: readonly Column<FindingRow>[] = [
  { name: 'severity', description: '`info` to `critical`.', value: ({ finding }) => finding.severity },
  { name: 'rule', description: 'Id of the rule.', value: ({ finding }) => finding.rule },
  { name: 'title', description: 'What is wrong, in one sentence.', value: ({ finding }) => finding.title },
  identity,
  identityName,
  identityKind,
  provider,
  {
    name: 'scope',
    description: 'Id of the scope that the finding is about.',
    value: ({ finding }) => finding.scope,
  },
  scopeName,
  environment,
  owner,
  standing,
  {
    name: 'blast_radius',
    description: 'Share of the estate, 0 to 100, that falls if the identity leaks.',
    value: ({ finding }) => finding.blastRadius,
  },
  {
    name: 'confidence',
    description: 'How sure the facts let one be: `low`, `medium`, `high`.',
    value: ({ finding }) => finding.confidence,
  },
  {
    name: 'status',
    description: '`open`, `accepted` (by an exception in force) or `expired-exception`.',
    value: ({ finding }) => finding.status,
  },
  {
    name: 'owasp',
    description: 'Risks of the OWASP Non-Human Identities Top 10.',
    value: ({ finding }) => list(finding.owasp),
  },
  {
    name: 'facets',
    description: 'By which of its sides the identity is wrong.',
    value: ({ finding }) => list(finding.facets),
  },
  {
    name: 'controls',
    description: 'Controls that the finding is evidence for, by framework.',
    value: ({ finding }) =>
      list(
        Object.entries(finding.controls)
          .sort(([a], [b]) => byText(a, b))
          .map(([framework, ids]) => `${framework}: ${ids.join(', ')}`),
      ),
  },
  {
    name: 'evidence',
    description: 'What the facts show, each with its place in the snapshot in brackets.',
    value: ({ finding }) => list(finding.evidence.map(evidenceText)),
  },
  {
    name: 'path',
    description: 'Steps of the path that the finding is about, with what a step assumes.',
    value: ({ finding }) => list(finding.path.map(stepText)),
  },
  { name: 'fix', description: 'The change that ends it.', value: ({ finding }) => finding.fix },
  {
    name: 'fingerprint',
    description: 'The same in every scan that finds this.',
    value: ({ finding }) => finding.fingerprint,
  },
  {
    name: 'evidence_hash',
    description: 'Changes when the facts behind the finding change.',
    value: ({ finding }) => finding.evidenceHash,
  },
  {
    name: 'exception',
    description: 'Id of the exception that accepts it, or that did until it ended; empty: none.',
    value: ({ finding }) => finding.exception,
  },
];
