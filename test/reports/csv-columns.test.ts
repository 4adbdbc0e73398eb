import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { csvFormat } from '../../reports/csv.ts';
import type { Identity } from '../../src/model/identity.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { sketchResult } from '../support/result.ts';
import { exception, identity, sketch } from './distinct-members.ts';

/**
 * One row of each table, of an estate whose members all differ: a column that is filled from another member says something
 * else. What can only be true or false is told apart by rows of which each has one of them.
 */
type Row = Readonly<Record<string, string>>;
const tables = (result: AuditResult): Readonly<Record<string, readonly Row[]>> =>
  Object.fromEntries(
    csvFormat
      .files(result, { width: 80, colour: false })
      .map(({ name, text }) => [name, parse([...text].join(''), { columns: true }) as Row[]]),
  );
const whole = tables({ ...sketchResult(sketch) });
const row = (table: string, at = 0): Row => whole[table]![at]!;

test.each([
  ['findings.csv', 1],
  ['identities.csv', 0],
  ['grants.csv', 4],
  ['credentials.csv', 2],
  ['exceptions.csv', 0],
])('%s: the members of the row all differ', (table, at) => {
  const told = Object.values(row(table, at)).filter((value) => !['', 'true', 'false'].includes(value));
  expect(told.filter((value, index) => told.indexOf(value) !== index)).toEqual([]);
});

test('findings.csv', () => {
  const finding = row('findings.csv', 1);
  expect(finding).toEqual({
    severity: 'high',
    rule: 'the-rule',
    title: 'the-title',
    identity: 'the-identity',
    identity_name: 'its-name',
    identity_kind: 'deploy-key',
    provider: 'github',
    scope: 'scope-of-finding',
    scope_name: 'name-of-scope-of-finding',
    environment: 'staging',
    owner: 'its-owner',
    standing: 'task-scoped',
    blast_radius: '40.5',
    confidence: 'low',
    status: 'expired-exception',
    owasp: 'NHI2:2025; NHI7:2025',
    facets: 'stale; secret',
    controls: 'Framework A: A.1; Framework B: B.1, B.2',
    evidence: 'it says so [evidence-record evidence-id /evidence]',
    path: 'finding-start -> finding-end: jump',
    fix: 'the-fix',
    fingerprint: 'the-fingerprint',
    evidence_hash: 'the-evidence-hash',
    exception: 'exception-of-finding',
    group: expect.stringMatching(/^[0-9a-f]{8,}$/),
    rank: '1',
    ...{ state: '', first_seen: '', age: '', due: '', overdue: '', open_since: '' },
  });
  expect(Object.keys(finding)).toHaveLength(32);
});

test('findings.csv, with a history', () => {
  const history = {
    state: 'reopened',
    firstSeen: '2025-08-01T00:00:00.000Z',
    openSince: '2025-10-01T00:00:00.000Z',
    age: 92,
    due: '2025-12-01T00:00:00.000Z',
    overdue: true,
  } as const;
  const findings = new Map([['the-fingerprint', history]]);
  const [, finding] = tables({ ...sketchResult(sketch), history: { findings, fixed: 3, unseen: 4 } })[
    'findings.csv'
  ]!;
  expect(finding).toMatchObject({
    state: 'reopened',
    first_seen: '2025-08-01T00:00:00.000Z',
    open_since: '2025-10-01T00:00:00.000Z',
    age: '92',
    due: '2025-12-01T00:00:00.000Z',
    overdue: 'true',
  });
});

test('findings.csv, of all that lives in a scope: only what the scope itself says', () => {
  const of = { ...sketch.findings![0]!, identity: 'scope:scope-of-finding' };
  const [finding] = tables(sketchResult({ ...sketch, findings: [of] }))['findings.csv']!;
  expect(finding).toMatchObject({
    identity: 'scope:scope-of-finding',
    identity_name: '',
    identity_kind: '',
    provider: 'gcp',
    environment: 'development',
    owner: '',
    standing: '',
    blast_radius: '40.5',
    rank: '',
  });
});

test('identities.csv', () => {
  expect(row('identities.csv')).toEqual({
    rank: '1',
    identity: 'the-identity',
    identity_name: 'its-name',
    identity_kind: 'deploy-key',
    provider: 'github',
    identity_scope: 'home-scope',
    scope_name: 'name-of-home',
    environment: 'staging',
    owner: 'its-owner',
    nature: 'unknown',
    nature_reason: 'the-reason',
    created_at: '2024-01-07T00:00:00Z',
    last_used_at: '2025-10-08T00:00:00Z',
    observed_since: '2025-09-09T00:00:00Z',
    standing: 'task-scoped',
    credential_lifetimes: 'expiring; short-lived',
    grant_durations: 'eligible; ended; permanent; time-bound',
    blast_radius: '41.5',
    admin: 'home-scope; scope-of-grant',
    admin_if: 'scope-of-finding if first assumption and second assumption',
    identities: '7',
    identities_if: '6',
    hops: '8',
    providers: 'aws; gcp',
    path: 'path-start -> path-end: walk (if it is open)',
    findings: '2',
    top_severity: 'high',
    top_rule: 'the-rule',
    credentials: '4',
    grants: '5',
    workloads: '3',
    bounded: 'false',
    provider_owned: 'false',
    break_glass: 'false',
    scanner: 'false',
    agent: 'false',
    blast_radius_proven: '32.25',
    exposure: '77',
    exposure_known: 'known-1; known-2',
    exposure_unknown: 'unknown-1',
    becomable_by: '9',
    unused: 'false',
  });
});

describe('identities.csv, what can only be true or false', () => {
  const flags = {
    bounded: { bounded: true },
    provider_owned: { providerOwned: true },
    break_glass: { breakGlass: true },
    scanner: { scanner: true },
    agent: { agent: true },
    unused: { lastUsedAt: '2020-01-01T00:00:00Z' },
  } satisfies Readonly<Record<string, Partial<Identity>>>;
  test.each(Object.entries(flags))('%s is true alone', (column, given) => {
    const [found] = tables(sketchResult({ ...sketch, identities: [{ ...identity, ...given }] }))[
      'identities.csv'
    ]!;
    const isTrue = Object.keys(flags).filter((name) => found![name] === 'true');
    expect(isTrue).toEqual([column]);
  });
});

test('grants.csv', () => {
  const found = whole['grants.csv']!.find(({ policy }) => policy === 'the-policy')!;
  expect(found).toEqual({
    identity: 'the-identity',
    identity_name: 'its-name',
    identity_kind: 'deploy-key',
    scope: 'scope-of-grant',
    policy: 'the-policy',
    via: 'a-group',
    provider_managed: 'true',
    level: 'write',
    services: 'iam; lambda',
    service_count: '2',
    breadth: '0.123',
    all_actions: 'false',
    duration: 'time-bound',
    until: '2036-05-06T00:00:00Z',
    effective_duration: 'permanent',
    standing: 'task-scoped',
    conditions: 'source-network: IpAddress aws:SourceIp 192.0.2.0/24',
    blast_radius: '41.5',
    record: 'kind-of-record',
    record_id: 'id-of-record',
    pointer: '/pointer/in/record',
  });
});

test('grants.csv: by scope, policy, way, record and place, in whatever order they come', () => {
  const grants = ['2 a a a /a', '1 b a a /a', '1 a b a /a', '1 a a b /a', '1 a a a /b', '1 a a a -'].map(
    (words) => {
      const [scope, name, via, id, pointer] = words.split(' ') as [string, string, string, string, string];
      const source = { record: 'r', id, ...(pointer === '-' ? {} : { pointer }) };
      return { ...identity.grants![0]!, scope, name, via, source };
    },
  );
  for (const given of [grants, grants.toReversed()]) {
    const rows = tables(sketchResult({ ...sketch, identities: [{ ...identity, grants: given }] }))[
      'grants.csv'
    ]!;
    const told = rows.map(({ scope, policy, via, record_id, pointer }) =>
      [scope, policy, via, record_id, pointer].join(' ').trim(),
    );
    expect([...new Set(told)]).toEqual([
      '1 a a a',
      '1 a a a /b',
      '1 a a b /a',
      '1 a b a /a',
      '1 b a a /a',
      '2 a a a /a',
    ]);
  }
});

test('credentials.csv', () => {
  const found = whole['credentials.csv']!.find((each) => each.credential === 'the-credential')!;
  expect(found).toEqual({
    identity: 'the-identity',
    identity_name: 'its-name',
    identity_kind: 'deploy-key',
    identity_scope: 'home-scope',
    environment: 'staging',
    owner: 'its-owner',
    credential: 'the-credential',
    credential_kind: 'access-key',
    lifetime: 'expiring',
    binding: 'certificate',
    status: 'active',
    service: 'mail.example.com',
    created_at: '2025-11-02T00:00:00Z',
    age_days: '60',
    expires_at: '2026-03-03T00:00:00Z',
    last_used_at: '2025-12-04T00:00:00Z',
    unused_days: '28',
    max_seconds: '4321',
    standing: 'task-scoped',
    blast_radius: '41.5',
  });
});

test('exceptions.csv', () => {
  expect(row('exceptions.csv')).toEqual({
    id: 'the-exception',
    status: 'expires-soon',
    problems: 'first problem; second problem',
    fingerprint: '',
    identity: 'covered-identity',
    rule: 'covered-rule',
    reason: 'why-accepted',
    owner: 'who-answers',
    approver: 'who-approved',
    created: '2025-12-01',
    expires: '2026-01-15',
    days_left: '14',
    review_every_days: '31',
    last_reviewed: '2025-12-20',
    compensating_controls: 'first control; second control',
    scopes: 'only-scope; other-scope',
    rotate_every_days: '62',
    ticket: 'TICKET-7',
    findings: '3',
    fingerprints: 'finding-1; finding-2; finding-3',
    file: 'exceptions.yaml',
    line: '17',
  });
});

test.each([
  ['the last day', '2026-01-01', '0'],
  ['the day before it', '2026-01-02', '1'],
  ['a day after it', '2025-12-31', '0'],
])('exceptions.csv, days left on %s', (_, expires, left) => {
  const ending = { ...exception, exception: { ...exception.exception!, expires } };
  const [found] = tables(sketchResult({ ...sketch, exceptions: [ending] }))['exceptions.csv']!;
  expect(found!.days_left).toBe(left);
});

test('exceptions.csv, of one finding by its fingerprint', () => {
  const one = {
    ...exception,
    exception: { ...exception.exception!, covers: { fingerprint: 'covered-one' } },
  };
  const [found] = tables(sketchResult({ ...sketch, exceptions: [one] }))['exceptions.csv']!;
  expect(found).toMatchObject({ fingerprint: 'covered-one', identity: '', rule: '' });
});

test('coverage.csv', () => {
  expect(whole['coverage.csv']).toEqual([
    {
      subject: 'source',
      connector: 'the-connector',
      scope: 'scope-of-source',
      name: 'the-source',
      status: 'denied',
      detail: 'why-denied',
      gives: 'grants; trusts',
    },
    {
      subject: 'rule',
      connector: '',
      scope: 'scope-of-rule',
      name: 'judged-rule',
      status: 'partial',
      detail: 'why-partial',
      gives: '',
    },
  ]);
});

test.each([
  ['newest-date', 'partial'],
  ['file-time', 'complete'],
] as const)('coverage.csv, a clock by %s', (basis, status) => {
  const result = sketchResult(sketch);
  const estate = {
    ...result.estate,
    clock: { time: result.estate.collectedAt, basis, says: 'what-it-says' },
  };
  expect(tables({ ...result, estate })['coverage.csv']![0]).toEqual({
    subject: 'clock',
    connector: '',
    scope: '*',
    name: basis,
    status,
    detail: 'what-it-says',
    gives: '',
  });
});

test('configuration.csv', () => {
  expect(whole['configuration.csv']).toEqual([
    {
      subject: 'file',
      name: 'the-file',
      kind: 'configuration',
      value: 'flag',
      standard: '',
      effect: '',
      sha256: 'the-digest',
    },
    {
      subject: 'setting',
      name: 'the-key',
      kind: 'threshold',
      value: 'the-value',
      standard: 'the-default',
      effect: 'stricter',
      sha256: '',
    },
    {
      subject: 'finding',
      name: 'the-file',
      kind: 'high',
      value: 'allowed',
      standard: '',
      effect: 'looser',
      sha256: '',
    },
  ]);
});

test('configuration.csv: flags that leave something out, and a configuration that nobody has to ask about', () => {
  const { files } = sketch.inForce!;
  const inForce = { files, deviations: [], loosenedUnasked: 'no' as const };
  const filter = {
    filter: {},
    flags: ['--severity high', '--rule no-owner'],
    findings: 0,
    identities: 0,
  };
  expect(
    tables({ ...sketchResult({ ...sketch, inForce }), filter })['configuration.csv']!.map(
      ({ subject, name, kind, value, standard, effect, sha256 }) =>
        [subject, name, kind, value, standard, effect, sha256].join('|'),
    ),
  ).toEqual([
    "filter|'--severity high|filter|||looser|",
    "filter|'--rule no-owner|filter|||looser|",
    'file|the-file|configuration|flag|||the-digest',
  ]);
  const { inForce: _, ...without } = sketchResult(sketch);
  expect(tables(without as AuditResult)['configuration.csv']).toEqual([]);
});
