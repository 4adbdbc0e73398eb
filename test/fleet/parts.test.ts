import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TargetFacts } from '../../src/fleet/estate.ts';
import { allScopes } from '../../src/fleet/parts/part.ts';
import { packed, readTargets, splitTargets } from '../../src/fleet/parts/split.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { graphOf } from '../../src/reach/graph.ts';
import type { Rows } from '../../src/reach/rows.ts';
import { lawRuns } from '../support/law-runs.ts';
import { inParts, wholeReport, wholeResult } from './in-parts.ts';
import {
  asTargets,
  type Drawn,
  drawOrganizations,
  factsOfAccount,
  lets,
  roleRecord,
} from './organizations.ts';

const collectedAt = '2026-06-01T00:00:00.000Z';
/** Every third account is known by old facts alone. */
const targetsOf = (drawn: Drawn, identities: number, seed: number): readonly TargetFacts[] =>
  asTargets(
    new Map(
      drawn.organizations.flatMap(({ accounts }, organization) =>
        accounts.map((id, account) => [id, factsOfAccount(drawn, organization, account, identities, seed)]),
      ),
    ),
    collectedAt,
    (id) => (Number(id) + seed) % 3 === 0,
  );

/** Organisations (index) of each part. */
const organizationsOf = (targets: readonly TargetFacts[], parts: readonly (readonly number[])[]) =>
  parts.map((part) =>
    [...new Set(part.map((index) => Number(targets[index]!.age.scope.slice(3, 6))))].sort(),
  );

const role = (account: string, name: string, trust: object): SnapshotRecord =>
  roleRecord(account, name, trust, { attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] });

/** The first account of each of three organisations, with something more in that of the first. */
const withMore = (...more: readonly SnapshotRecord[]): readonly TargetFacts[] => {
  const drawn = drawOrganizations(3, () => 1);
  return asTargets(
    new Map(
      drawn.organizations.map(({ accounts: [id = ''] }, organization) => [
        id,
        [...factsOfAccount(drawn, organization, 0, 3, 1), ...(organization === 0 ? more : [])],
      ]),
    ),
    collectedAt,
  );
};
const queue = (PolicyDocument: object): SnapshotRecord => {
  const Arn = `arn:aws:sqs:eu-west-1:${own}:jobs`;
  return {
    record: 'aws.resource-policy',
    scope: own,
    id: Arn,
    data: { Arn, ResourceType: 'AWS::SQS::Queue', PolicyDocument },
  };
};
const own = '100000000000';
const second = '100001000000';

describe('an estate in parts', () => {
  test('one law: the joined report of drawn organisations is that of one process, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 2, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), { maxLength: 2 }),
        async (seed, organizations, accounts, trusts) => {
          const drawn = drawOrganizations(
            organizations,
            (organization) => 1 + ((accounts + organization) % 3),
            trusts.filter(([from, to]) => from !== to && from < organizations && to < organizations),
          );
          const targets = targetsOf(drawn, 8, seed);
          const { split, text } = await inParts(targets, collectedAt);
          expect(split.wholeOf.size).toBe(0);
          expect(text).toBe(await wholeReport(targets, collectedAt));
        },
      ),
      // Each draws an estate and judges it twice.
      { numRuns: Math.min(lawRuns(2, 20), 20) },
    );
  });

  test('the report says something, and is another where what a trust joins is torn apart', async () => {
    const targets = targetsOf(
      drawOrganizations(2, () => 1, [[0, 1]]),
      6,
      3,
    );
    const whole = await wholeReport(targets, collectedAt);
    const { parts, text, joined } = await inParts(targets, collectedAt);
    expect(organizationsOf(targets, parts)).toEqual([[0, 1]]);
    expect(text).toBe(whole);
    const document = JSON.parse(whole) as { readonly identities: unknown[]; readonly findings: unknown[] };
    expect(joined.identities).toBe(document.identities.length);
    expect([...joined.open.values()].reduce((sum, each) => sum + each)).toBe(document.findings.length);
    expect(document.findings.length).toBeGreaterThan(10);
    const torn = await inParts(targets, collectedAt, { given: targets.map((_, index) => [index]) });
    expect(torn.text).not.toBe(whole);
  });

  test('where a trust goes one way, what is reached by entering is not enough: both parts hang on what is inside the other', async () => {
    const trusts = [[0, 1]] as const;
    const drawn = drawOrganizations(2, () => 1, trusts);
    const role = `arn:aws:iam::${second}:role/from-0`;
    const found = async (inside: number) => {
      // The first organisation with so many identities; the second, which lets it in, and the trust are always the same.
      const targets = asTargets(
        new Map([
          [own, factsOfAccount(drawn, 0, 0, inside, 1)],
          [second, factsOfAccount(drawn, 1, 0, 6, 1)],
        ]),
        collectedAt,
      );
      const { identities } = JSON.parse(await wholeReport(targets, collectedAt)) as {
        readonly identities: readonly {
          readonly id: string;
          readonly becomableBy: number;
          readonly blastRadius: { readonly path: readonly { readonly from: string }[] };
        }[];
      };
      return {
        becomableBy: identities.find(({ id }) => id === role)?.becomableBy,
        // Paths of the first organisation whose further steps, and what shows them, lie in the second.
        goOn: identities.filter(
          ({ id, blastRadius: { path } }) =>
            id.startsWith(`arn:aws:iam::${own}:`) && path.slice(1).some(({ from }) => from === role),
        ).length,
      };
    };
    const [few, many] = [await found(4), await found(40)];
    expect(few.becomableBy).toBeGreaterThan(0);
    expect(many.becomableBy).toBeGreaterThan(few.becomableBy!);
    expect(few.goOn).toBeGreaterThan(0);
  });

  test('where a trust goes one way, all of the part that is entered lies behind the border', async () => {
    const drawn = drawOrganizations(2, () => 3, [[0, 1]]);
    const { estate } = await wholeResult(targetsOf(drawn, 20, 1), collectedAt);
    const graph = graphOf(estate);
    const border = estate.identities.findIndex(({ id }) => id === `arn:aws:iam::${second}:role/from-0`);
    /** Share of the identities of an organisation among the nodes that a walk from the border comes to. */
    const share = (organization: number, next: (node: number) => Iterable<number>): number => {
      const seen = new Set([border]);
      for (const node of seen) for (const each of next(node)) seen.add(each);
      const own = estate.identities.flatMap(({ scope }, index) =>
        drawn.organizations[organization]!.accounts.includes(scope) ? [index] : [],
      );
      return own.filter((index) => seen.has(index)).length / own.length;
    };
    const of = ({ offsets, values }: Rows, node: number) =>
      values.subarray(offsets[node]!, offsets[node + 1]!);
    const behind = (node: number) => of(graph.out, node);
    const before = (node: number) => of(graph.into, node).map((edge) => graph.from[edge]!);
    // All of the second lies behind it: a summary of what is reached by entering there leaves nothing out.
    expect(share(1, behind)).toBe(1);
    expect(share(0, behind)).toBe(0);
    expect(share(0, before)).toBeGreaterThan(0);
    expect(share(0, before)).toBeLessThan(1);
  });

  const cases: readonly (readonly [says: string, more: SnapshotRecord | undefined, parts: number])[] = [
    ['three organisations that know nothing of each other', undefined, 3],
    ['a role that lets in an account of another', role(own, 'in', lets({ AWS: second })), 2],
    [
      'the same in a text, percent-encoded',
      {
        ...role(own, 'in', {}),
        data: {
          ...(role(own, 'in', {}).data as object),
          AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(lets({ AWS: second }))),
        },
      },
      2,
    ],
    [
      'the same in a text, with numbers for characters',
      {
        ...role(own, 'in', {}),
        data: {
          ...(role(own, 'in', {}).data as object),
          AssumeRolePolicyDocument: JSON.stringify(lets({ AWS: second })).replace(
            second,
            `\\u0031${second.slice(1)}`,
          ),
        },
      },
      2,
    ],
    [
      'a role that lets in members of another organisation',
      role(own, 'in', lets('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-drawn00001' } })),
      2,
    ],
    ['a role that lets in everybody', role(own, 'in', lets('*')), 1],
    [
      'everybody but one',
      role(own, 'in', {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', NotPrincipal: { AWS: own }, Action: 'sts:AssumeRole' }],
      }),
      1,
    ],
    [
      'everybody by a pattern of accounts',
      role(own, 'in', lets('*', { StringLike: { 'aws:PrincipalAccount': '1*' } })),
      1,
    ],
    [
      'everybody with a certain name',
      role(own, 'in', lets('*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/ci' } })),
      1,
    ],
    [
      'everybody of an organisation whose accounts nobody listed',
      role(own, 'in', lets('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-unlisted00' } })),
      1,
    ],
    [
      'everybody, if a key is there',
      role(own, 'in', lets('*', { StringEqualsIfExists: { 'aws:PrincipalAccount': own } })),
      1,
    ],
    [
      'everybody from one account, by a literal',
      role(own, 'in', lets('*', { StringEquals: { 'aws:PrincipalAccount': own } })),
      3,
    ],
    [
      'a queue that services write to for its own account',
      queue(lets('*', { StringEquals: { 'aws:SourceAccount': own } })),
      3,
    ],
    ['a queue that everybody reads', queue(lets('*')), 1],
    ['a name that belongs to nobody', role(own, 'in', lets({ AWS: '555566667777' })), 3],
  ];
  test.each(cases)('%s', async (_, more, parts) => {
    const targets = withMore(...(more === undefined ? [] : [more]));
    const { targets: known } = await readTargets(targets);
    const split = splitTargets(known);
    expect(split.sets).toHaveLength(parts);
    expect(split.wholeOf.size > 0).toBe(parts === 1);
  });

  test('targets with facts of a provider of which nobody can tell what joins them are one set', async () => {
    const { targets } = await readTargets(withMore());
    const [first, second, third] = targets;
    const split = splitTargets([{ ...first!, untold: ['gcp'] }, second!, { ...third!, untold: ['gcp'] }]);
    expect(split.sets).toEqual([[0, 2], [1]]);
    expect(split.wholeOf).toEqual(
      new Map([['gcp', 'it is not known what joins facts of gcp to each other']]),
    );
  });

  test('small sets are put together, up to as many facts as a part may have', () => {
    expect(packed([5, 5, 5], 1e6)).toEqual([[0, 1, 2]]);
    expect(packed([5, 5, 5], 10)).toEqual([[0, 1], [2]]);
    expect(packed([50, 5, 5], 10)).toEqual([[0], [1, 2]]);
  });

  test('a scope in two parts is no split', () => {
    expect(() =>
      allScopes([
        [['a', 1]],
        [
          ['b', 1],
          ['a', 1],
        ],
      ]),
    ).toThrow('scope a is in two parts');
  });
});
