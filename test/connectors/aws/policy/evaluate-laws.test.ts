import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absent, type Context, known } from '../../../../connectors/aws/policy/condition.ts';
import { type Decision, decide, type Limit } from '../../../../connectors/aws/policy/evaluate.ts';
import { createPolicyStore } from '../../../../connectors/aws/policy/store.ts';
import { lawRuns } from '../../../support/law-runs.ts';
import { documents, layers, requests, statements } from '../../../support/policy-arbitraries.ts';
import {
  type ReferenceDocument,
  type ReferenceLayers,
  type ReferenceRequest,
  referenceDecides,
  statementApplies,
} from '../../../support/reference-evaluator.ts';

const decideOn = (given: ReferenceLayers, request: ReferenceRequest): Decision => {
  const store = createPolicyStore();
  const read = (list: readonly ReferenceDocument[]) =>
    list.map((document) => store.documents[store.intern(document)]!);
  const limits: Limit[] = given.serviceControl.map((level, index) => ({
    kind: 'service-control-policy',
    name: `level ${index}`,
    documents: read(level),
  }));
  if (given.boundary !== undefined) {
    limits.push({ kind: 'permissions-boundary', name: 'boundary', documents: read([given.boundary]) });
  }
  const context: Context = (key) => {
    const values = request.context.get(key);
    return values === undefined ? absent : known(...values);
  };
  return decide(
    { identity: read(given.identity), limits },
    { action: request.action.toLowerCase(), resource: request.resource, context },
  );
};

const runs = { numRuns: lawRuns(150, 3000) };

describe('the evaluator, on contexts that are fully known,', () => {
  test('answers as the reference does', () => {
    let allowed = 0;
    fc.assert(
      fc.property(layers, requests, (given, request) => {
        const wanted = referenceDecides(given, request);
        const decision = decideOn(given, request);
        expect(decision.verdict).toBe(wanted ? 'allowed' : 'denied');
        expect(decision.assumes).toEqual([]);
        if (wanted) allowed += 1;
      }),
      runs,
    );
    // The generator is worth something only if both answers come up.
    expect(allowed).toBeGreaterThan(runs.numRuns / 30);
  });

  test('names statements of the identity that do allow the request', () => {
    fc.assert(
      fc.property(layers, requests, (given, request) => {
        const { verdict, by } = decideOn(given, request);
        expect(by.length > 0).toBe(verdict === 'allowed');
        expect(by.every(({ allow }) => allow)).toBe(true);
      }),
      runs,
    );
  });

  test('lets any deny that applies win', () => {
    fc.assert(
      fc.property(layers, requests, statements('Deny'), (given, request, deny) => {
        fc.pre(statementApplies(deny, request));
        const denial: ReferenceDocument = { Version: '2012-10-17', Statement: [deny] };
        expect(decideOn({ ...given, identity: [...given.identity, denial] }, request).verdict).toBe('denied');
        expect(
          decideOn({ ...given, serviceControl: [...given.serviceControl, [denial]] }, request).verdict,
        ).toBe('denied');
      }),
      runs,
    );
  });

  test('never denies because an allow was added', () => {
    fc.assert(
      fc.property(layers, requests, documents('Allow'), (given, request, more) => {
        fc.pre(decideOn(given, request).verdict === 'allowed');
        expect(decideOn({ ...given, identity: [...given.identity, more] }, request).verdict).toBe('allowed');
      }),
      { numRuns: lawRuns(50, 500) },
    );
  });

  test('never allows because a deny was added', () => {
    fc.assert(
      fc.property(layers, requests, documents('Deny'), (given, request, less) => {
        fc.pre(decideOn(given, request).verdict === 'denied');
        expect(decideOn({ ...given, identity: [less, ...given.identity] }, request).verdict).toBe('denied');
      }),
      runs,
    );
  });

  test('does not care for the order of statements and documents', () => {
    const turned = (document: ReferenceDocument): ReferenceDocument => ({
      ...document,
      Statement: [...document.Statement].reverse(),
    });
    fc.assert(
      fc.property(layers, requests, (given, request) => {
        const other: ReferenceLayers = {
          identity: [...given.identity].reverse().map(turned),
          boundary: given.boundary === undefined ? undefined : turned(given.boundary),
          serviceControl: [...given.serviceControl]
            .reverse()
            .map((level) => [...level].reverse().map(turned)),
        };
        expect(decideOn(other, request).verdict).toBe(decideOn(given, request).verdict);
      }),
      runs,
    );
  });
});

describe('the evaluator, on contexts that are not fully known,', () => {
  const someKeys = fc.uniqueArray(
    fc.constantFrom(
      'aws:username',
      'aws:principaltag/team',
      'aws:tagkeys',
      'aws:securetransport',
      'aws:multifactorauthage',
    ),
    { minLength: 1, maxLength: 2 },
  );
  const decideWithout = (
    given: ReferenceLayers,
    request: ReferenceRequest,
    hidden: readonly string[],
    is: 'unknown' | 'chosen',
  ): Decision['verdict'] => {
    const store = createPolicyStore();
    const read = (list: readonly ReferenceDocument[]) =>
      list.map((document) => store.documents[store.intern(document)]!);
    const limits: Limit[] = given.serviceControl.map((level) => ({
      kind: 'service-control-policy',
      name: 'level',
      documents: read(level),
    }));
    return decide(
      { identity: read(given.identity), limits },
      {
        action: request.action.toLowerCase(),
        resource: request.resource,
        context: (key) => {
          if (hidden.includes(key)) return { is };
          const values = request.context.get(key);
          return values === undefined ? absent : known(...values);
        },
      },
    ).verdict;
  };

  test('says "allowed" only of what every value allows, and "denied" only of what every value denies', () => {
    fc.assert(
      fc.property(layers, requests, someKeys, ({ boundary: _, ...given }, request, hidden) => {
        const verdict = decideWithout(given, request, hidden, 'unknown');
        const real = referenceDecides(given, request);
        if (verdict === 'allowed') expect(real).toBe(true);
        if (verdict === 'denied') expect(real).toBe(false);
      }),
      runs,
    );
  });

  test('never denies what the caller reaches by its choice of a value', () => {
    fc.assert(
      fc.property(layers, requests, someKeys, ({ boundary: _, ...given }, request, hidden) => {
        fc.pre(referenceDecides(given, request));
        expect(decideWithout(given, request, hidden, 'chosen')).not.toBe('denied');
      }),
      { numRuns: lawRuns(80, 1000) },
    );
  });
});
