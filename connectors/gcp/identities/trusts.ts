import type { Condition } from '../../../src/model/condition.ts';
import type { ClaimTest, TokenAcceptance } from '../../../src/model/federation.ts';
import type { Trust } from '../../../src/model/trust.ts';
import { type Fact, type GcpInventory, sourceOf } from '../facts/inventory.ts';
import { type Expression, pathOf } from '../iam/condition/expression.ts';
import { parseCondition } from '../iam/condition/parse.ts';
import { accessToken, accountTechniques } from '../techniques/accounts.ts';
import type { Binding } from './bindings.ts';
import type { Member } from './members.ts';
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
  return {
    providersOf: (pool) =>
      byPool
        .get(poolName(pool, places))
        ?.filter(({ data }) => data.disabled !== true && data.state !== 'DELETED'),
  };
};

const withoutScheme = (url: string): string => url.replace(/^https:\/\//i, '').replace(/\/+$/, '');

const test = (claim: string, values: readonly string[], rest: Partial<ClaimTest> = {}): ClaimTest => ({
  claim,
  operator: 'equals',
  negated: false,
  values,
  ifExists: false,
  ignoreCase: false,
  ...rest,
});

/**
 * What providers map where they say nothing, and how AWS names the parts of its answer.
 * https://cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds#mappings-and-conditions
 */
const awsIssuer = 'sts.amazonaws.com';
const awsRole =
  "assertion.arn.contains('assumed-role') ? assertion.arn.extract('{account_arn}assumed-role/') + 'assumed-role/' + assertion.arn.extract('assumed-role/{role_name}/') : assertion.arn";
const awsMapping: Readonly<Record<string, string>> = {
  'google.subject': 'assertion.arn',
  'attribute.aws_role': awsRole,
};
const plain = (text: string): string => text.replace(/\s+/g, '').replaceAll('"', "'");
const awsClaims: readonly (readonly [is: (text: string) => boolean, claim: string])[] = [
  [(text) => text === plain(awsRole), 'aws_role'],
  [(text) => /^assertion\.arn\.extract\('assumed-role\/\{\w+\}\/'\)$/.test(text), 'role_name'],
  [(text) => text === 'assertion.arn', 'sub'],
];

/** What a claim test is about: `assertion.sub` itself, or an attribute that is mapped from one claim. */
const claimOf = (path: string, mapping: ReadonlyMap<string, string>, depth = 0): string | undefined => {
  if (mapping.get('issuer') === awsIssuer) {
    const claim = awsClaims.find(([is]) => is(plain(mapping.get(path) ?? path)))?.[1];
    if (claim !== undefined) return claim;
  }
  if (path.startsWith('assertion.')) return path.slice('assertion.'.length);
  const mapped = mapping.get(path);
  const tree = mapped === undefined || depth > 3 ? undefined : parseCondition(mapped);
  const next = tree === undefined ? undefined : pathOf(tree);
  return next === undefined ? undefined : claimOf(next, mapping, depth + 1);
};

const textsIn = (expression: Expression): readonly string[] | undefined => {
  const items = expression.is === 'list' ? expression.items : [expression];
  const texts = items.flatMap((item) =>
    item.is === 'value' && typeof item.value === 'string' ? [item.value] : [],
  );
  return texts.length === items.length ? texts : undefined;
};

const wildcards: ReadonlyMap<string, (text: string) => string> = new Map([
  ['startsWith', (text) => `${text}*`],
  ['endsWith', (text) => `*${text}`],
  ['contains', (text) => `*${text}*`],
]);

/** One part of an attribute condition as a test of a claim; undefined: it is none. */
const testIn = (part: Expression, mapping: ReadonlyMap<string, string>): ClaimTest | undefined => {
  const about = (of: Expression): string | undefined => {
    const path = pathOf(of);
    return path === undefined ? undefined : claimOf(path, mapping);
  };
  if (part.is === 'not') {
    const inner = testIn(part.of, mapping);
    return inner === undefined ? undefined : { ...inner, negated: !inner.negated };
  }
  if (part.is === 'call' && part.of !== undefined && part.args.length === 1) {
    const [claim, texts, pattern] = [about(part.of), textsIn(part.args[0]!), wildcards.get(part.name)];
    // A star of its own would be read as one.
    return claim === undefined ||
      texts === undefined ||
      pattern === undefined ||
      texts.some((text) => /[*?]/.test(text))
      ? undefined
      : test(claim, texts.map(pattern), { operator: 'like' });
  }
  if (part.is !== 'binary') return undefined;
  const { operator, a, b } = part;
  if (operator === '||') {
    const [one, other] = [testIn(a, mapping), testIn(b, mapping)];
    return one !== undefined &&
      one.claim === other?.claim &&
      one.operator === other.operator &&
      !one.negated &&
      !other.negated
      ? { ...one, values: [...one.values, ...other.values] }
      : undefined;
  }
  if (operator !== '==' && operator !== '!=' && operator !== 'in') return undefined;
  const [left, right] = operator !== 'in' && a.is === 'value' ? [b, a] : [a, b];
  const [claim, texts] = [about(left), textsIn(right)];
  return claim === undefined || texts === undefined || (right.is === 'list') !== (operator === 'in')
    ? undefined
    : test(claim, texts, { negated: operator === '!=' });
};

const conjuncts = (expression: Expression): readonly Expression[] =>
  expression.is === 'binary' && expression.operator === '&&'
    ? [...conjuncts(expression.a), ...conjuncts(expression.b)]
    : [expression];

/**
 * Which tokens make somebody this member of the pool, by this provider.
 * https://cloud.google.com/iam/docs/workload-identity-federation#mapping
 * @returns undefined: none, or tokens are none of OIDC
 */
export const acceptanceOf = ({ data }: Provider, { of }: PoolMemberOf): TokenAcceptance | undefined => {
  const account = data.aws?.accountId;
  const issuer = data.oidc?.issuerUri ?? (account == null ? undefined : awsIssuer);
  if (issuer == null) return undefined;
  const written = Object.entries(data.attributeMapping ?? {});
  const mapping = new Map([
    ...(account != null && written.length === 0 ? Object.entries(awsMapping) : written),
    ...(account == null ? [] : [['issuer', awsIssuer] as const]),
  ]);
  const audiences = data.oidc?.allowedAudiences ?? [];
  const own = `//iam.googleapis.com/${data.name}`;
  const tests: ClaimTest[] = [
    account == null
      ? test('aud', audiences.length === 0 ? [own, `https:${own}`] : audiences)
      : test('account', [account]),
  ];
  const assumes: string[] = [];
  if (of.attribute !== undefined && of.value !== undefined) {
    const claim = claimOf(of.attribute, mapping);
    // An attribute that the provider does not map is in none of its tokens.
    if (!mapping.has(of.attribute)) return undefined;
    if (claim === undefined) assumes.push(`${mapping.get(of.attribute)!.slice(0, 80)} gives ${of.value}`);
    else if (account != null && claim === 'sub' && of.value.includes(':assumed-role/')) {
      tests.push(test(claim, [of.value]));
      assumes.push(`a session is called ${of.value.slice(of.value.lastIndexOf('/') + 1)}`);
    } else tests.push(test(claim, [of.value]));
  }
  const condition = data.attributeCondition?.trim() ?? '';
  if (condition !== '') {
    const tree = parseCondition(condition);
    if (tree === undefined) assumes.push(`the token meets ${condition.slice(0, 120)}`);
    else
      for (const part of conjuncts(tree)) {
        if (part.is === 'value' && part.value === true) continue;
        const found = testIn(part, mapping);
        if (found === undefined) assumes.push(`the token meets all of ${condition.slice(0, 120)}`);
        else tests.push(found);
      }
  }
  return { issuer: withoutScheme(issuer), tests, assumes: [...new Set(assumes)] };
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
    const named: readonly Condition[] =
      attribute === undefined || value === undefined
        ? []
        : [
            {
              class: attribute === 'google.subject' ? 'federated-subject' : 'federated-claim',
              operator: 'StringEquals',
              key: attribute,
              values: [value],
            },
          ];
    return [{ ...base, principal: member.pool, external: 'unknown', conditions: [...named, ...conditions] }];
  }
  return providers.flatMap((provider): readonly Trust[] => {
    const accepts = acceptanceOf(provider, member);
    const issuer = provider.data.oidc?.issuerUri;
    const { aws } = provider.data;
    if ((issuer != null || aws?.accountId != null) && accepts === undefined) return [];
    // The account is whom the trust names.
    const tests = (accepts?.tests ?? []).filter(({ claim }) => aws?.accountId == null || claim !== 'account');
    return [
      {
        ...base,
        principal:
          issuer ??
          (provider.data.aws?.accountId == null ? member.pool : `AWS account ${provider.data.aws.accountId}`),
        external: 'yes',
        conditions: [
          ...tests.map(conditionOf),
          ...(accepts?.assumes ?? []).map(
            (key): Condition => ({ class: 'other', operator: 'CEL', key, values: ['true'] }),
          ),
          ...conditions,
        ],
        ...(accepts === undefined ? {} : { accepts }),
        source: sourceOf(provider),
      },
    ];
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

/** Whom the policy of a service account itself lets become it: those from outside of the account's own organisation's principals, and everybody. */
export const trustsOfAccount = (
  bindings: readonly Binding[],
  pools: Pools,
  places: Places,
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
      const project =
        member.is === 'service-account'
          ? /@([a-z0-9.:-]+)\.iam\.gserviceaccount\.com$/.exec(member.id)?.[1]
          : undefined;
      return [
        {
          mechanism: 'impersonate',
          party: member.is === 'everyone' ? 'everyone' : member.is === 'deleted' ? 'deleted' : 'identity',
          principal: written,
          external:
            member.is === 'everyone'
              ? 'yes'
              : project === undefined
                ? 'unknown'
                : places.isOwnProject(project)
                  ? 'no'
                  : 'yes',
          conditions,
          source,
        },
      ];
    });
