import type { NotJudged } from '../../../src/model/gate.ts';
import { InputError } from '../../../src/model/input-error.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import {
  isComputed,
  type Plan,
  type PlannedResource,
  type Values,
} from '../../../src/plan/planned-resource.ts';

/** Stands for an account that nobody names. */
const placeholder = (index: number): string => String(index).padStart(12, '0');

const iamArn = /^arn:(aws[a-z-]*):(?:iam|sts)::(\d{12}):/;
const anyArn = /^arn:(aws[a-z-]*):[^:]+:[^:]*:(\d{12}):/;
const accountId = /^\d{12}$/;

export interface Account {
  readonly id: string;
  readonly partition: string;
}

export interface Accounts {
  readonly accountOf: (providerKey: string) => Account;
  /** The plan could not be put on the estate that was given. */
  readonly cannotJudge?: NotJudged;
}

/** ARNs of resources themselves, not those that policies mention. */
const arnsOf = (values: Values | undefined): readonly string[] =>
  values === undefined ? [] : [values.arn, values.id].filter((value) => typeof value === 'string');

/** Arguments that take something of the same account only: a policy is attached, and a role passed, within one. */
const ofSameAccount = [
  'policy_arn',
  'permissions_boundary',
  'role',
  'role_arn',
  'execution_role_arn',
  'task_role_arn',
  'service_role',
  'PermissionsBoundary',
  'ManagedPolicyArns',
  'Role',
  'RoleArn',
] as const;
const neighboursOf = (values: Values | undefined): readonly string[] =>
  ofSameAccount
    .flatMap((field): readonly unknown[] => {
      const value = values?.[field];
      return Array.isArray(value) ? value : [value];
    })
    .filter((value) => typeof value === 'string')
    .filter((value) => iamArn.test(value));

/** Data sources that only read the account that asks. */
const readHere: ReadonlySet<string> = new Set([
  'aws_iam_role',
  'aws_iam_user',
  'aws_iam_group',
  'aws_iam_policy',
]);

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (isComputed(value) || typeof value !== 'object' || value === null) return [];
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(textsIn);
};

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs#argument-reference */
const configuredIn = (config: Values | undefined): Account | undefined => {
  if (config === undefined) return undefined;
  const roles = [config.assume_role, config.assume_role_with_web_identity].flatMap((block) =>
    (Array.isArray(block) ? block : [block]).flatMap((each) =>
      typeof each === 'object' && each !== null ? textsIn((each as Values).role_arn) : [],
    ),
  );
  // Of roles that are assumed one after the other the last is the one that works.
  const role = roles.at(-1);
  const [, partition = 'aws', ofRole] = iamArn.exec(role ?? '') ?? [];
  const allowed = textsIn(config.allowed_account_ids).filter((id) => accountId.test(id));
  const id = ofRole ?? (allowed.length === 1 ? allowed[0] : undefined);
  // A variable that makes up the ARN of the role may be the account by itself.
  const part = role !== undefined && accountId.test(role) ? role : undefined;
  const found = id ?? part;
  return found === undefined ? undefined : { id: found, partition };
};

/** Which identity a configuration works as; the region means nothing. */
const signsInAs = (config: Values | undefined): string =>
  JSON.stringify(
    Object.entries(config ?? {})
      .filter(
        ([key]) =>
          !/^(region|default_tags|ignore_tags|alias|endpoints|max_retries|skip_.*|use_.*)$/.test(key),
      )
      .map(([key, value]) => [key, isComputed(value) ? value.written : value])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );

/** By configuration, as the user gave it; `''` for all that nothing else tells of. */
const givenIn = (accounts: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    accounts.map((given) => {
      const cut = given.lastIndexOf('=');
      const [key, id] = cut < 0 ? ['', given] : [given.slice(0, cut), given.slice(cut + 1)];
      if (accountId.test(id)) return [key, id] as const;
      throw new InputError(
        `${JSON.stringify(given.slice(0, 80))} is no account of AWS`,
        '--account',
        'Give its twelve digits, for one configuration of the provider with its name: --account aws.prod=111122223333.',
      );
    }),
  );

/** What tells of accounts, the surest first: a later one speaks for configurations that no earlier one tells of. */
const evidenceIn = (plan: Plan) => {
  const own = new Map<string, Account>();
  const everywhere = new Map<string, Account>();
  const note = (key: string, account: Account): void => {
    everywhere.set(account.id, account);
    if (!own.has(key)) own.set(key, account);
  };
  const inArn = (arn: string, pattern: RegExp): Account | undefined => {
    const [, partition = 'aws', id] = pattern.exec(arn) ?? [];
    return id === undefined ? undefined : { id, partition };
  };
  const noteArns = (key: string, arns: readonly string[], pattern: RegExp): void => {
    for (const arn of arns) {
      const account = inArn(arn, pattern);
      if (account !== undefined) note(key, account);
    }
  };
  const managed = plan.resources.filter(({ provider, mode }) => provider === 'aws' && mode === 'managed');
  for (const { providerKey, before, after } of managed)
    noteArns(providerKey, [...arnsOf(before), ...arnsOf(after)], iamArn);
  for (const [key, config] of plan.providers ?? []) {
    const account = configuredIn(config);
    if (account !== undefined) note(key, account);
  }
  for (const { providerKey, before, after } of managed)
    noteArns(providerKey, [...neighboursOf(before), ...neighboursOf(after)], iamArn);
  const read = [
    ...plan.known,
    ...plan.resources.map(({ type, providerKey, after }) => ({ type, providerKey, values: after ?? {} })),
  ];
  // The state does not tell which configuration asked.
  for (const { type, values, providerKey } of read) {
    const { account_id: id, arn } = values;
    if (type === 'aws_caller_identity' && typeof id === 'string' && accountId.test(id)) {
      note(providerKey, {
        id,
        partition: inArn(typeof arn === 'string' ? arn : '', anyArn)?.partition ?? 'aws',
      });
    } else if (readHere.has(type) && typeof arn === 'string') noteArns(providerKey, [arn], iamArn);
  }
  // Some resources are called after one of another account: a subscription after its topic.
  for (const [key, same] of Map.groupBy(managed, ({ providerKey }) => providerKey)) {
    const accounts = same
      .flatMap(({ before, after }) => [...arnsOf(before), ...arnsOf(after)])
      .flatMap((arn) => inArn(arn, anyArn) ?? []);
    const ids = new Set(accounts.map(({ id }) => id));
    if (ids.size === 1) note(key, accounts[0]!);
  }
  return { own, everywhere };
};

const listed = (ids: readonly string[]): string =>
  ids.length > 4 ? `${ids.slice(0, 4).join(', ')} and ${ids.length - 4} more` : ids.join(', ');

/**
 * In which account each configuration of the provider works: as the user says, by the ARNs of its own resources, by what it
 * says of itself, by what its resources are attached to, by `aws_caller_identity`, by a configuration that signs in alike,
 * by the one account of the estate. Else a number that is no account's; on an estate of several accounts nothing can be
 * judged then.
 * @param needed configurations whose resources are read
 * @throws InputError when an account that was given is none, or not the one of the plan
 */
export const accountsOf = (
  plan: Plan,
  snapshotAccounts: readonly string[],
  needed: readonly string[],
  accounts: readonly string[] = [],
): Accounts => {
  const given = givenIn(accounts);
  const { own, everywhere } = evidenceIn(plan);
  const [snapshotAccount, ...more] = snapshotAccounts;
  const only = everywhere.size === 1 ? [...everywhere.values()][0] : undefined;
  const alike = new Map([...own].map(([key, account]) => [signsInAs(plan.providers?.get(key)), account]));
  const keys = [...new Set(needed)].sort();
  const found = (key: string): Account | undefined => {
    const said = given.get(key) ?? (keys.length === 1 ? given.get('') : undefined);
    const told = own.get(key);
    if (said !== undefined && told !== undefined && said !== told.id) {
      throw new InputError(
        `the resources of ${key} are in the account ${told.id}, not in ${said}`,
        '--account',
        'Leave it out, or give the plan of the other account.',
      );
    }
    if (told !== undefined) return told;
    const id = said ?? given.get('');
    if (id !== undefined) return { id, partition: 'aws' };
    const same = alike.get(signsInAs(plan.providers?.get(key)));
    if (same !== undefined) return same;
    if (more.length > 0) return undefined;
    return only ?? (snapshotAccount === undefined ? undefined : { id: snapshotAccount, partition: 'aws' });
  };
  const open = keys.filter((key) => found(key) === undefined);
  const accountOf = (key: string): Account =>
    found(key) ?? { id: placeholder(Math.max(0, open.indexOf(key))), partition: 'aws' };

  const sure = new Set(keys.flatMap((key) => found(key)?.id ?? []));
  if (snapshotAccount === undefined || keys.length === 0) return { accountOf };
  if (more.length > 0 && open.length > 0) {
    return {
      accountOf,
      cannotJudge: {
        says: `nothing tells in which account the change is made${keys.length > 1 ? ` by ${listed(open)}` : ''}, and the estate that was given holds ${snapshotAccounts.length}: ${listed([...snapshotAccounts].sort())}`,
        remedy: `Name it with --account ${open.length > 1 || keys.length > 1 ? `${open[0]}=ID` : 'ID'}.`,
      },
    };
  }
  return [...sure].some((id) => snapshotAccounts.includes(id))
    ? { accountOf }
    : {
        accountOf,
        cannotJudge: {
          says: `the change is made in the account ${listed([...sure].sort())}, of which the estate that was given holds nothing (it holds ${listed([...snapshotAccounts].sort())})`,
          remedy: 'Give a snapshot of that account, or none.',
        },
      };
};

/** Only what is read needs an account. */
export const keysOf = (
  resources: readonly PlannedResource[],
  types: Readonly<Record<string, unknown>>,
): readonly string[] =>
  resources
    .filter(
      ({ provider, mode, type }) =>
        provider === 'aws' && mode === 'managed' && ownMember(types, type) !== undefined,
    )
    .map(({ providerKey }) => providerKey);
