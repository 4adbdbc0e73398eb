import type { Interpretation } from '../../../connectors/connector.ts';
import type { Entitlement } from '../../../src/model/entitlement.ts';
import type { Estate } from '../../../src/model/estate.ts';
import type { Grant } from '../../../src/model/grant.ts';
import type { Identity } from '../../../src/model/identity.ts';
import { factsOf, type TinyKey } from './facts.ts';

const grantOf = ({ id, admin }: TinyKey): Grant => ({
  scope: 'here',
  name: admin ? 'everything' : 'reading',
  source: { record: 'tiny.key', id },
  via: 'own',
  providerManaged: false,
  duration: 'permanent',
  privileges: [{ service: 0, level: admin ? 4 : 2, breadth: 1, full: admin }],
  conditions: [],
});

const identityOf = (key: TinyKey, profile: number): Identity => ({
  id: key.id,
  provider: 'tiny',
  kind: 'key',
  nature: { is: 'machine', reason: 'it is a key' },
  name: key.id,
  scope: 'here',
  environment: 'unknown',
  credentials: [{ id: key.id, kind: 'key', lifetime: 'static', binding: 'shared-secret', status: 'active' }],
  grants: [grantOf(key)],
  trusts: [],
  attachments: [],
  profile,
  providerOwned: false,
  breakGlass: false,
  scanner: false,
  agent: false,
  bounded: false,
  source: { record: 'tiny.key', id: key.id },
});

const entitlementOf = ({ id, admin }: TinyKey): Entitlement => ({
  scope: 'here',
  service: 'all',
  level: admin ? 'control' : 'read',
  privileges: [admin ? '*' : 'read'],
  resources: ['*'],
  exceptResources: [],
  duration: 'permanent',
  conditions: [],
  sources: [{ record: 'tiny.key', id }],
});

const estateOf = (
  keys: readonly TinyKey[],
  { collectedAt, coverage }: Pick<Estate, 'collectedAt' | 'coverage'>,
): Estate => ({
  collectedAt,
  coverage,
  scopes: [
    { id: 'here', provider: 'tiny', kind: 'place', name: 'here', environment: 'unknown', services: [0] },
  ],
  services: [{ provider: 'tiny', name: 'all', sensitivity: 'identity' }],
  identities: keys.map(identityOf),
  profiles: keys.map(({ admin }) => ({
    cells: [{ scope: 0, service: 0, level: admin ? 4 : 2, breadth: 1 }],
  })),
  documents: 0,
  takeover: {
    groups: [],
    from: new Uint32Array(),
    to: new Uint32Array(),
    technique: new Uint16Array(),
    reason: new Uint32Array(),
    techniques: [],
    reasons: [],
  },
  entitlements: (index) => [entitlementOf(keys[index]!)],
});

const byId = (a: TinyKey, b: TinyKey): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

export const tinyInterpretation: Interpretation = {
  id: 'tiny',
  formats: [{ id: 'tiny-keys', read: (file) => factsOf(Buffer.concat([...file.chunks()]).toString()) }],
  reader: () => {
    const keys: TinyKey[] = [];
    return {
      add: ({ data }) => {
        keys.push(data as TinyKey);
      },
      finish: (options) => estateOf(keys.sort(byId), options),
    };
  },
  remedies: {
    commands: { key: { owner: 'tiny label {name} {tag}=OWNER' } },
    nameOf: ({ id }) => id,
    credentialId: /./,
  },
  instead: [{ about: 'grant', says: 'Give it to a key that expires.' }],
};
