import type { Grant } from '../../src/model/grant.ts';
import { levelName } from '../../src/model/level.ts';
import type { GrantPart } from '../wording.ts';
import { conditionText } from '../wording.ts';
import type { Column, IdentityRow } from './column.ts';
import {
  blastRadius,
  durationInForce,
  identity,
  identityKind,
  identityName,
  list,
  standing,
} from './column.ts';

export interface GrantRow extends IdentityRow {
  readonly grant: Grant;
  /** Absent: nothing is left of the grant. */
  readonly part: GrantPart | undefined;
}

const rounded = (share: number): number => Number(share.toPrecision(3));

export const grantColumns: readonly Column<GrantRow>[] = [
  identity,
  identityName,
  identityKind,
  {
    name: 'scope',
    description: 'Id of the scope that the privileges hold on.',
    value: ({ grant }) => grant.scope,
  },
  {
    name: 'policy',
    description: 'Name of the policy or role definition.',
    value: ({ grant }) => grant.name,
  },
  {
    name: 'via',
    description: 'How the identity has it: attached, inline, through a group.',
    value: ({ grant }) => grant.via,
  },
  {
    name: 'provider_managed',
    description: 'Whether the provider maintains the text.',
    value: ({ grant }) => grant.providerManaged,
  },
  {
    name: 'level',
    description: '`view`, `read`, `write` or `control`; `none`: denies or a boundary leave nothing.',
    value: ({ part }) => (part === undefined ? 'none' : levelName(part.level)),
  },
  {
    name: 'services',
    description: 'Services with this level and breadth; `*`: everything in the scope.',
    value: ({ part }) => list(part?.services ?? []),
  },
  {
    name: 'service_count',
    description: 'Number of these services.',
    value: ({ part }) => part?.count ?? 0,
  },
  {
    name: 'breadth',
    description: "Share of the services' resources that is covered: above 0, 1 is all.",
    value: ({ part }) => (part === undefined ? undefined : rounded(part.breadth)),
  },
  {
    name: 'all_actions',
    description: 'Whether every action of these services is allowed.',
    value: ({ part }) => part?.full,
  },
  {
    name: 'duration',
    description: 'As written: `permanent`, `time-bound`, `eligible`, `activated`, `unknown`.',
    value: ({ grant }) => grant.duration,
  },
  {
    name: 'until',
    description: 'End of a time-bound or activated grant.',
    value: ({ grant }) => grant.until,
  },
  {
    name: 'effective_duration',
    description: 'As policy has it: an end too far away is `permanent`, a past one `ended`.',
    value: (row) => durationInForce(row.grant, row),
  },
  standing,
  {
    name: 'conditions',
    description: 'Conditions on the allowing statements, each with its class.',
    value: ({ grant }) => list(grant.conditions.map(conditionText)),
  },
  blastRadius,
  {
    name: 'record',
    description: 'Kind of the snapshot record in which it is written.',
    value: ({ grant }) => grant.source.record,
  },
  { name: 'record_id', description: 'Id of that record.', value: ({ grant }) => grant.source.id },
  {
    name: 'pointer',
    description: "JSON pointer into the record's data.",
    value: ({ grant }) => grant.source.pointer,
  },
];
