import { byText } from '../src/model/by-text.ts';
import type { Condition } from '../src/model/condition.ts';
import type { Estate } from '../src/model/estate.ts';
import type { Evidence, FactRef } from '../src/model/evidence.ts';
import type { PathStep } from '../src/model/finding.ts';
import type { Grant, ServicePrivilege } from '../src/model/grant.ts';
import type { LevelRank } from '../src/model/level.ts';

export const factText = ({ record, id, pointer }: FactRef): string =>
  pointer === undefined ? `${record} ${id}` : `${record} ${id} ${pointer}`;

export const evidenceText = (evidence: Evidence): string => `${evidence.says} [${factText(evidence)}]`;

export const conditionText = ({ class: kind, operator, key, values }: Condition): string =>
  `${kind}: ${operator} ${key} ${values.join(', ')}`.trimEnd();

export const stepText = ({ from, to, by, assumes }: PathStep): string =>
  `${from} -> ${to}: ${by}${assumes.length === 0 ? '' : ` (if ${assumes.join(' and ')})`}`;

/** The services in which a grant gives the same. */
export interface GrantPart {
  readonly level: LevelRank;
  readonly breadth: number;
  /** Whether every action of these services is allowed. */
  readonly full: boolean;
  /** Sorted; `*` alone: all services of the scope. */
  readonly services: readonly string[];
  readonly count: number;
}

const partKey = ({ level, breadth, full }: ServicePrivilege): string => `${level} ${breadth} ${full}`;

/** A grant, by what it gives: strongest and broadest first. A grant of everything is one part, service `*`. */
export const grantParts = (estate: Estate, grant: Grant, servicesInScope: number): readonly GrantPart[] => {
  const { privileges } = grant;
  if (privileges.length === 0) return [];
  const everything =
    servicesInScope > 0 &&
    privileges.length >= servicesInScope &&
    privileges.every(({ full, breadth }) => full && breadth === 1);
  if (everything) {
    const level = Math.max(...privileges.map((privilege) => privilege.level)) as LevelRank;
    return [{ level, breadth: 1, full: true, services: ['*'], count: privileges.length }];
  }
  return [...Map.groupBy(privileges, partKey).values()]
    .map((same): GrantPart => {
      const { level, breadth, full } = same[0]!;
      const services = same.map(({ service }) => estate.services[service]!.name).sort(byText);
      return { level, breadth, full, services, count: services.length };
    })
    .sort((a, b) => b.level - a.level || b.breadth - a.breadth || Number(b.full) - Number(a.full));
};

const day = 86_400_000;

/** Whole days between two times; `undefined` where one is unknown, `never`, or no time at all. */
export const daysBetween = (from: string | undefined, to: string): number | undefined => {
  if (from === undefined) return undefined;
  const days = Math.floor((Date.parse(to) - Date.parse(from)) / day);
  return Number.isNaN(days) ? undefined : days;
};
