import type { EstateReader, InterpretOptions } from '../../src/model/connector.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import { environmentIn } from '../../src/model/environment-words.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { FactRef } from '../../src/model/evidence.ts';
import type { Attachment, Identity, Workload } from '../../src/model/identity.ts';
import type { Environment, Scope, Service } from '../../src/model/scope.ts';
import type { Settings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import type { TakeoverGraph } from '../../src/model/takeover.ts';
import { createGrantReader } from './entitlements/grants.ts';
import { createEntitlements } from './entitlements/index.ts';
import type { AppliedPolicy, Inventory, Principal } from './facts/inventory.ts';
import { createInventoryReader, readInventory } from './facts/inventory-reader.ts';
import { type Guardrails, guardrailsOf } from './facts/organization.ts';
import { sensitivityOf } from './facts/services.ts';
import { knownWorkloadTypes } from './facts/workloads.ts';
import { credentialsOf, useOf } from './identities/credentials.ts';
import { environmentOfTags, isBreakGlass, natureOf, ownerOf } from './identities/nature.ts';
import { createTrustReader, type RoleTrust } from './identities/trust.ts';
import { awsServices } from './policy/actions.ts';
import { changesBetween } from './policy/request-context.ts';
import { buildTakeover } from './takeover/index.ts';
import { createWhoCan } from './who-can/index.ts';

const environmentOfAccount = (
  account: string,
  inventory: Inventory,
  settings: Settings,
): { environment: Environment; reason?: string } => {
  const configured = settings.environments.scopes[account];
  if (configured !== undefined) return { environment: configured, reason: 'configuration' };
  const record = inventory.accountRecords.get(account);
  const tags = new Map((record?.Tags ?? []).map(({ Key, Value }) => [Key.toLowerCase(), Value]));
  const tagged = environmentOfTags(tags, settings);
  if (tagged !== undefined) return { environment: tagged, reason: 'account tag' };
  for (const name of [record?.Name, record?.Alias]) {
    const environment = name === undefined ? undefined : environmentIn(name, settings);
    if (environment !== undefined) return { environment, reason: `account name ${name}` };
  }
  return { environment: 'unknown' };
};

const scopesOf = (inventory: Inventory, settings: Settings, services: readonly Service[]): Scope[] => {
  const all = services.map((_, index) => index);
  return inventory.accounts.map((id): Scope => {
    const record = inventory.accountRecords.get(id);
    const { environment, reason } = environmentOfAccount(id, inventory, settings);
    return {
      id,
      provider: 'aws',
      kind: 'account',
      name: record?.Name ?? record?.Alias ?? id,
      ...(record?.ParentId === undefined ? {} : { parent: record.ParentId }),
      environment,
      ...(reason === undefined ? {} : { environmentReason: reason }),
      services: all,
    };
  });
};

/** Role of an assumed-role session, or the user itself: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const callerIdentity = (caller: string, principals: readonly Principal[]): string | undefined => {
  const session = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(caller);
  if (session === null) return caller;
  const [, account, name] = session;
  return principals.find(
    (principal) => principal.kind === 'role' && principal.account === account && principal.name === name,
  )?.arn;
};

const resourceKind = (type: string): string =>
  type
    .replace(/^AWS::/, '')
    .replaceAll('::', '-')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase();

const workloadsByRole = (inventory: Inventory): ReadonlyMap<string, readonly Workload[]> => {
  const byRole = new Map<string, Workload[]>();
  for (const { data } of inventory.workloads) {
    const workload: Workload = {
      id: data.Arn,
      kind: resourceKind(data.ResourceType),
      name: data.Name ?? data.Arn,
      source: { record: 'aws.workload', id: data.Arn },
    };
    for (const role of data.RoleArns) byRole.set(role, [...(byRole.get(role) ?? []), workload]);
  }
  return byRole;
};

const agentServices = /^(bedrock|bedrock-agentcore)\.amazonaws\.com$/;

const isAgent = (principal: Principal, trusts: readonly RoleTrust[], inventory: Inventory): boolean =>
  trusts.some((trust) => trust.party === 'service' && agentServices.test(trust.principal)) ||
  (inventory.serviceCredentials.size > 0 &&
    (inventory.serviceCredentials.get(`${principal.account}/${principal.name}`) ?? []).some(
      ({ ServiceName }) => ServiceName === 'bedrock.amazonaws.com',
    ));

const sourceOf = (principal: Principal): FactRef =>
  principal.kind === 'root'
    ? principal.policies[0]!.source
    : { record: `aws.${principal.kind}`, id: principal.arn };

const lastUsedServices = (
  principal: Principal,
  inventory: Inventory,
): Readonly<Record<string, string>> | undefined => {
  const report = inventory.lastAccessed.get(principal.arn);
  if (report === undefined) return undefined;
  return Object.fromEntries(
    report.ServicesLastAccessed.map((service) => [
      service.ServiceNamespace,
      service.LastAuthenticated ?? 'never',
    ]),
  );
};

/** Facts of AWS in the neutral words. Pure: the same records give the same estate, in whatever order they come. */
export const interpretAws = (records: Iterable<SnapshotRecord>, options: InterpretOptions): Estate =>
  estateOf(readInventory(records), options);

export const readAws = (): EstateReader => {
  const { add, finish } = createInventoryReader();
  return { add, finish: (options) => estateOf(finish(), options) };
};

const estateOf = (inventory: Inventory, options: InterpretOptions): Estate => {
  const { collectedAt, settings } = options;
  const now = Date.parse(collectedAt);
  const names = awsServices();
  const services = names.map(
    (name): Service => ({ provider: 'aws', name, sensitivity: sensitivityOf(name) }),
  );
  const scopes = scopesOf(inventory, settings, services);
  const scopeIndex = new Map(scopes.map((scope, index) => [scope.id, index]));
  const scopeOf = (account: string): number => scopeIndex.get(account)!;
  const guardrails = guardrailsOf(inventory);
  const entitlements = createEntitlements(inventory, guardrails, names, now);
  return {
    collectedAt,
    scopes,
    services,
    ...readIdentities({ inventory, options, scopes, scopeOf, guardrails, names, now }),
    documents: inventory.store.documents.length,
    entitlements: (identity) => entitlements.of(inventory.principals[identity]!),
    whoCan: createWhoCan({
      inventory,
      guardrails,
      linesOf: entitlements.linesOf,
      now: collectedAt,
      scopeOf,
    }),
    coverage: [...options.coverage, ...problemCoverage(inventory)],
  };
};

interface Reading {
  readonly inventory: Inventory;
  readonly options: InterpretOptions;
  readonly scopes: readonly Scope[];
  readonly scopeOf: (account: string) => number;
  readonly guardrails: Guardrails;
  /** Of services. */
  readonly names: readonly string[];
  readonly now: number;
}

/**
 * Identities and what they may become. A function of its own, so that what is remembered while reading them goes when it
 * is done: the questions that an estate still answers later hold on to nothing here.
 */
const readIdentities = ({
  inventory,
  options,
  scopes,
  scopeOf,
  guardrails,
  names,
  now,
}: Reading): Pick<Estate, 'identities' | 'profiles' | 'takeover' | 'takeoverAt'> => {
  const { collectedAt, settings } = options;
  const { principals, store } = inventory;
  const knownAccounts = new Set([
    ...inventory.accounts,
    ...(guardrails.organization?.accounts ?? []),
    ...settings.trustedScopes,
  ]);
  const trustReader = createTrustReader(inventory, knownAccounts, now);
  const trusts = principals.map(trustReader);
  const grants = createGrantReader(inventory, guardrails, names, scopeOf, now);
  const workloads = workloadsByRole(inventory);
  const workloadTypes = knownWorkloadTypes(options.coverage, inventory.workloads);
  const workloadAccounts = new Set([
    ...inventory.workloads.map(({ scope }) => scope),
    ...[...workloadTypes].map((known) => known.slice(0, known.indexOf('/'))),
  ]);
  const callers = new Set([...inventory.callers].map((caller) => callerIdentity(caller, principals)));

  // By what is said of it: few natures, and an object for each identity would be many.
  const natures = new Map<string, Identity['nature']>();
  const sharedNature = (nature: Identity['nature']): Identity['nature'] => {
    const before = natures.get(nature.reason);
    if (before === undefined) natures.set(nature.reason, nature);
    return before?.is === nature.is ? before : nature;
  };
  const sharedAttachments = new Map<AppliedPolicy, Attachment>();
  const attachmentOf = (policy: AppliedPolicy): Attachment => {
    const before = policy.shared === true ? sharedAttachments.get(policy) : undefined;
    if (before !== undefined) return before;
    const { document, source, name, elsewhere } = policy;
    const { single } = store.documents[document]!;
    const attachment: Attachment = {
      document,
      source,
      statements: elsewhere === true ? 'elsewhere' : single ? 'single' : 'list',
      name,
    };
    if (policy.shared === true) sharedAttachments.set(policy, attachment);
    return attachment;
  };

  const identities = principals.map((principal, index): Identity => {
    const own = trusts[index]!;
    const credentials = credentialsOf(principal, own, inventory, collectedAt);
    // Members that may be absent are set one by one: spreading them costs more than all the rest.
    const identity: Writable<Identity> = {
      id: principal.arn,
      provider: 'aws',
      kind: principal.kind,
      nature: sharedNature(natureOf(principal, own, inventory, settings)),
      name: principal.name,
      scope: principal.account,
      environment:
        environmentOfTags(principal.tags, settings) ?? scopes[scopeOf(principal.account)]!.environment,
      credentials,
      grants: grants.grantsOf(principal),
      trusts: own,
      attachments: principal.policies.map(attachmentOf),
      profile: grants.profileOf(principal),
      providerOwned: principal.serviceLinked,
      breakGlass: isBreakGlass(principal, settings),
      scanner: callers.has(principal.arn),
      agent: isAgent(principal, own, inventory),
      bounded: principal.boundaryArn !== undefined,
      source: sourceOf(principal),
    };
    const { lastUsedAt, observedSince } = useOf(principal, credentials, inventory, collectedAt);
    const owner = ownerOf(principal.tags, settings);
    const serviceLastUsed = lastUsedServices(principal, inventory);
    if (owner !== undefined) identity.owner = owner;
    if (principal.createdAt !== undefined) identity.createdAt = principal.createdAt;
    if (lastUsedAt !== undefined) identity.lastUsedAt = lastUsedAt;
    if (observedSince !== undefined) identity.observedSince = observedSince;
    if (workloadAccounts.has(principal.account)) identity.workloads = workloads.get(principal.arn) ?? [];
    if (serviceLastUsed !== undefined) identity.serviceLastUsed = serviceLastUsed;
    return identity;
  });

  const takeoverAt = (time: string): TakeoverGraph =>
    buildTakeover({
      inventory,
      trusts,
      now: time,
      scopeOf,
      scopes: scopes.length,
      workloadTypes,
      profileOf: grants.profileOf,
    });
  const takeover = takeoverAt(collectedAt);
  const differs = (time: string): boolean =>
    store.documents.some((document) => changesBetween(document, collectedAt, time));
  return {
    identities,
    profiles: grants.profiles,
    takeover,
    // Where no policy speaks of time nothing is kept for it.
    ...(differs(endOfTime) ? { takeoverAt: (time) => (differs(time) ? takeoverAt(time) : takeover) } : {}),
  };
};

const endOfTime = '9999-12-31T00:00:00.000Z';

type Writable<Type> = { -readonly [Member in keyof Type]: Type[Member] };

const mostProblems = 20;

/** Policies that could not be read whole are a gap in what is known of the grants. */
const problemCoverage = (inventory: Inventory): Coverage[] => {
  const byAccount = new Map<string, string[]>();
  for (const { account, text } of inventory.problems)
    byAccount.set(account, [...(byAccount.get(account) ?? []), text]);
  return [...byAccount].map(([scope, texts]) => ({
    connector: 'aws',
    scope,
    source: 'policy documents',
    status: 'partial',
    detail: `${texts.slice(0, mostProblems).join('; ')}${texts.length > mostProblems ? `; and ${texts.length - mostProblems} more` : ''}`,
    gives: ['grants'],
  }));
};
