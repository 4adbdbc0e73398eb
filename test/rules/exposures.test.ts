import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { standingWriteAcrossScopes } from '../../rules/standing-write-across-scopes.ts';
import { standingWriteByStaticKey } from '../../rules/standing-write-by-static-key.ts';
import { untrustedCodeRunsAsIdentity } from '../../rules/untrusted-code-runs-as-identity.ts';
import { assess } from '../../src/audit/assessments.ts';
import type { Credential } from '../../src/model/credential.ts';
import { type Exposure, type ExposureKind, exposureKinds } from '../../src/model/exposure.ts';
import type { Severity } from '../../src/model/finding.ts';
import type { Grant } from '../../src/model/grant.ts';
import { sketchEstate } from '../support/estate.ts';
import type { ResultSketch } from '../support/result.ts';
import { daysAgo, describeRule, hitsOf } from '../support/rule-cases.ts';

const scopes = [
  { id: 'acme', provider: 'github', kind: 'organization' },
  { id: 'acme/shop', provider: 'github', kind: 'repository', parent: 'acme' },
  { id: 'acme/site', provider: 'github', kind: 'repository', parent: 'acme' },
] as const;
const services = [
  { provider: 'github', name: 'administration', sensitivity: 'identity' },
  { provider: 'github', name: 'contents', sensitivity: 'data' },
] as const;

const exposure = (part: Partial<Exposure> & Pick<Exposure, 'kind'>): Exposure => ({
  key: 'k',
  says: 'what is so',
  evidence: [{ record: 'github.workflow', id: 'acme/shop/.github/workflows/ci.yml', says: 'shows it' }],
  fix: 'Do this.',
  ...part,
});

type Sketch = NonNullable<ResultSketch['identities']>[number];
const one = (part: Partial<Sketch>, reach: ResultSketch['reach'] = {}): ResultSketch => ({
  scopes,
  services,
  identities: [{ id: 'it', provider: 'github', scope: 'acme/shop', owner: 'team', ...part }],
  reach,
});

/** Of anybody, and of a privileged identity. */
const severityOf: ReadonlyMap<string, readonly [Severity, Severity]> = new Map(
  (
    [
      ['all-secrets', 'medium', 'medium'],
      ['consent-for-everybody', 'medium', 'high'],
      ['credential-in-files', 'medium', 'high'],
      ['grant-at-root', 'high', 'critical'],
      ['spoofable-guard', 'medium', 'high'],
      ['open-host', 'high', 'critical'],
      ['token-not-narrowed', 'medium', 'medium'],
      ['key-in-several-places', 'low', 'medium'],
      ['known-compromise', 'critical', 'critical'],
      ['literal-secret', 'high', 'critical'],
      ['metadata-without-token', 'medium', 'high'],
      ['no-credential-policy', 'low', 'medium'],
      ['orphaned-grant', 'medium', 'high'],
      ['permanent-despite-activation', 'medium', 'high'],
      ['privileged-by-default', 'medium', 'medium'],
      ['activation-without-approval', 'medium', 'medium'],
      ['catch-all-role', 'medium', 'high'],
      ['less-recommended', 'low', 'medium'],
      ['open-resource', 'medium', 'medium'],
      ['outsider-grant', 'medium', 'high'],
      ['public-grant', 'high', 'critical'],
      ['wide-impersonation', 'medium', 'high'],
      ['at-risk', 'high', 'high'],
      ['secrets-outside-roles', 'low', 'medium'],
      ['multi-tenant-application', 'low', 'medium'],
      ['unfit-owner', 'medium', 'high'],
      ['used-elsewhere', 'low', 'medium'],
      ['idle-group', 'low', 'low'],
      ['retired-grant', 'low', 'low'],
      ['widely-visible-secret', 'medium', 'high'],
      ['key-instead-of-federation', 'medium', 'high'],
      ['stale-secret', 'low', 'medium'],
      ['secret-not-rotated', 'low', 'low'],
      ['superseded-credential', 'medium', 'high'],
      ['suspended-but-installed', 'low', 'medium'],
      ['wide-token', 'medium', 'medium'],
      ['reusable-name', 'high', 'critical'],
      ['unpinned-code', 'low', 'high'],
      ['unprotected-delivery', 'medium', 'medium'],
      ['unprotected-context', 'medium', 'high'],
      ['untrusted-code', 'high', 'critical'],
      ['unverified-publisher', 'medium', 'high'],
      ['weak-agent-guardrail', 'medium', 'high'],
      ['weaker-owner', 'medium', 'high'],
    ] as const
  ).map(([kind, ...severities]) => [kind, severities]),
);

/** Kinds that are read from something else than configuration. */
const neededFor: ReadonlyMap<ExposureKind, string> = new Map([
  ['key-in-several-places', 'stored-keys'],
  ['known-compromise', 'grants'],
  ['metadata-without-token', 'workloads'],
  ['at-risk', 'risk'],
  ['unfit-owner', 'owners'],
  ['used-elsewhere', 'credential-use'],
  ['open-resource', 'resource-policies'],
  ['secret-not-rotated', 'stored-secrets'],
]);

describe('exposures', () => {
  test('each kind is judged by exactly one rule, graver of a privileged identity', () => {
    const told = exposureKinds.map((kind) => {
      const severitiesOf = (reach: ResultSketch['reach']) => {
        const sketch = one({ exposures: [exposure({ kind })] }, reach);
        const hits = rules.flatMap((rule) =>
          hitsOf(rule, sketch).map(({ severity, confidence }) => ({ rule, severity, confidence })),
        );
        expect(hits.map(({ rule, confidence }) => [rule.needs, confidence])).toEqual([
          [[neededFor.get(kind) ?? 'configuration'], undefined],
        ]);
        return hits.map(({ severity }) => severity);
      };
      return [kind, ...severitiesOf({}), ...severitiesOf({ it: { score: 100 } }).slice(0, 1)];
    });
    expect(told).toEqual(exposureKinds.map((kind) => [kind, ...(severityOf.get(kind) ?? [])]));
  });

  test('how sure the connector is', () => {
    const exposures = [exposure({ kind: 'untrusted-code', confidence: 'low' })];
    expect(hitsOf(untrustedCodeRunsAsIdentity, one({ exposures }))[0]?.confidence).toBe('low');
  });

  test('what the connector says is what is reported, and its key keeps hits apart', () => {
    const exposures = ['a', 'b'].map((key) => exposure({ kind: 'untrusted-code', key, says: `case ${key}` }));
    expect(
      hitsOf(untrustedCodeRunsAsIdentity, one({ exposures })).map(({ key, title }) => [key, title]),
    ).toEqual([
      ['a', 'case a'],
      ['b', 'case b'],
    ]);
  });

  test.each([
    ['the rule has the say where the connector has none', undefined, false, 'high'],
    ['the connector may know that it is less', 'low', false, 'low'],
    ['a privileged identity is worse', undefined, true, 'critical'],
    ['a privileged identity is worse, whatever the connector says', 'low', true, 'critical'],
  ] as const)('%s', (_, severity, privileged, expected) => {
    const exposures = [exposure({ kind: 'untrusted-code', ...(severity === undefined ? {} : { severity }) })];
    const reach = privileged ? { it: { score: 90 } } : {};
    expect(hitsOf(untrustedCodeRunsAsIdentity, one({ exposures }, reach))[0]?.severity).toBe(expected);
  });

  test('the connector may know that it is never worse, whatever the identity may do', () => {
    const exposures = [exposure({ kind: 'untrusted-code', severity: 'low', atMost: 'medium' })];
    const severityAt = (score: number): unknown =>
      hitsOf(untrustedCodeRunsAsIdentity, one({ exposures }, { it: { score } }))[0]?.severity;
    expect([severityAt(90), severityAt(0)]).toEqual(['medium', 'low']);
  });

  test('a rule about one provider is not assessed in the scopes of another', () => {
    const estate = sketchEstate({ scopes: [...scopes, { id: '111111111111' }], services });
    // What holds for the organisation holds for its repositories.
    const assessed = assess(estate, [untrustedCodeRunsAsIdentity], new Map());
    expect(assessed.map(({ scope }) => scope)).toEqual(['acme']);
  });
});

const grant = (scope: string, service: number, level: 2 | 3 | 4, part: Partial<Grant> = {}): Grant => ({
  scope,
  name: 'installation',
  source: { record: 'github.app-installation', id: '1' },
  via: 'attached',
  providerManaged: false,
  duration: 'permanent',
  privileges: [{ service, level, breadth: 1, full: false }],
  conditions: [],
  ...part,
});

describeRule(standingWriteAcrossScopes, {
  valid: {
    'it only reads': one({ grants: [grant('acme', 0, 2)] }),
    'it writes in one repository': one({ grants: [grant('acme/shop', 0, 4)] }),
    'it writes in selected repositories': one({
      grants: [grant('acme', 1, 3, { privileges: [{ service: 1, level: 3, breadth: 0.2, full: false }] })],
    }),
    'it ends tomorrow': one({
      grants: [grant('acme', 0, 4, { duration: 'time-bound', until: daysAgo(-1) })],
    }),
    'it must be activated first': one({ grants: [grant('acme', 0, 4, { duration: 'eligible' })] }),
    'it is a person': one({ grants: [grant('acme', 0, 4)], nature: { is: 'human', reason: 'x' } }),
  },
  invalid: {
    'it changes code everywhere': [
      one({ grants: [grant('acme', 1, 3)] }),
      { title: 'Standing write in contents of all 2 scopes of acme', severity: 'medium' },
    ],
    'it writes settings everywhere': [
      one({ grants: [grant('acme', 0, 3)] }),
      { title: 'Standing write in administration of all 2 scopes of acme', severity: 'high' },
    ],
    'it controls everything': [
      one({ grants: [grant('acme', 0, 4)] }),
      { title: 'Standing control in administration of all 2 scopes of acme', severity: 'critical' },
    ],
    'it ends in ten years, which is no end': [
      one({ grants: [grant('acme', 1, 3, { duration: 'time-bound', until: daysAgo(-3650) })] }),
      { title: 'Standing write in contents of all 2 scopes of acme', severity: 'medium' },
    ],
  },
});

const key = (part: Partial<Credential> = {}): Credential => ({
  id: 'deploy-key 7',
  kind: 'deploy-key',
  lifetime: 'static',
  binding: 'shared-secret',
  status: 'active',
  ...part,
});

describeRule(standingWriteByStaticKey, {
  valid: {
    'the key may only read': one({ credentials: [key()], grants: [grant('acme/shop', 1, 2)] }),
    'the key is switched off': one({
      credentials: [key({ status: 'inactive' })],
      grants: [grant('acme/shop', 1, 3)],
    }),
    'the key ends': one({
      credentials: [key({ lifetime: 'expiring', expiresAt: daysAgo(-9) })],
      grants: [grant('acme/shop', 1, 3)],
    }),
    'it is no key of a code host: other rules judge it': one({
      credentials: [key({ kind: 'access-key' })],
      grants: [grant('acme/shop', 1, 3)],
    }),
    'the grant ends': one({
      credentials: [key()],
      grants: [grant('acme/shop', 1, 3, { duration: 'time-bound', until: daysAgo(-9) })],
    }),
  },
  invalid: {
    'a deploy key may write': [
      one({ credentials: [key()], grants: [grant('acme/shop', 1, 3)] }),
      { title: 'A key without expiry has permanent write in acme/shop', severity: 'medium' },
    ],
    'it is privileged': [
      one({ credentials: [key()], grants: [grant('acme/shop', 1, 3)] }, { it: { admin: ['acme'] } }),
      { title: 'A key without expiry has permanent write in acme/shop', severity: 'high' },
    ],
  },
});
