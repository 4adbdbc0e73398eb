import { expiredCredentialKept } from '../../rules/expired-credential-kept.ts';
import { noCredentialPolicy } from '../../rules/no-credential-policy.ts';
import { permanentDespiteActivation } from '../../rules/permanent-despite-activation.ts';
import { retiredGrant } from '../../rules/retired-grant.ts';
import { standingBesideEligible } from '../../rules/standing-beside-eligible.ts';
import type { Credential } from '../../src/model/credential.ts';
import type { Exposure, ExposureKind } from '../../src/model/exposure.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { ResultSketch } from '../support/result.ts';
import { daysAgo, describeRule } from '../support/rule-cases.ts';

const scopes = [{ id: 'production', provider: 'azure', kind: 'subscription' }] as const;
const services = [{ provider: 'azure', name: 'Microsoft.Storage', sensitivity: 'data' }] as const;
type Sketch = NonNullable<ResultSketch['identities']>[number];
const one = (part: Partial<Sketch>, reach: ResultSketch['reach'] = {}): ResultSketch => ({
  scopes,
  services,
  identities: [{ id: 'it', provider: 'azure', scope: 'production', ...part }],
  reach,
});

const grant = (part: Partial<Grant> = {}): Grant => ({
  scope: 'production',
  name: 'Contributor',
  source: { record: 'azure.role-assignment', id: '1' },
  via: 'assigned',
  providerManaged: true,
  duration: 'permanent',
  privileges: [{ service: 0, level: 3, breadth: 1, full: false }],
  conditions: [],
  ...part,
});
const eligible = grant({ duration: 'eligible' });
const both = (part: Partial<Grant> = {}): ResultSketch => one({ grants: [grant(part), eligible] });
const title = 'Has Contributor in production permanently, and is eligible for it as well';

describeRule(standingBesideEligible, {
  valid: {
    'it is eligible only': one({ grants: [eligible] }),
    'it stands only': one({ grants: [grant()] }),
    'the standing one is another role': both({ name: 'Reader' }),
    'the standing one is somewhere else': both({ scope: 'staging' }),
    'the other one ends within policy': both({ duration: 'time-bound', until: daysAgo(-5) }),
    'the other one is activated': both({ duration: 'activated', until: daysAgo(-1) }),
    'it reads settings only': both({ privileges: [{ service: 0, level: 1, breadth: 1, full: false }] }),
    'it is kept for emergencies': one({ grants: [grant(), eligible], breakGlass: true }),
  },
  invalid: {
    'the same role stands beside it': [both(), { title, severity: 'medium' }],
    'through a group as well': [both({ via: 'group deployers' }), { title, severity: 'medium' }],
    'the other one ends beyond policy': [
      both({ duration: 'time-bound', until: daysAgo(-3650) }),
      { title, severity: 'medium' },
    ],
    'it is privileged': [
      one({ grants: [grant(), eligible] }, { it: { admin: ['production'] } }),
      { title, severity: 'high' },
    ],
    'it is a person': [
      one({ grants: [grant(), eligible], nature: { is: 'human', reason: 'x' } }),
      { title, severity: 'medium' },
    ],
  },
});

const secret = (part: Partial<Credential> = {}): Credential => ({
  id: 'key-1',
  kind: 'client-secret',
  lifetime: 'expiring',
  binding: 'shared-secret',
  status: 'expired',
  expiresAt: daysAgo(40),
  ...part,
});

describeRule(expiredCredentialKept, {
  valid: {
    'it is still valid': one({ credentials: [secret({ status: 'active', expiresAt: daysAgo(-40) })] }),
    'it has no end': one({ credentials: [secret({ status: 'active', lifetime: 'static' })] }),
    'it is switched off': one({ credentials: [secret({ status: 'inactive' })] }),
    'it is a person’s': one({ credentials: [secret()], nature: { is: 'human', reason: 'x' } }),
    'it is the provider’s own': one({ credentials: [secret()], providerOwned: true }),
  },
  invalid: {
    'a secret': [
      one({ credentials: [secret()] }),
      { title: 'client-secret expired 40 days ago and is still there', severity: 'low', key: 'key-1' },
    ],
    'a certificate': [
      one({ credentials: [secret({ kind: 'certificate', binding: 'certificate' })] }),
      { title: 'certificate expired 40 days ago and is still there', severity: 'low' },
    ],
  },
});

const exposure = (kind: ExposureKind): Exposure => ({
  kind,
  key: 'it',
  says: 'The connector says so',
  evidence: [{ record: 'azure.user', id: '1', says: 'shows it' }],
  fix: 'Do this.',
});
const told = (severity: 'low' | 'medium' | 'high') => ({ title: 'The connector says so', severity });

for (const [rule, kind, severity, ifPrivileged] of [
  [permanentDespiteActivation, 'permanent-despite-activation', 'medium', 'high'],
  [noCredentialPolicy, 'no-credential-policy', 'low', 'medium'],
  [retiredGrant, 'retired-grant', 'low', 'low'],
] as const)
  describeRule(rule, {
    valid: {
      'nothing of the kind': one({}),
      'another kind': one({ exposures: [exposure('weaker-owner')] }),
      ...(rule === permanentDespiteActivation
        ? { 'it is kept for emergencies': one({ exposures: [exposure(kind)], breakGlass: true }) }
        : {}),
    },
    invalid: {
      'the connector says so': [one({ exposures: [exposure(kind)] }), told(severity)],
      'it is privileged': [
        one({ exposures: [exposure(kind)] }, { it: { admin: ['production'] } }),
        told(ifPrivileged),
      ],
    },
  });
