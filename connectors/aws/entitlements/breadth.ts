import { ownMember } from '../../../src/model/own-member.ts';
import type { Statement } from '../policy/document.ts';
import { hasWildcard } from '../policy/wildcard.ts';

/**
 * Share of a service's resources that one resource pattern covers. Exact figures would need an inventory of the
 * resources, which an IAM snapshot has not; these stand for "all", "some of a kind" and "one".
 */
export const breadthOf = { all: 1, some: 0.25, one: 0.05 } as const;

/** `table/*` is every table; S3 names no kind of resource, so that `labels/*` is one bucket. */
const allOfKind = /^[a-z-]+[/:]\*$/i;
const allOfBucket = /^\*?\/\*$/;

/** What follows the fifth colon: of an ARN the resource. */
const resourceOf = (arn: string): string => {
  let colon = -1;
  for (let k = 0; k < 5; k += 1) {
    colon = arn.indexOf(':', colon + 1);
    if (colon < 0) return '';
  }
  return arn.slice(colon + 1);
};

const patternBreadth = (pattern: string): number => {
  if (!hasWildcard(pattern)) return breadthOf.one;
  const resource = resourceOf(pattern);
  if (resource === '' || resource === '*') return breadthOf.all;
  const all = serviceOf(pattern) === 's3' ? allOfBucket : allOfKind;
  return all.test(resource) ? breadthOf.all : breadthOf.some;
};

/** Third part of an ARN. */
const serviceOf = (arn: string): string => {
  const start = arn.indexOf(':', arn.indexOf(':') + 1) + 1;
  return arn.slice(start, arn.indexOf(':', start));
};

/** The service that a pattern is about; `undefined`: any. */
const breadthKey = (text: string): string | undefined => {
  const service = serviceOf(text);
  return service.includes('*') ? undefined : service;
};

const everywhere: ReadonlyMap<string | undefined, number> = new Map([[undefined, breadthOf.all]]);

/** Breadth of a statement in each service; `undefined` key: any service. */
export const statementBreadth = (statement: Statement): ReadonlyMap<string | undefined, number> => {
  if (statement.notResource || statement.resources.some(({ text }) => text === '*')) return everywhere;
  const breadth = new Map<string | undefined, number>();
  for (const { text } of statement.resources) {
    const key = breadthKey(text);
    breadth.set(key, Math.min(1, (breadth.get(key) ?? 0) + patternBreadth(text)));
  }
  return breadth;
};

/** What decides privileges in some statements: their actions and how much they cover. */
export const contentKey = (statements: readonly Statement[]): string => {
  let key = '';
  for (const statement of statements) {
    key += ` ${statement.actions.id}:`;
    const [first] = statement.resources;
    // Most statements name one resource: no need of a map to add up in.
    if (first !== undefined && statement.resources.length === 1 && !statement.notResource) {
      const { text } = first;
      key += text === '*' ? '*,1;' : `${breadthKey(text) ?? '*'},${patternBreadth(text)};`;
      continue;
    }
    for (const [service, breadth] of statementBreadth(statement)) key += `${service ?? '*'},${breadth};`;
  }
  return key;
};

/** Services whose actions are about another service's resources. */
const foreignResources: Readonly<Record<string, string>> = {
  sts: 'iam',
  'ec2-instance-connect': 'ec2',
  ssm: 'ec2',
};

/** How much of a service a statement covers. A statement about one service alone means its resources for that one. */
export const coveredOf = (
  breadth: ReadonlyMap<string | undefined, number>,
  service: string,
  alone: boolean,
): number | undefined =>
  breadth.get(undefined) ??
  breadth.get(service) ??
  breadth.get(ownMember(foreignResources, service) ?? service) ??
  (alone ? Math.max(0, ...breadth.values()) || undefined : undefined);
