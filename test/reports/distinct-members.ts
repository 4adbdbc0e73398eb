import type { Credential } from '../../src/model/credential.ts';
import type { JudgedException } from '../../src/model/exception.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { Identity } from '../../src/model/identity.ts';
import type { ResultSketch } from '../support/result.ts';
import { sketchStep } from '../support/result.ts';

/** An estate of one of everything, whose members all differ: what is filled from another member says something else. */

const credential: Credential = {
  id: 'the-credential',
  kind: 'access-key',
  lifetime: 'expiring',
  binding: 'certificate',
  status: 'active',
  service: 'mail.example.com',
  createdAt: '2025-11-02T00:00:00Z',
  expiresAt: '2026-03-03T00:00:00Z',
  lastUsedAt: '2025-12-04T00:00:00Z',
  maxSeconds: 4321,
};

const grant: Grant = {
  scope: 'scope-of-grant',
  name: 'the-policy',
  source: { record: 'kind-of-record', id: 'id-of-record', pointer: '/pointer/in/record' },
  via: 'a-group',
  providerManaged: true,
  duration: 'time-bound',
  until: '2036-05-06T00:00:00Z',
  privileges: [
    { service: 0, level: 3, breadth: 0.123456, full: false },
    { service: 3, level: 3, breadth: 0.123456, full: false },
  ],
  conditions: [
    { class: 'source-network', operator: 'IpAddress', key: 'aws:SourceIp', values: ['192.0.2.0/24'] },
  ],
};

export const identity: Pick<Identity, 'id'> & Partial<Identity> = {
  id: 'the-identity',
  provider: 'github',
  kind: 'deploy-key',
  nature: { is: 'unknown', reason: 'the-reason' },
  name: 'its-name',
  scope: 'home-scope',
  owner: 'its-owner',
  environment: 'staging',
  createdAt: '2024-01-07T00:00:00Z',
  lastUsedAt: '2025-10-08T00:00:00Z',
  observedSince: '2025-09-09T00:00:00Z',
  credentials: [
    credential,
    { ...credential, id: 'second', lifetime: 'short-lived', status: 'unknown' },
    { ...credential, id: 'third', lifetime: 'static', status: 'inactive' },
    { ...credential, id: 'fourth', lifetime: 'platform-managed', status: 'expired' },
  ],
  grants: [
    grant,
    { ...grant, name: 'ends-in-time', until: '2026-01-31T00:00:00Z' },
    { ...grant, name: 'may-be-switched-on', duration: 'eligible', until: undefined } as unknown as Grant,
    { ...grant, name: 'gives-nothing', duration: 'activated', until: '2026-01-15T00:00:00Z', privileges: [] },
    { ...grant, name: 'has-ended', until: '2025-12-31T00:00:00Z' },
  ],
  workloads: ['a', 'b', 'c'].map((id) => ({ id, kind: 'job', name: id, source: { record: 'r', id } })),
};

export const exception: JudgedException = {
  id: 'the-exception',
  status: 'expires-soon',
  problems: ['first problem', 'second problem'],
  exception: {
    id: 'id-as-written',
    covers: { identity: 'covered-identity', rule: 'covered-rule' },
    reason: 'why-accepted',
    owner: 'who-answers',
    approver: 'who-approved',
    created: '2025-12-01',
    expires: '2026-01-15',
    reviewEveryDays: 31,
    lastReviewed: '2025-12-20',
    compensatingControls: ['first control', 'second control'],
    scopes: ['only-scope', 'other-scope'],
    rotateEveryDays: 62,
    ticket: 'TICKET-7',
  },
  covered: ['finding-1', 'finding-2', 'finding-3'],
  location: { file: 'exceptions.yaml', line: 17 },
};

export const sketch: ResultSketch = {
  scopes: [
    { id: 'home-scope', name: 'name-of-home' },
    { id: 'scope-of-finding', name: 'name-of-scope-of-finding', provider: 'gcp', environment: 'development' },
    { id: 'scope-of-grant', name: 'name-of-scope-of-grant' },
  ],
  identities: [identity],
  standings: { 'the-identity': 'task-scoped' },
  reach: {
    'the-identity': {
      score: 41.5,
      proven: 32.25,
      admin: ['home-scope', 'scope-of-grant'],
      adminIf: [{ scope: 'scope-of-finding', assumes: ['first assumption', 'second assumption'] }],
      identities: 7,
      identitiesIf: 6,
      hops: 8,
      providers: ['aws', 'gcp'],
      becomableBy: 9,
      path: [sketchStep({ from: 'path-start', to: 'path-end', by: 'walk', assumes: ['it is open'] })],
    },
  },
  exposure: () => ({
    score: 77,
    parts: [
      { part: 'credential', points: 1, most: 2, known: ['known-1'], unknown: ['unknown-1'] },
      { part: 'outside', points: 3, most: 4, known: ['known-2'], unknown: [] },
    ],
  }),
  findings: [
    {
      rule: 'the-rule',
      identity: 'the-identity',
      fingerprint: 'the-fingerprint',
      evidenceHash: 'the-evidence-hash',
      title: 'the-title',
      severity: 'high',
      confidence: 'low',
      scope: 'scope-of-finding',
      blastRadius: 40.5,
      owasp: ['NHI2:2025', 'NHI7:2025'],
      facets: ['stale', 'secret'],
      evidence: [{ record: 'evidence-record', id: 'evidence-id', pointer: '/evidence', says: 'it says so' }],
      path: [sketchStep({ from: 'finding-start', to: 'finding-end', by: 'jump' })],
      fix: 'the-fix',
      controls: { 'Framework B': ['B.1', 'B.2'], 'Framework A': ['A.1'] },
      status: 'expired-exception',
      exception: 'exception-of-finding',
    },
    { rule: 'lesser-rule', identity: 'the-identity', severity: 'low' },
    { rule: 'accepted-rule', identity: 'the-identity', severity: 'critical', status: 'accepted' },
  ],
  coverage: [
    {
      connector: 'the-connector',
      scope: 'scope-of-source',
      source: 'the-source',
      status: 'denied',
      detail: 'why-denied',
      gives: ['trusts', 'grants'],
    },
  ],
  assessments: [{ rule: 'judged-rule', scope: 'scope-of-rule', status: 'partial', reason: 'why-partial' }],
  exceptions: [exception],
  inForce: {
    files: [{ role: 'configuration', path: 'the-file', sha256: 'the-digest', foundBy: 'flag' }],
    deviations: [
      { key: 'the-key', kind: 'threshold', value: 'the-value', standard: 'the-default', effect: 'stricter' },
    ],
    loosenedUnasked: 'allowed',
  },
};
