import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { furtherControls, rules } from '../../rules/index.ts';
import { groupsOf } from '../../src/audit/groups.ts';
import { compareFindings, runRules } from '../../src/audit/run-rules.ts';
import { allowedSeverity, scopeOfEnd } from '../../src/model/finding.ts';
import { settingsSchema } from '../../src/model/settings-schema.ts';
import { reachOf } from '../../src/reach/index.ts';
import { sketchEstate } from '../support/estate.ts';
import { lawRuns } from '../support/law-runs.ts';
import { accessKey, account, everything, fullAccess, grant, oidc, trust } from '../support/parts.ts';
import { remedies } from '../support/providers.ts';
import { daysAgo } from '../support/rule-cases.ts';
import { anyCharacter } from '../support/texts.ts';

/** Identities with everything wrong in turn, drawn at random; reach is computed. */
const identity = fc.record(
  {
    kind: fc.constantFrom('role', 'user', 'root'),
    nature: fc.constantFrom('machine', 'human', 'unknown').map((is) => ({ is, reason: 'drawn' }) as const),
    environment: fc.constantFrom('production', 'development', 'unknown'),
    createdAt: fc.constantFrom(daysAgo(5), daysAgo(500)),
    lastUsedAt: fc.constantFrom('never', daysAgo(5), daysAgo(300)),
    observedSince: fc.constantFrom(daysAgo(10), daysAgo(400)),
    credentials: fc.subarray([
      accessKey({ createdAt: daysAgo(300), lastUsedAt: daysAgo(200) }),
      accessKey({ id: 'AKIAEXAMPLE000000002', createdAt: daysAgo(20) }),
      accessKey({ id: 'password', kind: 'console-password' }),
      accessKey({ id: 'ACCAEXAMPLE000000001', service: 'bedrock.amazonaws.com' }),
    ]),
    grants: fc.subarray([
      everything(),
      grant({ name: 'AllSecrets', privileges: [{ service: 1, level: 4, breadth: 1, full: true }] }),
      grant({ name: 'Gone', duration: 'time-bound', until: daysAgo(3) }),
    ]),
    trusts: fc.subarray([
      trust(),
      oidc([]),
      trust({ party: 'deleted', principal: 'AROAEXAMPLE' }),
      trust({
        party: 'service',
        principal: 'scheduler.example.com',
        openEnds: [{ of: 'source', by: ['the source'], page: 'https://docs.example.com/source' }],
      }),
    ]),
    providerOwned: fc.boolean(),
    breakGlass: fc.boolean(),
    scanner: fc.boolean(),
  },
  { requiredKeys: ['nature'] },
);

const drawnEstate = fc
  .record({
    parts: fc.array(identity, { minLength: 1, maxLength: 8 }),
    links: fc.array(fc.tuple(fc.nat(7), fc.nat(8)), { maxLength: 8 }),
  })
  .map(({ parts, links }) => {
    const identities = parts.map((part, index) => ({
      id: `identity-${index}`,
      ...part,
      cells: part.grants?.some(({ name }) => name === 'AdministratorAccess')
        ? [0, 1, 2, 3, 4].map((service) => ({ scope: 0, service, level: 4, breadth: 1 }) as const)
        : [],
    }));
    const edges = links.flatMap(([from, to]) => {
      if (from >= parts.length) return [];
      return to >= parts.length
        ? [{ from: `identity-${from}`, to: `scope:${account}`, technique: fullAccess }]
        : [{ from: `identity-${from}`, to: `identity-${to}` }];
    });
    return { identities, edges };
  });

const audit = (sketch: Parameters<typeof sketchEstate>[0]) => {
  const estate = sketchEstate(sketch);
  const settings = settingsSchema.parse({});
  return runRules({
    estate,
    reach: reachOf(estate, settings),
    settings,
    rules,
    furtherControls,
    remedies: remedies(estate),
  });
};

// Slow on a busy machine, and no measure of time.
describe('laws of all rules together, over drawn estates', { timeout: 60_000 }, () => {
  test('the draws hit every rule that needs no workloads or other environments', () => {
    const seen = new Set(
      fc
        .sample(drawnEstate, { numRuns: lawRuns(60, 300), seed: 1 })
        .flatMap((sketch) => audit(sketch).findings.map((f) => f.rule)),
    );
    // Rules about one provider have tables of their own: the drawn estates have no exposures.
    const silent = rules.filter(({ about, id }) => about === undefined && !seen.has(id)).map(({ id }) => id);
    // The judge of exceptions makes the findings of `invalid-exception`.
    expect(silent).toEqual([
      'cross-environment-trust',
      // Their trusts name no repository.
      'federated-trust-by-name',
      'invalid-exception',
      'shared-identity',
      // The drawn estates hold no scope that holds others.
      'standing-write-across-scopes',
    ]);
  });

  test('every finding has evidence, and every fingerprint is its own', () => {
    fc.assert(
      fc.property(drawnEstate, (sketch) => {
        const { findings } = audit(sketch);
        for (const { evidence, fix, title } of findings) {
          expect(evidence.length).toBeGreaterThan(0);
          expect(fix).not.toBe('');
          expect(title).not.toMatch(/undefined|NaN|\n/);
        }
        expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
      }),
    );
  });

  test('every finding is in one group, and none is graver than its confidence allows', () => {
    fc.assert(
      fc.property(drawnEstate, (sketch) => {
        const { findings } = audit(sketch);
        const members = groupsOf(findings, rules).flatMap((group) => group.members);
        expect(members.toSorted(compareFindings)).toEqual(findings);
        for (const { severity, confidence } of findings)
          expect(allowedSeverity(severity, confidence)).toBe(severity);
      }),
    );
  });

  test('a finding of a scope is about those whom it is about and no finding of the rule is', () => {
    fc.assert(
      fc.property(drawnEstate, (sketch) => {
        const own = audit(sketch).findings.filter(({ rule: id }) => id === 'no-owner');
        const about = own.flatMap(({ identity: id, about: many }) => many ?? [id]);
        expect(new Set(about).size).toBe(about.length);
        for (const { identity: id, about: many } of own)
          expect(many === undefined).toBe(scopeOfEnd(id) === undefined);
      }),
    );
  });

  test('the order of identities and edges changes nothing', () => {
    fc.assert(
      fc.property(drawnEstate, ({ identities, edges }) => {
        const backwards = audit({ identities: identities.toReversed(), edges: edges.toReversed() });
        expect(backwards).toEqual(audit({ identities, edges }));
      }),
    );
  });

  test('renaming what is displayed changes no fingerprint', () => {
    fc.assert(
      fc.property(drawnEstate, fc.string({ unit: anyCharacter }), ({ identities, edges }, name) => {
        const renamed = audit({
          scopes: [{ id: account, name }],
          identities: identities.map((one) => ({ ...one, name })),
          edges,
        });
        const before = audit({ identities, edges });
        expect(renamed.findings.map(({ fingerprint }) => fingerprint)).toEqual(
          before.findings.map(({ fingerprint }) => fingerprint),
        );
      }),
    );
  });

  test('what the provider holds for itself, and people, are left out but for their own rules', () => {
    const allowed = new Set(['scanner-over-privileged', 'service-key-without-expiry', 'root-access-keys']);
    fc.assert(
      fc.property(drawnEstate, (sketch) => {
        const left = new Map(
          sketch.identities.map((one) => [one.id, one.providerOwned === true || one.nature.is === 'human']),
        );
        for (const finding of audit(sketch).findings) {
          if (left.get(finding.identity)) expect(allowed).toContain(finding.rule);
        }
      }),
    );
  });
});
