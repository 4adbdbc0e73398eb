import type { Coverage } from '../../src/model/coverage.ts';
import { inputKinds } from '../../src/model/coverage.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { Cell } from '../../src/model/grant.ts';
import type { Identity } from '../../src/model/identity.ts';
import type { Scope, Service } from '../../src/model/scope.ts';
import type { EdgeReason, Technique } from '../../src/model/takeover.ts';

/** A small estate for tests: give only what the case is about, the rest is ordinary and harmless. */
export interface EstateSketch {
  readonly collectedAt?: string;
  /** Default: one account `111111111111`, environment unknown. */
  readonly scopes?: readonly (Pick<Scope, 'id'> & Partial<Scope>)[];
  readonly services?: readonly Service[];
  /** `cells` makes the identity's own profile; service and scope are indices. */
  readonly identities?: readonly (Pick<Identity, 'id'> & Partial<Identity> & { cells?: readonly Cell[] })[];
  /** Takeover edges by identity id, or `scope:<id>` for full control of a scope. */
  readonly edges?: readonly {
    readonly from: string;
    readonly to: string;
    readonly technique?: Technique;
    readonly reason?: Partial<EdgeReason>;
  }[];
  /** Default: everything complete in every scope. */
  readonly coverage?: readonly Coverage[];
}

const services: readonly Service[] = [
  { provider: 'aws', name: 'iam', sensitivity: 'identity' },
  { provider: 'aws', name: 'secretsmanager', sensitivity: 'secrets' },
  { provider: 'aws', name: 's3', sensitivity: 'data' },
  { provider: 'aws', name: 'lambda', sensitivity: 'compute' },
  { provider: 'aws', name: 'sns', sensitivity: 'rest' },
];

const assumeRole: Technique = {
  id: 'assume-role',
  mechanism: 'assume',
  does: 'assume the role',
  source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
};

export const sketchEstate = (sketch: EstateSketch): Estate => {
  const scopes = (sketch.scopes ?? [{ id: '111111111111' }])
    .map(
      (scope): Scope => ({
        provider: 'aws',
        kind: 'account',
        name: scope.id,
        environment: 'unknown',
        services: (sketch.services ?? services).map((_, index) => index),
        ...scope,
      }),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const profiles: { cells: readonly Cell[] }[] = [{ cells: [] }];
  const identities = (sketch.identities ?? [])
    .map(({ cells, ...identity }): Identity => {
      const profile = cells === undefined ? 0 : profiles.push({ cells }) - 1;
      return {
        provider: 'aws',
        kind: 'role',
        nature: { is: 'machine', reason: 'test' },
        name: identity.id,
        scope: scopes[0]!.id,
        environment: 'unknown',
        credentials: [],
        grants: [],
        trusts: [],
        attachments: [],
        profile,
        providerOwned: false,
        breakGlass: false,
        scanner: false,
        agent: false,
        bounded: false,
        source: { record: 'aws.role', id: identity.id },
        ...identity,
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const node = (id: string): number => {
    if (id.startsWith('scope:')) {
      return identities.length + scopes.findIndex((scope) => scope.id === id.slice('scope:'.length));
    }
    return identities.findIndex((identity) => identity.id === id);
  };
  const edges = sketch.edges ?? [];
  const techniques = [...new Set(edges.map((edge) => edge.technique ?? assumeRole))];
  return {
    collectedAt: sketch.collectedAt ?? '2026-01-01T00:00:00.000Z',
    scopes,
    services: sketch.services ?? services,
    identities,
    profiles,
    documents: 0,
    takeover: {
      groups: [],
      from: Uint32Array.from(edges, (edge) => node(edge.from)),
      to: Uint32Array.from(edges, (edge) => node(edge.to)),
      technique: Uint16Array.from(edges, (edge) => techniques.indexOf(edge.technique ?? assumeRole)),
      reason: Uint32Array.from(edges, (_, index) => index),
      techniques,
      reasons: edges.map((edge) => ({ allowedBy: [], assumes: [], ...edge.reason })),
    },
    coverage:
      sketch.coverage ??
      scopes.map((scope) => ({
        connector: 'aws',
        scope: scope.id,
        source: 'test',
        status: 'complete',
        detail: '',
        gives: inputKinds,
      })),
  };
};
