import { createIdentities } from '../../src/identities/identity.ts';
import { type Numbered, numberScopes, numberServices } from '../../src/identities/numbers.ts';
import { environmentOfScope } from '../../src/identities/scope-environment.ts';
import {
  type Beyond,
  type BeyondBudgets,
  beyondBudgets,
  beyondCoverage,
} from '../../src/identities/too-complex.ts';
import type { EstateReader, InterpretOptions } from '../../src/model/connector.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import { environmentIn } from '../../src/model/environment-words.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { FactRef } from '../../src/model/evidence.ts';
import type { Attachment, Identity, Workload } from '../../src/model/identity.ts';
import { addTo } from '../../src/model/many.ts';
import type { Scope } from '../../src/model/scope.ts';
import type { Settings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { usageCoverage, withSeen } from '../../src/usage/table.ts';
import { createGrantReader } from './entitlements/grants.ts';
import { createEntitlements } from './entitlements/index.ts';
import { keyGrantLines, keyGrantsOf } from './entitlements/key-grants.ts';
import { exposuresOf } from './exposures/index.ts';
import { documentPlaces } from './facts/document-places.ts';
import type { AppliedPolicy, Inventory, Principal } from './facts/inventory.ts';
import { createInventoryReader, readInventory } from './facts/inventory-reader.ts';
import { type Guardrails, guardrailsOf } from './facts/organization.ts';
import { sensitivityOf } from './facts/services.ts';
import { knownWorkloadTypes } from './facts/workloads.ts';
import { callerIssuer, callerTokens } from './identities/caller-tokens.ts';
import { credentialsOf, trackedSince, useOf } from './identities/credentials.ts';
import { managementOf } from './identities/management.ts';
import { environmentOfTags, isBreakGlass, natureOf, ownerOf } from './identities/nature.ts';
import { createTrustReader, type RoleTrust } from './identities/trust.ts';
import { awsServices } from './policy/actions.ts';
import { changesBetween } from './policy/request-context.ts';
import { buildTakeover, type Takeover } from './takeover/index.ts';
import { withKnownKeys, withLogs, withSeenKeys } from './usage/last-use.ts';
import { unusedSince } from './usage/unused.ts';
import { createWhoCan } from './who-can/index.ts';

const tagsOfAccount = (account: string, { accountRecords }: Inventory): ReadonlyMap<string, string> =>
  new Map((accountRecords.get(account)?.Tags ?? []).map(({ Key, Value }) => [Key.toLowerCase(), Value]));

const environmentOfAccount = (account: string, inventory: Inventory, settings: Settings) => {
  const record = inventory.accountRecords.get(account);
  const tags = tagsOfAccount(account, inventory);
  const names = [record?.Name, record?.Alias].filter((name) => name !== undefined);
  return environmentOfScope(account, settings, [
    ['account tag', environmentOfTags(tags, settings)],
    ...names.map((name) => [`account name ${name}`, environmentIn(name, settings)] as const),
  ]);
};

const scopesOf = (inventory: Inventory, settings: Settings, services: number): Numbered<Scope> => {
  const all = Array.from({ length: services }, (_, index) => index);
  // The policy of a resource may be known where nothing else of its account is.
  const accounts = new Set([
    ...inventory.accounts,
    ...[...inventory.resourcePolicies, ...inventory.keyGrants].map(({ account }) => account),
  ]);
  return numberScopes(
    [...accounts].map((id): Scope => {
      const record = inventory.accountRecords.get(id);
      const owner = ownerOf(tagsOfAccount(id, inventory), settings);
      return {
        id,
        provider: 'aws',
        kind: 'account',
        name: record?.Name ?? record?.Alias ?? id,
        ...(record?.ParentId === undefined ? {} : { parent: record.ParentId }),
        ...(owner === undefined ? {} : { owner }),
        ...environmentOfAccount(id, inventory, settings),
        services: all,
      };
    }),
  );
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
    for (const role of data.RoleArns) addTo(byRole, role, workload);
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
    : {
        record: principal.unread === true ? 'aws.credential-report-row' : `aws.${principal.kind}`,
        id: principal.arn,
      };

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

/** Of the services that tell single actions. */
const lastUsedActions = (
  principal: Principal,
  inventory: Inventory,
): Readonly<Record<string, string>> | undefined => {
  const services = inventory.lastAccessed.get(principal.arn)?.ServicesLastAccessed ?? [];
  const told = services.flatMap(({ ServiceNamespace, TrackedActionsLastAccessed = [] }) =>
    TrackedActionsLastAccessed.map(
      ({ ActionName, LastAccessedTime }) =>
        [`${ServiceNamespace}:${ActionName}`, LastAccessedTime ?? 'never'] as const,
    ),
  );
  return told.length === 0 ? undefined : Object.fromEntries(told);
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
  const services = numberServices(
    'aws',
    names.map((name) => ({ name, sensitivity: sensitivityOf(name) })),
  );
  const scopes = scopesOf(inventory, settings, names.length);
  const guardrails = guardrailsOf(inventory);
  const entitlements = createEntitlements(inventory, guardrails, names, now);
  const grantLines = keyGrantLines(inventory, entitlements);
  const { windows } = inventory.usage;
  const { states, beyond, ...read } = readIdentities({ inventory, options, scopes, guardrails, names, now });
  return {
    collectedAt,
    scopes: scopes.list,
    services: services.list,
    ...read,
    documents: inventory.store.documents.length,
    documentAt: documentPlaces(inventory),
    offeredIssuers: [callerIssuer],
    offersOf: (issuer) => (issuer === callerIssuer ? callerTokens(read.identities) : []),
    entitlements: (identity) => {
      const principal = inventory.principals[identity]!;
      return [...entitlements.of(principal), ...(grantLines.get(principal.arn) ?? [])];
    },
    whoCan: createWhoCan({
      inventory,
      guardrails,
      linesOf: entitlements.linesOf,
      now: collectedAt,
      scopeOf: scopes.indexOf,
      states,
    }),
    ...(windows.length === 0 ? {} : { usageWindows: windows }),
    unusedSince: (identity, action) =>
      unusedSince(read.identities[identity]!, action, {
        usage: inventory.usage,
        windows,
        collectedAt,
        trackedSince: trackedSince(collectedAt),
      }),
    coverage: [
      ...options.coverage,
      ...problemCoverage(inventory),
      ...beyondCoverage({ connector: 'aws', source: 'steps to other identities', gives: ['grants'] }, beyond),
      ...unreadCoverage(inventory),
      ...usageCoverage('aws', inventory.usage, notInTrails),
    ],
  };
};

interface Reading {
  readonly inventory: Inventory;
  readonly options: InterpretOptions;
  readonly scopes: Numbered<Scope>;
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
  guardrails,
  names,
  now,
}: Reading): Pick<Estate, 'identities' | 'profiles' | 'takeover' | 'takeoverAt'> &
  Pick<Takeover, 'states'> & { readonly beyond: readonly Beyond[] } => {
  const { collectedAt, settings } = options;
  const { principals, store } = inventory;
  const knownAccounts = new Set([
    ...inventory.accounts,
    ...guardrails.organizations.all.flatMap(({ accounts }) => [...accounts]),
    ...settings.trustedScopes,
  ]);
  const trustReader = createTrustReader(inventory, knownAccounts, now);
  const trusts = principals.map(trustReader);
  const grants = createGrantReader(inventory, guardrails, names, scopes.indexOf, now);
  const keyGrants = keyGrantsOf(inventory, grants);
  const workloads = workloadsByRole(inventory);
  const workloadTypes = knownWorkloadTypes(options.coverage, inventory.workloads);
  const workloadAccounts = new Set([
    ...inventory.workloads.map(({ scope }) => scope),
    ...[...workloadTypes].map((known) => known.slice(0, known.indexOf('/'))),
  ]);
  const callers = new Set([...inventory.callers].map((caller) => callerIdentity(caller, principals)));

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

  const logged = new Set(inventory.usage.windowData.keys());
  const identityOf = createIdentities();
  const identities = principals.map((principal, index): Identity => {
    const own = trusts[index]!;
    const seen = inventory.usage.of(principal.arn);
    const credentials = withSeenKeys(credentialsOf(principal, own, inventory, collectedAt), seen);
    const exposures = exposuresOf(principal, inventory, now, settings);
    const { lastUsedAt, observedSince } = withLogs(
      principal,
      useOf(principal, credentials, inventory, collectedAt),
      inventory.usage,
      collectedAt,
    );
    return identityOf({
      id: principal.arn,
      provider: 'aws',
      kind: principal.kind,
      nature: natureOf(principal, own, inventory, settings),
      name: principal.name,
      scope: principal.account,
      owner: ownerOf(principal.tags, settings),
      environment:
        environmentOfTags(principal.tags, settings) ??
        scopes.list[scopes.indexOf(principal.account)]!.environment,
      createdAt: principal.createdAt,
      lastUsedAt,
      observedSince,
      credentials,
      grants: [...grants.grantsOf(principal), ...(keyGrants.get(principal.arn) ?? [])],
      trusts: own,
      workloads: workloadAccounts.has(principal.account) ? (workloads.get(principal.arn) ?? []) : undefined,
      attachments: principal.policies.map(attachmentOf),
      profile: grants.profileOf(principal),
      providerOwned: principal.serviceLinked,
      breakGlass: isBreakGlass(principal, settings),
      scanner: callers.has(principal.arn),
      agent: isAgent(principal, own, inventory),
      bounded: principal.boundaryArn !== undefined,
      // A plan may mention a role, and say no more of it.
      ...(principal.kind === 'role' && principal.trust === undefined ? { trustsUnseen: true as const } : {}),
      serviceLastUsed: withSeen(lastUsedServices(principal, inventory), seen?.services),
      actionsLastUsed: withSeen(lastUsedActions(principal, inventory), seen?.actions),
      uses: logged.has(principal.account) ? withKnownKeys(seen?.uses ?? [], credentials) : undefined,
      management: managementOf(principal, own),
      exposures: exposures.length === 0 ? undefined : exposures,
      source: sourceOf(principal),
    });
  });

  const takeoverOf = (time: string, beyond?: BeyondBudgets): Takeover =>
    buildTakeover({
      beyond,
      inventory,
      trusts,
      now: time,
      scopeOf: scopes.indexOf,
      workloadTypes,
      profileOf: grants.profileOf,
    });
  const beyond = beyondBudgets();
  const { graph: takeover, states } = takeoverOf(collectedAt, beyond);
  const differs = (time: string): boolean =>
    store.documents.some((document) => changesBetween(document, collectedAt, time));
  return {
    identities,
    profiles: grants.profiles,
    takeover,
    states,
    beyond: beyond.all(),
    // Where no policy speaks of time nothing is kept for it.
    ...(differs(endOfTime)
      ? { takeoverAt: (time) => (differs(time) ? takeoverOf(time).graph : takeover) }
      : {}),
  };
};

const notInTrails =
  'what a trail leaves out, uses of data in services for which nobody switched data events on, privileges asked for within another call (iam:PassRole)';

const endOfTime = '9999-12-31T00:00:00.000Z';

const mostProblems = 20;

/** Policies that could not be read whole are a gap in what is known of the grants. */
const problemCoverage = (inventory: Inventory): Coverage[] =>
  [...Map.groupBy(inventory.problems, ({ account }) => account)].map(([scope, problems]) => ({
    connector: 'aws',
    scope,
    source: 'policy documents',
    status: 'partial',
    detail: `${problems
      .slice(0, mostProblems)
      .map(({ text }) => text)
      .join('; ')}${problems.length > mostProblems ? `; and ${problems.length - mostProblems} more` : ''}`,
    gives: ['grants'],
  }));

/** Users whom only the credential report names: what they may do is a gap. */
const unreadCoverage = ({ principals }: Inventory): Coverage[] =>
  [
    ...Map.groupBy(
      principals.filter(({ unread }) => unread === true),
      ({ account }) => account,
    ),
  ].map(([scope, users]) => ({
    connector: 'aws',
    scope,
    source: 'iam:GetAccountAuthorizationDetails',
    status: 'partial',
    detail: `${users.length} ${users.length === 1 ? 'user is' : 'users are'} known by the credential report only: what they may do was not provided; add the output of aws iam get-account-authorization-details`,
    gives: ['inventory', 'grants'],
  }));
