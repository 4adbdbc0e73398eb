import type { AccessWay, AllowingStatement } from '../../../src/model/access.ts';
import { byText } from '../../../src/model/by-text.ts';
import type { Condition } from '../../../src/model/condition.ts';
import type { StatementRef } from '../../../src/model/evidence.ts';
import type { Principal } from '../facts/inventory.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Decision } from '../policy/evaluate.ts';
import { accountIn, type Terms } from './asking.ts';

/** One answer of the evaluator before equal ones are joined. */
export interface Found {
  readonly privileges: readonly string[];
  readonly resources: readonly string[];
  readonly exceptResources: readonly string[];
  readonly decision: Decision;
  readonly terms: Terms;
  /** It begins at `until` of this condition. */
  readonly starts?: Condition | undefined;
  readonly by: readonly StatementRef[];
  /** Of others than the identity's own policies: a role's trust policy. */
  readonly trust?: AllowingStatement;
}

/** Where the statements stand, by the first of the policies that holds each. */
export const allowingStatements = (
  principal: Principal,
  documents: readonly PolicyDocument[],
  by: readonly StatementRef[],
): AllowingStatement[] =>
  [...new Map(by.map((ref) => [`${ref.document}/${ref.statement}`, ref])).values()].flatMap(
    ({ document, statement }) => {
      const policy = principal.policies.find((each) => each.document === document);
      if (policy === undefined) return [];
      const { name, via, source, elsewhere } = policy;
      const text = documents[document]!;
      const sid = text.statements.find(({ index }) => index === statement)?.sid;
      const place = text.single ? '/Statement' : `/Statement/${statement}`;
      return [
        {
          policy: name,
          via,
          statement,
          ...(sid === undefined ? {} : { id: sid }),
          source: elsewhere === true ? source : { ...source, pointer: `${source.pointer ?? ''}${place}` },
        },
      ];
    },
  );

/**
 * What the resource has to say and was not asked: the trust policy of a role, and a policy of a resource in another account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
const otherSide = (principal: Principal, { privileges, resources, trust }: Found): readonly string[] => {
  if (trust !== undefined) return [];
  if (privileges.includes('sts:AssumeRole')) return ["the role's trust policy lets it in"];
  return resources.every((resource) => (accountIn(resource) ?? principal.account) === principal.account)
    ? []
    : [`a policy of the resource, which is not in the snapshot, lets account ${principal.account} in`];
};

const wayOf = (principal: Principal, documents: readonly PolicyDocument[], found: Found): AccessWay => {
  const { decision, terms, starts, trust } = found;
  const conditions = starts === undefined ? terms.conditions : [...terms.conditions, starts];
  const assumes = [...terms.assumes, ...otherSide(principal, found)].toSorted(byText);
  const isSure = decision.verdict === 'allowed' && starts === undefined && assumes.length === 0;
  return {
    verdict: isSure ? 'allowed' : 'conditional',
    privileges: found.privileges,
    resources: found.resources,
    exceptResources: found.exceptResources,
    duration: decision.until === undefined ? 'permanent' : 'time-bound',
    ...(decision.until === undefined ? {} : { until: decision.until }),
    conditions,
    request: terms.request,
    assumes,
    allowedBy: [
      ...allowingStatements(principal, documents, found.by),
      ...(trust === undefined ? [] : [trust]),
    ],
  };
};

const sorted = (values: readonly string[]): string[] => [...new Set(values)].sort(byText);

const statementKey = ({ policy, via, statement, source }: AllowingStatement): string =>
  JSON.stringify([policy, via, statement, source]);

/** Ways that differ only in one of privileges, resources and statements become one. */
const join = (
  ways: readonly AccessWay[],
  field: 'privileges' | 'resources' | 'allowedBy',
): readonly AccessWay[] =>
  [...Map.groupBy(ways, (way) => JSON.stringify({ ...way, [field]: undefined })).values()].map(
    (same): AccessWay => {
      const [first] = same;
      if (same.length === 1) return first!;
      if (field !== 'allowedBy') return { ...first!, [field]: sorted(same.flatMap((way) => way[field])) };
      const all = same
        .flatMap(({ allowedBy }) => allowedBy)
        .map((each) => [statementKey(each), each] as const);
      return {
        ...first!,
        allowedBy: [...new Map(all)].sort(([a], [b]) => byText(a, b)).map(([, each]) => each),
      };
    },
  );

/** Sure before conditional, lasting before ending, few conditions before many. */
const order = (a: AccessWay, b: AccessWay): number =>
  Number(a.verdict === 'conditional') - Number(b.verdict === 'conditional') ||
  Number(a.until !== undefined) - Number(b.until !== undefined) ||
  a.conditions.length +
    a.assumes.length +
    a.request.length -
    (b.conditions.length + b.assumes.length + b.request.length) ||
  byText(JSON.stringify([a.privileges, a.resources]), JSON.stringify([b.privileges, b.resources])) ||
  byText(JSON.stringify(a), JSON.stringify(b));

export const waysOf = (
  principal: Principal,
  documents: readonly PolicyDocument[],
  found: readonly Found[],
): readonly AccessWay[] => {
  const ways = found.map((each) => wayOf(principal, documents, each));
  return [...join(join(join(ways, 'privileges'), 'resources'), 'allowedBy')].sort(order);
};
