import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { Finding } from '../../../../src/model/finding.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import { auditSources } from '../../../../src/pipeline/audit.ts';
import { azOver } from '../../../support/az.ts';
import { type AzureState, statefulAzure } from '../../../support/azure-state.ts';
import {
  application,
  assignment,
  type Entry,
  type FakeTenant,
  guidOf,
  principal,
  roleIds,
  sampleTenant,
  subscriptionId,
} from '../../../support/azure-tenant.ts';
import { lawRuns } from '../../../support/law-runs.ts';
import { collectFrom } from './support.ts';

/** What is found in a tenant, done as it is printed, and the tenant scanned again: the finding is gone. */
const now = '2026-04-01T00:00:00.000Z';
const findingsOf = async (tenant: FakeTenant): Promise<readonly Finding[]> => {
  const { records, coverage, azure } = await collectFrom({ tenant });
  expect(azure.faults).toEqual([]);
  const entries = () => [...records, ...coverage];
  const { findings } = await auditSources([{ collectedAt: now, entries }], {
    ...defaultSettings,
    minimumSeverity: 'low',
  } as never);
  return findings;
};

const person = (name: string, part: Entry = {}): Entry => ({
  '@odata.type': '#microsoft.graph.user',
  id: guidOf(name),
  displayName: name,
  userPrincipalName: `${name}@contoso.example`,
  accountEnabled: true,
  userType: 'Member',
  createdDateTime: '2024-01-01T00:00:00Z',
  ...part,
});
const owned = (...names: readonly string[]): { readonly owners: readonly Entry[] } => ({
  owners: names.map((name) => ({ '@odata.type': '#microsoft.graph.user', id: guidOf(name) })),
});
const group = (name: string): Entry => ({
  '@odata.type': '#microsoft.graph.group',
  id: guidOf(name),
  displayName: name,
  securityEnabled: true,
  groupTypes: [],
  isAssignableToRole: false,
});
const sub = `/subscriptions/${subscriptionId}`;
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

/** The sample, and what it has not. */
const richTenant = (): FakeTenant => {
  const sample = sampleTenant();
  const graph = new Map(sample.graph);
  const more = (path: string, ...entries: readonly Entry[]): void => {
    graph.set(path, [...(graph.get(path) ?? []), ...entries]);
  };
  more(
    '/users',
    person('gone', { accountEnabled: false }),
    person('guest', { userType: 'Guest', userPrincipalName: 'guest_mail.example#EXT#@contoso.example' }),
    person('boss'),
    person('both'),
  );
  const plain = { passwordCredentials: [] };
  more(
    '/applications',
    application('alone', plain),
    application('left', { ...plain, ...owned('gone') }),
    application('shared', { ...plain, ...owned('guest', 'maria'), signInAudience: 'AzureADMultipleOrgs' }),
    application('off', { ...plain, ...owned('maria') }),
    application('mighty', { ...plain, ...owned('maria') }),
    application('old', {
      ...owned('maria'),
      passwordCredentials: [
        {
          keyId: guidOf('k old'),
          displayName: 'old',
          startDateTime: '2025-01-01T00:00:00Z',
          endDateTime: '2026-01-01T00:00:00Z',
        },
      ],
      keyCredentials: [
        {
          keyId: guidOf('cert old'),
          displayName: 'old',
          type: 'AsymmetricX509Cert',
          usage: 'Verify',
          startDateTime: '2025-01-01T00:00:00Z',
          endDateTime: '2026-01-02T00:00:00Z',
        },
      ],
    }),
    application('elsewhere', {
      ...owned('maria'),
      passwordCredentials: [
        {
          keyId: guidOf('k elsewhere'),
          displayName: 'x',
          startDateTime: '2026-03-01T00:00:00Z',
          endDateTime: '2026-05-01T00:00:00Z',
        },
      ],
    }),
  );
  more(
    '/servicePrincipals',
    ...['left', 'shared', 'mighty', 'old', 'elsewhere'].map((name) => principal(name)),
    principal('keeper', owned('maria')),
    principal('off', { accountEnabled: false }),
    principal('vendor', {
      appOwnerOrganizationId: guidOf('vendor tenant'),
      verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
    }),
  );
  more('/reports/appCredentialSignInActivities', {
    id: 'cs-2',
    keyId: guidOf('k elsewhere'),
    appId: guidOf('c elsewhere'),
    signInActivity: { lastSignInDateTime: '2026-03-30T10:00:00Z' },
  });
  more(
    '/roleManagement/directory/roleAssignments',
    ...['boss', 'mighty'].map((name) => ({
      id: `ra-${name}`,
      principalId: guidOf(name),
      roleDefinitionId: globalAdministrator,
      directoryScopeId: '/',
    })),
    {
      id: 'ra-both',
      principalId: guidOf('both'),
      roleDefinitionId: globalAdministrator,
      directoryScopeId: '/',
    },
  );
  more('/roleManagement/directory/roleEligibilityScheduleInstances', {
    id: 'rei-both',
    principalId: guidOf('both'),
    roleDefinitionId: globalAdministrator,
    directoryScopeId: '/',
    memberType: 'Direct',
    startDateTime: null,
    endDateTime: null,
  });
  more('/groups', group('empty'), group('unowned'), group('kept'));
  graph.set(`/groups/${guidOf('kept')}/owners`, [
    { '@odata.type': '#microsoft.graph.servicePrincipal', id: guidOf('keeper') },
  ]);
  graph.set(`/groups/${guidOf('kept')}/members`, [
    { '@odata.type': '#microsoft.graph.user', id: guidOf('maria') },
  ]);
  graph.set(`/groups/${guidOf('unowned')}/members`, [
    { '@odata.type': '#microsoft.graph.user', id: guidOf('maria') },
  ]);
  graph.set(`/servicePrincipals/${guidOf('ids')}/federatedIdentityCredentials`, [
    {
      id: guidOf('f ids'),
      name: 'wide',
      issuer: 'https://token.actions.githubusercontent.com',
      subject: null,
      audiences: ['api://AzureADTokenExchange'],
      claimsMatchingExpression: { value: "claims['sub'] matches 'repo:contoso/*'", languageVersion: 1 },
    },
  ]);
  more(`/servicePrincipals/${guidOf('Microsoft Graph')}/appRoleAssignedTo`, {
    id: 'assigned-2',
    principalId: guidOf('vendor'),
    principalType: 'ServicePrincipal',
    resourceId: guidOf('Microsoft Graph'),
    appRoleId: '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
  });
  const authorization = new Map(sample.authorization);
  authorization.set('roleAssignments', [
    ...sample.authorization.get('roleAssignments')!,
    assignment('left', guidOf('left'), 'ServicePrincipal', { roleId: roleIds.owner }),
    assignment('shared', guidOf('shared'), 'ServicePrincipal', { roleId: roleIds.owner }),
    assignment('off', guidOf('off'), 'ServicePrincipal'),
    assignment('nobody', guidOf('nobody'), 'ServicePrincipal'),
    assignment('empty', guidOf('empty'), 'Group'),
    assignment('unowned', guidOf('unowned'), 'Group', { roleId: roleIds.owner }),
    assignment('kept', guidOf('kept'), 'Group', { roleId: roleIds.owner }),
    assignment('elsewhere', guidOf('elsewhere'), 'ServicePrincipal'),
  ]);
  const resourceGraph = new Map(sample.resourceGraph);
  resourceGraph.set('resources', [
    ...sample.resourceGraph.get('resources')!,
    {
      id: `${sub}/resourceGroups/app/providers/Microsoft.ServiceBus/namespaces/open`,
      type: 'microsoft.servicebus/namespaces',
      name: 'open',
      disableLocalAuth: false,
    },
  ]);
  const single = new Map(sample.single);
  single.set('/policies/defaultAppManagementPolicy', {
    ...sample.single.get('/policies/defaultAppManagementPolicy'),
    isEnabled: false,
  });
  graph.set('/policies/appManagementPolicies', []);
  return { ...sample, graph, authorization, resourceGraph, single };
};

/** What stands in commands for what the reader decides. */
const filledIn: readonly (readonly [word: string, value: string])[] = [
  ['END_DATE', '2026-05-30'],
  ['OWNER', guidOf('otto')],
  ['ROLE', roleIds.reader],
  ['SCOPE', `${sub}/resourceGroups/other`],
  ['SUBJECT', 'repo:contoso/web:environment:production'],
  ['POLICY', guidOf('ca')],
  ['RESOURCE', `${sub}/resourceGroups/app/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ids`],
];
const files = {
  'policy.json': {
    // Of Conditional Access, and of the management of applications: each takes what is its own.
    state: 'enabled',
    isEnabled: true,
    conditions: {
      users: { includeUsers: ['AllAgentIdUsers'] },
      clientApplications: { includeAgentIdServicePrincipals: ['All'], includeServicePrincipals: [] },
    },
    grantControls: { operator: 'OR', builtInControls: ['block'] },
  },
  'attributes.json': { customSecurityAttributes: { Agents: { Stage: 'production' } } },
};

const commandsOf = ({ fix }: Finding): readonly string[] =>
  fix
    .split('\n')
    .filter((line) => line.startsWith('az '))
    .map((line) =>
      filledIn.reduce(
        (text, [word, value]) => text.replaceAll(new RegExp(`(?<![\\w-])${word}(?![\\w-])`, 'g'), value),
        line,
      ),
    );

/** A policy of one kind has no members of the other. */
const cut = (state: AzureState): AzureState => ({
  ...state,
  request: (method, url, body) => {
    const { isEnabled, ...access } = (body ?? {}) as Entry;
    if (method === 'PATCH' && url.includes('/conditionalAccess/')) return state.request(method, url, access);
    if (method === 'PATCH' && url.includes('/defaultAppManagementPolicy'))
      return state.request(method, url, { isEnabled });
    return state.request(method, url, body);
  },
});

const told = ({ rule, title, fix }: Finding): string => `${rule}: ${title}\n${fix}`;
const start = richTenant();
let findings: readonly Finding[] = [];
beforeAll(async () => {
  findings = (await findingsOf(start)).filter((finding) => commandsOf(finding).length > 0);
});

/** Commands of the connector, as far as they change something: what stands before their options. */
const printed = (): ReadonlySet<string> => {
  const room = new URL('../../../../connectors/azure/', import.meta.url);
  const texts = readdirSync(room, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        entry.name.endsWith('.ts') &&
        !/import|file-kinds|fills|plan/.test(`${entry.parentPath}${entry.name}`),
    )
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'));
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/\baz ((?:[a-z]+(?:-[a-z]+)? )+)--/g)].map(([, verb]) => verb!.trim()),
    ),
  );
};

/** What makes something new, or shows something, ends no finding. */
const endNothing = [
  'ad app create',
  'ad app credential list',
  'ad app federated-credential list',
  'ad group member add',
  'ad sp list',
  'identity create',
  'login',
  'rest',
  'role assignment list',
  'role definition list',
];
const identity = `${sub}/resourceGroups/app/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ids`;
/** What findings of this tenant do not print: a command, and what the next scan shows of it (`true`) or no more (`false`). */
const others: readonly (readonly [command: string, kind: string, part: string, shows: boolean])[] = [
  [
    `az ad user update --id ${guidOf('boss')} --account-enabled false`,
    'azure.user',
    `"displayName":"boss","userPrincipalName":"boss@contoso.example","accountEnabled":false`,
    true,
  ],
  [
    'az identity federated-credential delete --identity-name ids --resource-group app --name wide',
    'azure.federated-credential',
    '"name":"wide"',
    false,
  ],
  [
    `az ad app federated-credential delete --id ${guidOf('a deploy')} --federated-credential-id ${guidOf('f web')}`,
    'azure.federated-credential',
    '"name":"web"',
    false,
  ],
  [
    `az ad app federated-credential update --id ${guidOf('a deploy')} --federated-credential-id ${guidOf('f web')} --parameters '{"subject":"repo:contoso/one:environment:x"}'`,
    'azure.federated-credential',
    'repo:contoso/one:environment:x',
    true,
  ],
  [
    `az keyvault delete-policy --name vault --object-id ${guidOf('deploy')}`,
    'azure.resource',
    '"secrets":["get","list"]',
    false,
  ],
  [
    `az resource tag --ids ${identity} --tags owner=team --is-incremental`,
    'azure.managed-identity',
    '"owner":"team"',
    true,
  ],
];

test('commands that no finding here prints do what they say', async () => {
  const shown = async (state: AzureState) => {
    const { records } = await collectFrom({ tenant: state.tenant });
    const texts = Map.groupBy(records, ({ record }) => record);
    return others.map(([, kind, part]) =>
      (texts.get(kind) ?? []).some(({ data }) => JSON.stringify(data).includes(part)),
    );
  };
  const state = statefulAzure(start);
  expect(await shown(state)).toEqual(others.map(([, , , shows]) => !shows));
  const az = azOver(state);
  // What is changed first is there to be changed.
  for (const [command] of others.toSorted(
    ([a], [b]) => Number(a.includes(' delete ')) - Number(b.includes(' delete ')),
  ))
    if (!command.includes('federated-credential update')) az(command);
  expect(await shown(state)).toEqual(
    others.map(([command, , , shows]) => (command.includes('federated-credential update') ? false : shows)),
  );
  const other = statefulAzure(start);
  for (const [command] of others) if (command.includes('federated-credential update')) azOver(other)(command);
  expect(
    (await shown(other)).filter((_, at) => others[at]![0].includes('federated-credential update')),
  ).toEqual([true]);
});

test('what is made or activated in between shows in the next scan', async () => {
  const state = statefulAzure(start);
  const counts = async () => {
    const { records } = await collectFrom({ tenant: state.tenant });
    const secrets = records
      .filter(({ record }) => record === 'azure.application')
      .flatMap(
        ({ data }) =>
          (data as { readonly passwordCredentials?: readonly unknown[] }).passwordCredentials ?? [],
      );
    const activated = records.filter(
      ({ record, data }) =>
        record === 'azure.role-instance' &&
        (data as { readonly assignmentType?: string }).assignmentType === 'Activated',
    );
    return { secrets: secrets.length, activated: activated.length };
  };
  const before = await counts();
  azOver(state)(`az ad app credential reset --id ${guidOf('c left')} --append --end-date 2026-05-30`);
  const request = `https://management.azure.com${sub}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests/${guidOf('request')}?api-version=2020-10-01`;
  const { status } = state.request('PUT', request, {
    properties: {
      requestType: 'SelfActivate',
      principalId: guidOf('maria'),
      roleDefinitionId: `${sub}/providers/Microsoft.Authorization/roleDefinitions/${roleIds.owner}`,
      scheduleInfo: { expiration: { type: 'AfterDateTime', endDateTime: '2026-04-01T08:00:00Z' } },
    },
  });
  expect(status).toBe(201);
  expect(await counts()).toEqual({ secrets: before.secrets + 1, activated: before.activated + 1 });
});

test('what is printed is run, all of it on one tenant, and none of the findings is left', async () => {
  const state = cut(statefulAzure(start));
  const az = azOver(state, files);
  const verbs = new Set<string>();
  for (const finding of findings)
    for (const line of commandsOf(finding)) {
      try {
        verbs.add(az(line));
      } catch (error) {
        // Another finding's fix has taken it away already.
        if (!String(error).startsWith('Error: 404 ')) throw error;
      }
    }
  const left = new Set((await findingsOf(state.tenant)).map(({ fingerprint }) => fingerprint));
  expect(findings.length).toBeGreaterThan(40);
  // A secret of a blueprint that lives too long is replaced by one that does not, and is a secret all the same.
  const replaced = ({ title }: Finding): boolean => /^Blueprint .* has a secret/.test(title);
  expect(findings.filter((each) => left.has(each.fingerprint) && !replaced(each)).map(told)).toEqual([]);
  expect([...printed()].filter((verb) => !verbs.has(verb) && !endNothing.includes(verb)).sort()).toEqual(
    [...new Set(others.map(([line]) => /^az ([a-z -]+?) --/.exec(line)![1]!))]
      .filter((verb) => !verbs.has(verb))
      .sort(),
  );
});

/** Each by itself: all of them with NHI_AUDIT_LAW_RUNS, else every tenth. */
test('each finding is gone once its own commands are run, and no command fails', async () => {
  const every = Math.max(1, Math.floor(10 / lawRuns(1, 10)));
  for (const finding of findings.filter((_, at) => at % every === 0)) {
    const state = cut(statefulAzure(start));
    for (const line of commandsOf(finding)) azOver(state, files)(line);
    const after = await findingsOf(state.tenant);
    expect(after.filter(({ fingerprint }) => fingerprint === finding.fingerprint).map(told)).toEqual([]);
  }
});

test('nothing that is found goes away by itself', async () => {
  const again = await findingsOf(statefulAzure(start).tenant);
  expect(again.filter((each) => commandsOf(each).length > 0).map(({ fingerprint }) => fingerprint)).toEqual(
    findings.map(({ fingerprint }) => fingerprint),
  );
});
