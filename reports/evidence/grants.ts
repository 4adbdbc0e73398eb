import { byText } from '../../src/model/by-text.ts';
import type { Entitlement } from '../../src/model/entitlement.ts';
import type { Grant } from '../../src/model/grant.ts';
import { levelName } from '../../src/model/level.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { effectiveDuration } from '../../src/model/standing.ts';
import type { Column, IdentityRow } from '../tables/column.ts';
import { blastRadius, identity, identityKind, identityName, list, standing } from '../tables/column.ts';
import { identityRows } from '../tables/rows.ts';
import { conditionText, factText, grantParts } from '../wording.ts';

/** One set of privileges of an identity in one scope, with its permanence. */
export interface PrivilegeRow extends IdentityRow {
  /** What it was read from: the lines that remain after denies and limits, or the grants as written. */
  readonly basis: 'entitlement' | 'grant';
  readonly at: string;
  readonly level: string;
  readonly services: readonly string[];
  /** Empty: not told apart by the connector. */
  readonly privileges: readonly string[];
  readonly resources: readonly string[];
  readonly exceptResources: readonly string[];
  readonly held: Pick<Grant, 'duration' | 'until' | 'conditions'>;
  readonly writtenIn: readonly string[];
}

const ofEntitlement = (row: IdentityRow, line: Entitlement): PrivilegeRow => ({
  ...row,
  basis: 'entitlement',
  at: line.scope,
  level: line.level,
  services: [line.service],
  privileges: line.privileges,
  resources: line.resources,
  exceptResources: line.exceptResources,
  held: line,
  writtenIn: [...new Set(line.sources.map(factText))].sort(byText),
});

function* ofGrants(result: AuditResult, row: IdentityRow, servicesIn: ReadonlyMap<string, number>) {
  const grants = row.identity.grants.toSorted(
    (a, b) =>
      byText(a.scope, b.scope) || byText(a.name, b.name) || byText(factText(a.source), factText(b.source)),
  );
  for (const grant of grants) {
    const parts = grantParts(result.estate, grant, servicesIn.get(grant.scope) ?? Number.POSITIVE_INFINITY);
    for (const { level, full, services } of parts) {
      const held: PrivilegeRow = {
        ...row,
        basis: 'grant',
        at: grant.scope,
        level: levelName(level),
        services,
        privileges: full ? services.map((service) => (service === '*' ? '*' : `${service}:*`)) : [],
        resources: [],
        exceptResources: [],
        held: grant,
        writtenIn: [factText(grant.source)],
      };
      yield held;
    }
  }
}

export function* privilegeRows(result: AuditResult): Generator<PrivilegeRow> {
  const { entitlements } = result.estate;
  const servicesIn = new Map(result.estate.scopes.map(({ id, services }) => [id, services.length]));
  for (const row of identityRows(result)) {
    if (entitlements === undefined) yield* ofGrants(result, row, servicesIn);
    else for (const line of entitlements(row.index)) yield ofEntitlement(row, line);
  }
}

export const privilegeColumns: readonly Column<PrivilegeRow>[] = [
  identity,
  identityName,
  identityKind,
  { name: 'scope', description: 'Id of the scope that the privileges hold on.', value: ({ at }) => at },
  {
    name: 'level',
    description: 'The strongest of them: `view`, `read`, `write` or `control`.',
    value: ({ level }) => level,
  },
  {
    name: 'services',
    description: 'Services that they are about; `*`: all of the provider.',
    value: ({ services }) => list(services),
  },
  {
    name: 'privileges',
    description: "In the provider's words, `*` standing for any characters; empty: not told apart.",
    value: ({ privileges }) => list(privileges),
  },
  {
    name: 'resources',
    description: 'On what, `*`: all; empty: not told apart.',
    value: ({ resources }) => list(resources),
  },
  {
    name: 'except_resources',
    description: 'What is taken out of these.',
    value: ({ exceptResources }) => list(exceptResources),
  },
  {
    name: 'permanence',
    description:
      'As policy has it: `permanent`, `time-bound`, `eligible`, `activated`, `ended`, `unknown`. An end too far away is permanent.',
    value: ({ held, now, longestGrantDays }) => effectiveDuration(held, now, longestGrantDays),
  },
  { name: 'duration', description: 'As written.', value: ({ held }) => held.duration },
  { name: 'until', description: 'End, where one is written.', value: ({ held }) => held.until },
  {
    name: 'conditions',
    description: 'What else must hold, each with its class.',
    value: ({ held }) => list(held.conditions.map(conditionText)),
  },
  standing,
  blastRadius,
  {
    name: 'written_in',
    description: 'Records of the snapshot in which it is written, with the place in them.',
    value: ({ writtenIn }) => list(writtenIn),
  },
  {
    name: 'basis',
    description:
      '`entitlement`: what remains after denies and limits, line by line; `grant`: the grants as written.',
    value: ({ basis }) => basis,
  },
];
