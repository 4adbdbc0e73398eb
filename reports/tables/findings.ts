import type { Finding } from '../../src/model/finding.ts';
import type { FindingHistory } from '../../src/model/history.ts';
import type { Scope } from '../../src/model/scope.ts';
import { orderedControls } from '../controls.ts';
import { evidenceText, stepText } from '../wording.ts';
import type { CellValue, Column, IdentityRow } from './column.ts';
import {
  environment,
  identity,
  identityKind,
  identityName,
  list,
  owner,
  provider,
  standing,
} from './column.ts';

export interface FindingRow {
  readonly finding: Finding;
  /** The identity that it is about; absent: all of the scope. */
  readonly of: IdentityRow | undefined;
  readonly scope: Scope | undefined;
  /** Id of its group. */
  readonly group: string | undefined;
  readonly history: FindingHistory | undefined;
}

/** A column of the identity; empty where the finding is about a scope, unless the scope says it. */
const ofIdentity = (
  column: Column<IdentityRow>,
  ofScope: (row: FindingRow) => CellValue = () => undefined,
): Column<FindingRow> => ({
  ...column,
  value: (row) => (row.of === undefined ? ofScope(row) : column.value(row.of)),
});

export const findingColumns: readonly Column<FindingRow>[] = [
  { name: 'severity', description: '`info` to `critical`.', value: ({ finding }) => finding.severity },
  { name: 'rule', description: 'Id of the rule.', value: ({ finding }) => finding.rule },
  { name: 'title', description: 'What is wrong, in one sentence.', value: ({ finding }) => finding.title },
  {
    ...ofIdentity(identity, ({ finding }) => finding.identity),
    description: "The identity: the provider's own id; `scope:` and an id: all that lives in that scope.",
  },
  ofIdentity(identityName),
  ofIdentity(identityKind),
  ofIdentity(provider, ({ scope }) => scope?.provider),
  {
    name: 'scope',
    description: 'Id of the scope that the finding is about.',
    value: ({ finding }) => finding.scope,
  },
  { name: 'scope_name', description: 'Name of that scope.', value: ({ scope }) => scope?.name },
  ofIdentity(environment, ({ scope }) => scope?.environment),
  ofIdentity(owner),
  ofIdentity(standing),
  {
    name: 'blast_radius',
    description: 'Share of the estate, 0 to 100, that is compromised if the identity leaks.',
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
    value: ({ finding }) => list(orderedControls(finding.controls).byFramework),
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
  {
    name: 'group',
    description: 'Id of the group of findings that one change ends; the same in every scan.',
    value: ({ group }) => group,
  },
  {
    name: 'rank',
    description:
      'Place of the identity in the order of every list, by which this table is sorted; of a scope: empty.',
    value: ({ of }) => of?.rank,
  },
  {
    name: 'state',
    description: 'By the history: `new`, `open`, `reopened` or `accepted`; empty: no `--history`.',
    value: ({ history }) => history?.state,
  },
  {
    name: 'first_seen',
    description: 'Time of the first scan that found it.',
    value: ({ history }) => history?.firstSeen,
  },
  {
    name: 'age',
    description: 'Whole days since it was found without having been fixed since.',
    value: ({ history }) => history?.age,
  },
  {
    name: 'due',
    description: 'When it is to be fixed at the latest, by `deadlines` of the configuration.',
    value: ({ history }) => history?.due,
  },
  {
    name: 'overdue',
    description: 'Whether that time is past.',
    value: ({ history }) => history?.overdue,
  },
  {
    name: 'open_since',
    description: 'Time of the scan that found it without it having been fixed since: what `age` counts from.',
    value: ({ history }) => history?.openSince,
  },
];
