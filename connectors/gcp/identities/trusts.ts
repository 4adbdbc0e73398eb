import type { Condition } from '../../../src/model/condition.ts';
import { type ClaimTest, claimTest, type TokenAcceptance } from '../../../src/model/federation.ts';
import type { Trust } from '../../../src/model/trust.ts';
import { type Fact, type GcpInventory, sourceOf } from '../facts/inventory.ts';
import { parseCondition } from '../iam/condition/parse.ts';
import { projectOfEmail } from '../iam/names.ts';
import { accessToken, accountTechniques } from '../techniques/accounts.ts';
import type { Binding } from './bindings.ts';
import { awsIssuer, awsMapping, branchesOf, claimOf, hasOneOf } from './claims.ts';
import { type Member, nodeOfAccountSet } from './members.ts';
import type { Places } from './places.ts';

type Provider = Fact<'gcp.pool-provider'>;
type PoolMemberOf = Extract<Member, { readonly is: 'federated' }>;

export interface Pools {
  /** Those that take tokens. Undefined: none of the pool was read. */
  readonly providersOf: (pool: string) => readonly Provider[] | undefined;
}

/** `projects/ID/locations/global/workloadIdentityPools/P`, with the project's id where it is known. */
const poolName = (written: string, places: Places): string =>
  written.replace(/^projects\/([^/]+)/, (_, id: string) => `projects/${places.naming.projectId(id)}`);

export const poolsOf = (inventory: GcpInventory, places: Places): Pools => {
  const byPool = Map.groupBy(inventory.of('gcp.pool-provider'), ({ data }) =>
    poolName(data.name.replace(/\/providers\/[^/]+$/, ''), places),
  );
  // Of a pool that is off no provider takes anything.
  const off = new Set(
    inventory
      .of('gcp.pool')
      .flatMap(({ data }) =>
        data.disabled === true || data.state === 'DELETED' ? [poolName(data.name, places)] : [],
      ),
  );
  return {
    providersOf: (pool) => {
      const name = poolName(pool, places);
      return off.has(name)
        ? []
        : byPool.get(name)?.filter(({ data }) => data.disabled !== true && data.state !== 'DELETED');
    },
  };
};

const withoutScheme = (url: string): string => url.replace(/^https:\/\//i, '').replace(/\/+$/, '');

/**
 * Which tokens make somebody this member of the pool, by this provider: any of those, one for each side of an "or" in its
 * condition. https://cloud.google.com/iam/docs/workload-identity-federation#mapping
 * @returns empty: none, or tokens are none of OIDC
 */
export const acceptancesOf = ({ data }: Provider, { of }: PoolMemberOf): readonly TokenAcceptance[] => {
  const account = data.aws?.accountId;
  const issuer = data.oidc?.issuerUri ?? (account == null ? undefined : awsIssuer);
  if (issuer == null) return [];
  const written = Object.entries(data.attributeMapping ?? {});
  const mapping = new Map([
    ...(account != null && written.length === 0 ? Object.entries(awsMapping) : written),
    ...(account == null ? [] : [['issuer', awsIssuer] as const]),
  ]);
  const audiences = data.oidc?.allowedAudiences ?? [];
  const own = `//iam.googleapis.com/${data.name}`;
  const tests: ClaimTest[] = [
    account == null
      ? claimTest('aud', audiences.length === 0 ? [own, `https:${own}`] : audiences)
      : claimTest('account', [account]),
  ];
  const assumes: string[] = [];
  if (of.attribute !== undefined && of.value !== undefined) {
    // An attribute that the provider does not map is in none of its tokens.
    if (!mapping.has(of.attribute)) return [];
    const about = claimOf(of.attribute, mapping);
    const found = about === undefined ? undefined : hasOneOf(about, [of.value]);
    if (found === undefined) assumes.push(`${mapping.get(of.attribute)!.slice(0, 80)} gives ${of.value}`);
    else {
      tests.push(found);
      if (account != null && found.claim === 'sub' && of.value.includes(':assumed-role/'))
        assumes.push(`a session is called ${of.value.slice(of.value.lastIndexOf('/') + 1)}`);
    }
  }
  const condition = data.attributeCondition?.trim() ?? '';
  const accepts = { issuer: withoutScheme(issuer), tests, assumes };
  if (condition === '') return [accepts];
  const tree = parseCondition(condition);
  if (tree === undefined)
    return [{ ...accepts, assumes: [...assumes, `the token meets ${condition.slice(0, 120)}`] }];
  return branchesOf(tree, mapping).map((branch) => ({
    ...accepts,
    tests: [...tests, ...branch.tests],
    assumes: branch.undecided ? [...assumes, `the token meets all of ${condition.slice(0, 120)}`] : assumes,
  }));
};

const conditionOf = ({ claim, operator, values, negated }: ClaimTest): Condition => ({
  class: negated
    ? 'exclusion'
    : claim === 'sub'
      ? 'federated-subject'
      : claim === 'aud'
        ? 'federated-audience'
        : 'federated-claim',
  operator: `${negated ? 'Not' : ''}${operator === 'equals' ? 'StringEquals' : 'StringLike'}`,
  key: claim,
  values,
});

/** It limits whose tokens are taken, and by which of their claims nobody can tell. */
const undecidedOf = (key: string): Condition => ({
  class: 'federated-claim',
  operator: 'CEL',
  key,
  values: ['true'],
});

/**
 * What a caller of AWS signs names the provider that it is for, in `x-goog-cloud-target-resource`.
 * https://cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds
 */
const signedFor = ({ data }: Provider): Condition => ({
  class: 'federated-audience',
  operator: 'StringEquals',
  key: 'x-goog-cloud-target-resource',
  values: [`//iam.googleapis.com/${data.name}`],
});

/** What binds a federated member, provider by provider; of one without any that is known, the pool itself. */
export const trustsOfPool = (
  member: PoolMemberOf,
  pools: Pools,
  conditions: readonly Condition[],
  source: Trust['source'],
): readonly Trust[] => {
  const providers = pools.providersOf(member.pool);
  const base = { mechanism: 'federate', party: 'federated', source } as const;
  if (providers === undefined) {
    const { attribute, value } = member.of;
    // What an attribute is made of only the provider tells: it names somebody, and every provider has an audience.
    const named: readonly Condition[] =
      attribute === undefined || value === undefined
        ? []
        : [
            { class: 'federated-subject', operator: 'StringEquals', key: attribute, values: [value] },
            {
              class: 'federated-audience',
              operator: 'StringEquals',
              key: 'aud',
              values: [`//iam.googleapis.com/${member.pool}/providers`],
            },
          ];
    return [{ ...base, principal: member.pool, external: 'unknown', conditions: [...named, ...conditions] }];
  }
  return providers.flatMap((provider): readonly Trust[] => {
    const issuer = provider.data.oidc?.issuerUri;
    const { aws } = provider.data;
    const principal = issuer ?? (aws?.accountId == null ? member.pool : `AWS account ${aws.accountId}`);
    const accepted: readonly (TokenAcceptance | undefined)[] =
      issuer == null && aws?.accountId == null ? [undefined] : acceptancesOf(provider, member);
    return accepted.map((accepts) => ({
      ...base,
      principal,
      external: 'yes' as const,
      conditions: [
        // The account is whom the trust names.
        ...(accepts?.tests ?? [])
          .filter(({ claim }) => aws?.accountId == null || claim !== 'account')
          .map(conditionOf),
        ...(aws?.accountId == null ? [] : [signedFor(provider)]),
        ...(accepts?.assumes ?? []).map(undecidedOf),
        ...conditions,
      ],
      ...(accepts === undefined ? {} : { accepts }),
      source: sourceOf(provider),
    }));
  });
};

const becomes = [
  ...accountTechniques.filter(({ needs }) => needs.length === 1).flatMap(({ needs }) => needs[0]),
  ...accessToken,
];

export const conditionsOf = ({
  condition,
  term,
}: Pick<Binding, 'term'> & {
  readonly condition?: Binding['condition'] | undefined;
}): readonly Condition[] =>
  condition === undefined || term.duration === 'eligible'
    ? []
    : [{ class: 'other', operator: 'CEL', key: condition.text, values: ['true'] }];

/** The id of a member that is an identity of the estate; policies write it with a prefix. */
const idOf = (member: Member): string | undefined =>
  member.is === 'service-account' ||
  member.is === 'user' ||
  member.is === 'kubernetes' ||
  member.is === 'agent'
    ? member.id
    : undefined;

/** The project that a member lives in: of a default account by its number, where that is known. */
const homeOf = (member: Member, places: Places): string | undefined => {
  const told =
    member.is === 'service-account'
      ? projectOfEmail(member.id)
      : member.is === 'kubernetes'
        ? member.id.slice(0, member.id.indexOf('.svc.id.goog'))
        : undefined;
  return told === undefined ? undefined : places.naming.homeOf(told);
};

/** Whether somebody is of outside of the organisation. @param home the project that it lives in */
const externalOf = (
  member: Member,
  home: string | undefined,
  places: Places,
  ofPeople: (address: string) => Trust['external'],
): Trust['external'] => {
  switch (member.is) {
    case 'everyone':
      return 'yes';
    case 'user':
    case 'group':
    case 'domain':
      return ofPeople(member.id);
    case 'set': {
      const node = nodeOfAccountSet(member.id);
      return node !== undefined && places.nodes.includes(places.nameOf(node)) ? 'no' : 'unknown';
    }
    default:
      if (home === undefined) return 'unknown';
      if (places.isOwnProject(home)) return 'no';
      // Of a number nobody told which project it is.
      return /^\d+$/.test(home) ? 'unknown' : 'yes';
  }
};

/** Whom the policy of a service account itself lets become it: those from outside of the account's own organisation's principals, and everybody. */
export const trustsOfAccount = (
  bindings: readonly Binding[],
  pools: Pools,
  places: Places,
  ofPeople: (address: string) => Trust['external'],
): readonly Trust[] =>
  bindings
    .filter(
      ({ role, term }) => term.duration !== 'eligible' && becomes.some((permission) => role.has(permission)),
    )
    .flatMap((binding): readonly Trust[] => {
      const { member, written, source, term } = binding;
      const conditions = conditionsOf(binding);
      if (member.is === 'federated')
        return trustsOfPool(member, pools, conditions, source).map((trust) => ({
          ...trust,
          ...(trust.accepts === undefined
            ? {}
            : {
                accepts: {
                  ...trust.accepts,
                  assumes: [
                    ...trust.accepts.assumes,
                    ...conditions.map(({ key }) => `the condition holds: ${key.slice(0, 120)}`),
                  ],
                  ...(term.until === undefined ? {} : { until: term.until }),
                },
              }),
        }));
      const home = homeOf(member, places);
      return [
        {
          mechanism: 'impersonate',
          party: member.is === 'everyone' ? 'everyone' : member.is === 'deleted' ? 'deleted' : 'identity',
          principal: idOf(member) ?? written,
          ...(home === undefined ? {} : { scope: home }),
          external: externalOf(member, home, places, ofPeople),
          conditions,
          source,
        },
      ];
    });
