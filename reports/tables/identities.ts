import { byText } from '../../src/model/by-text.ts';
import { stepText } from '../wording.ts';
import type { Column, IdentityRow } from './column.ts';
import {
  blastRadius,
  durationInForce,
  environment,
  homeScope,
  identity,
  identityKind,
  identityName,
  list,
  owner,
  provider,
  scopeName,
  standing,
} from './column.ts';

const distinct = (values: readonly string[]): string => list([...new Set(values)].sort(byText));

export const identityColumns: readonly Column<IdentityRow>[] = [
  { name: 'rank', description: 'Place in the order of every list, from 1.', value: (row) => row.rank },
  identity,
  identityName,
  identityKind,
  provider,
  homeScope,
  scopeName,
  environment,
  owner,
  {
    name: 'nature',
    description: '`machine`, `human` or `unknown`.',
    value: (row) => row.identity.nature.is,
  },
  {
    name: 'nature_reason',
    description: 'What the nature was read from.',
    value: (row) => row.identity.nature.reason,
  },
  {
    name: 'created_at',
    description: 'Time of creation; empty: not known.',
    value: (row) => row.identity.createdAt,
  },
  {
    name: 'last_used_at',
    description: 'Time of the last known use, or `never`; empty: not known.',
    value: (row) => row.identity.lastUsedAt,
  },
  {
    name: 'observed_since',
    description: 'Since when a use would have been seen; empty: not known.',
    value: (row) => row.identity.observedSince,
  },
  standing,
  {
    name: 'credential_lifetimes',
    description: 'First axis of standing: lifetimes of its credentials that are not inactive or expired.',
    value: (row) =>
      distinct(
        row.identity.credentials
          .filter(({ status }) => status === 'active' || status === 'unknown')
          .map(({ lifetime }) => lifetime),
      ),
  },
  {
    name: 'grant_durations',
    description:
      'Second axis: durations of the grants that give something, as policy has them; `ended`: the end has passed.',
    value: (row) =>
      distinct(
        row.identity.grants
          .filter(({ privileges }) => privileges.length > 0)
          .map((grant) => durationInForce(grant, row)),
      ),
  },
  blastRadius,
  {
    name: 'admin',
    description: 'Ids of the scopes under its full control, every step proven.',
    value: (row) => list(row.radius.admin.map(row.scopeId)),
  },
  {
    name: 'admin_if',
    description: 'Ids of the scopes under its full control if an assumption holds, with the assumption.',
    value: (row) =>
      list(
        row.radius.adminIf.map(({ scope, assumes }) => `${row.scopeId(scope)} if ${assumes.join(' and ')}`),
      ),
  },
  {
    name: 'identities',
    description: 'Number of other identities that it can become, every step proven.',
    value: (row) => row.radius.identities,
  },
  {
    name: 'identities_if',
    description: 'Number of other identities that it can become if assumptions hold as well.',
    value: (row) => row.radius.identitiesIf,
  },
  {
    name: 'hops',
    description: 'Number of steps to the worst it can reach; 0: its own permissions suffice.',
    value: (row) => row.radius.hops,
  },
  {
    name: 'providers',
    description: 'Providers in which something is compromised.',
    value: (row) => list(row.radius.providers),
  },
  {
    name: 'path',
    description:
      'Shortest path to the worst; with more than 20,000 identities only for those that have findings.',
    value: (row) => list(row.path().map(stepText)),
  },
  {
    name: 'findings',
    description: 'Number of its findings, accepted ones left out.',
    value: (row) => row.open.length,
  },
  {
    name: 'top_severity',
    description: 'Severity of the worst of them.',
    value: (row) => row.worst?.severity,
  },
  { name: 'top_rule', description: 'Rule of the worst of them.', value: (row) => row.worst?.rule },
  {
    name: 'credentials',
    description: 'Number of its credentials, inactive ones included.',
    value: (row) => row.identity.credentials.length,
  },
  { name: 'grants', description: 'Number of its grants.', value: (row) => row.identity.grants.length },
  {
    name: 'workloads',
    description: 'Number of workloads that run as it; empty: not collected.',
    value: (row) => row.identity.workloads?.length,
  },
  {
    name: 'bounded',
    description: 'Whether a permissions boundary or the like limits it.',
    value: (row) => row.identity.bounded,
  },
  {
    name: 'provider_owned',
    description: 'Whether the provider made it and holds it for itself.',
    value: (row) => row.identity.providerOwned,
  },
  {
    name: 'break_glass',
    description: 'Whether it is kept for emergencies.',
    value: (row) => row.identity.breakGlass,
  },
  { name: 'scanner', description: 'Whether this scan ran as it.', value: (row) => row.identity.scanner },
  { name: 'agent', description: "Whether it is an AI agent's identity.", value: (row) => row.identity.agent },
  {
    name: 'blast_radius_proven',
    description: 'The same share by proven steps alone; breaks ties of `blast_radius`.',
    value: (row) => row.radius.proven,
  },
  {
    name: 'exposure',
    description:
      'How easily an attacker could get it, 0 to 100; empty: nothing is known. Breaks ties of `blast_radius_proven`.',
    value: (row) => row.exposure().score,
  },
  {
    name: 'exposure_known',
    description: 'What is known that exposes it.',
    value: (row) => list(row.exposure().parts.flatMap(({ known }) => known)),
  },
  {
    name: 'exposure_unknown',
    description: 'Parts of its exposure that could not be determined; each counts half.',
    value: (row) => list(row.exposure().parts.flatMap(({ unknown }) => unknown)),
  },
  {
    name: 'becomable_by',
    description: 'Number of other identities that can become it, if assumptions hold.',
    value: (row) => row.becomableBy(),
  },
  {
    name: 'unused',
    description: 'Whether nobody uses it any more (`thresholds.unusedIdentityDays`); empty: not known.',
    value: (row) => row.unused,
  },
];
