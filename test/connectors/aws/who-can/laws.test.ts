import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileWildcard } from '../../../../connectors/aws/policy/wildcard.ts';
import type { AccessAnswer, AccessVerdict } from '../../../../src/model/access.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  account,
  arn,
  estateOf,
  now,
  organization,
  policy,
  role,
  trusting,
} from '../../../support/aws-sketch.ts';
import { lawRuns } from '../../../support/law-runs.ts';
import { documents, layers, requests, statements } from '../../../support/policy-arbitraries.ts';
import {
  type ReferenceLayers,
  type ReferenceRequest,
  referenceDecides,
} from '../../../support/reference-evaluator.ts';

/** Answers against an evaluator that shares no code with ours. */
const runs = lawRuns(25, 300);
/** Of laws with a precondition, which draw many more than they keep. */
const kept = Math.ceil(runs / 4);
/** People may start its sessions, so that every request of the reference evaluator is one of them. */
const trust = trusting({ AWS: arn.root() });

const recordsOf = ({ identity, boundary, serviceControl }: ReferenceLayers): readonly SnapshotRecord[] => [
  ...(boundary === undefined ? [] : [policy('limit', boundary)]),
  ...(serviceControl.length === 0 ? [] : organization([account], { scps: serviceControl[0]! })),
  role('r', trust, {
    inline: identity.map(({ Statement }) => Statement),
    ...(boundary === undefined ? {} : { boundary: arn.policy('limit') }),
  }),
];

const answerOf = (records: readonly SnapshotRecord[], privilege: string, resource?: string): AccessAnswer =>
  estateOf(records).whoCan!({ privilege, ...(resource === undefined ? {} : { resource }) });
const verdictOf = (drawn: ReferenceLayers, privilege: string, resource?: string): AccessVerdict =>
  answerOf(recordsOf(drawn), privilege, resource).identities[0]!.verdict;

/** One level of service control policies: the sketch has no more. */
const drawnLayers = layers.map(
  (drawn): ReferenceLayers => ({
    ...drawn,
    serviceControl: drawn.serviceControl.slice(0, 1),
  }),
);

/** IAM's actions on the drawn resources, which are of S3, are refused as a question. */
const asked = requests.filter(({ action }) => action.startsWith('s3:'));

/** What a request of the role can carry: it is no user, has no tags, and asks at the time of the snapshot, over TLS. */
const ofRole = (request: ReferenceRequest): ReferenceRequest => {
  const context = new Map(request.context);
  for (const key of ['aws:username', 'aws:principaltag/team']) context.delete(key);
  context.set('aws:currenttime', [now]);
  context.set('aws:securetransport', ['true']);
  return { ...request, context };
};

const unconditional = documents().filter(({ Statement }) =>
  Statement.every(
    ({ Condition, Resource, NotResource }) =>
      Condition === undefined &&
      ![...(Resource ?? []), ...(NotResource ?? [])].some((text) => text.includes('$')),
  ),
);
const plainLayers: fc.Arbitrary<ReferenceLayers> = fc.record({
  identity: fc.array(unconditional, { minLength: 1, maxLength: 3 }),
  boundary: fc.option(unconditional, { nil: undefined }),
  serviceControl: fc.array(fc.array(unconditional, { minLength: 1, maxLength: 2 }), { maxLength: 1 }),
});

describe('laws', () => {
  test('without conditions an identity may exactly what the reference evaluator allows', () => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(plainLayers, asked, (drawn, request) => {
        const allowed = referenceDecides(drawn, request);
        seen.add(allowed);
        expect(verdictOf(drawn, request.action, request.resource)).toBe(allowed ? 'allowed' : 'denied');
      }),
      { numRuns: runs },
    );
    expect(seen).toEqual(new Set([true, false]));
  });

  test('whatever request the reference evaluator allows, the identity is listed', () => {
    fc.assert(
      fc.property(drawnLayers, asked, (drawn, request) => {
        fc.pre(referenceDecides(drawn, ofRole(request)));
        expect(verdictOf(drawn, request.action, request.resource)).not.toBe('denied');
        expect(verdictOf(drawn, request.action)).not.toBe('denied');
        expect(verdictOf(drawn, 's3:*Object', 'arn:aws:s3:::*')).not.toBe('denied');
      }),
      { numRuns: kept },
    );
  });

  test('whom an identity is listed for, its entitlements cover', () => {
    fc.assert(
      fc.property(drawnLayers, asked, (drawn, { action, resource }) => {
        const estate = estateOf(recordsOf(drawn));
        const [access] = estate.whoCan!({ privilege: action, resource }).identities;
        fc.pre(access!.ways.length > 0);
        const fits = (pattern: string, text: string): boolean =>
          compileWildcard(pattern.replaceAll(/\$\{[^}]*\}/g, '*'))(text);
        const covering = estate.entitlements!(0).filter(
          ({ privileges, resources }) =>
            privileges.some((privilege) => fits(privilege.toLowerCase(), action.toLowerCase())) &&
            resources.some((pattern) => fits(pattern, resource)),
        );
        expect(covering).not.toEqual([]);
      }),
      { numRuns: kept },
    );
  });

  test('without conditions any resource is answered by those on which it is allowed', () => {
    const places = ['a/x', 'b/x', 'a/bob', 'c/y', 'a/y'].map((place) => `arn:aws:s3:::${place}`);
    fc.assert(
      fc.property(plainLayers, fc.constantFrom('s3:GetObject', 's3:PutObject'), (drawn, action) => {
        const [access] = answerOf(recordsOf(drawn), action).identities;
        const somewhere = places.filter((resource) =>
          referenceDecides(drawn, { action, resource, context: new Map() }),
        );
        if (somewhere.length > 0) expect(access!.verdict).toBe('allowed');
        for (const resource of somewhere) {
          const told = access!.ways.some(
            ({ resources, exceptResources }) =>
              resources.some((pattern) => compileWildcard(pattern)(resource)) &&
              !exceptResources.some((pattern) => compileWildcard(pattern)(resource)),
          );
          expect(told).toBe(true);
        }
      }),
      { numRuns: runs },
    );
  });

  test('a deny lets nobody in', () => {
    fc.assert(
      fc.property(drawnLayers, statements('Deny'), asked, (drawn, deny, { action, resource }) => {
        fc.pre(verdictOf(drawn, action, resource) === 'denied');
        const more = { Version: '2012-10-17' as const, Statement: [deny] };
        const stricter = { ...drawn, identity: [...drawn.identity, more] };
        expect(verdictOf(stricter, action, resource)).toBe('denied');
      }),
      { numRuns: runs },
    );
  });

  test('the order of the records does not matter', () => {
    fc.assert(
      fc.property(
        fc.array(drawnLayers, { minLength: 2, maxLength: 4 }),
        fc.option(asked, { nil: undefined }),
        fc.infiniteStream(fc.nat()),
        (drawn, request, chance) => {
          const records = drawn.flatMap(({ identity }, index) =>
            role(`r${index}`, trust, { inline: identity.map(({ Statement }) => Statement) }),
          );
          const question = [request?.action ?? 's3:*Object', request?.resource] as const;
          const shuffled = records
            .map((record) => [chance.next().value as number, record] as const)
            .sort(([a], [b]) => a - b)
            .map(([, record]) => record);
          expect(answerOf(shuffled, ...question)).toEqual(answerOf(records, ...question));
        },
      ),
      { numRuns: Math.ceil(runs / 3) },
    );
  });
});
