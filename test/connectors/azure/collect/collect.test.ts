import { describe, expect, test } from 'vitest';
import { collectAzure } from '../../../../connectors/azure/collect/index.ts';
import { interpretAzure } from '../../../../connectors/azure/interpret.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import { isCoverage } from '../../../../src/snapshot/read.ts';
import {
  application,
  type Entry,
  guidOf,
  otherSubscriptionId,
  roleIds,
  sampleTenant,
  subscriptionId,
  tenantId,
} from '../../../support/azure-tenant.ts';
import { canaries } from '../../../support/canaries.ts';
import { type Collected, collectFrom, coverageOf, ofKind } from './support.ts';

const whole = await collectFrom();

const dataOf = (collected: Collected, kind: string, id: string): unknown =>
  ofKind(collected, kind).find((each) => each.id === id)?.data;

const jwt = (claims: object): string =>
  ['{}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.');

describe('what is read', () => {
  test('applications with the dates of their secrets, and nothing of the secrets', () => {
    const data = dataOf(whole, 'azure.application', guidOf('a deploy')) as { passwordCredentials: unknown };
    expect(data.passwordCredentials).toEqual([
      {
        keyId: guidOf('k deploy'),
        displayName: 'ci',
        startDateTime: '2026-01-01T00:00:00.000Z',
        endDateTime: '2027-01-01T00:00:00.000Z',
      },
    ]);
    expect(JSON.stringify(whole.records)).not.toMatch(/aB3|secretText/);
  });

  test('all owners, beyond the twenty that Graph expands', () => {
    for (const object of ['a crowded', 'crowded']) {
      const owners = ofKind(whole, 'azure.ownership').filter(
        ({ data }) => (data as Entry).object === guidOf(object),
      );
      expect(owners).toHaveLength(23);
    }
  });

  test('federated credentials, flexible ones with their expression', () => {
    expect(dataOf(whole, 'azure.federated-credential', guidOf('f flexible'))).toMatchObject({
      of: guidOf('a deploy'),
      claimsMatchingExpression: { value: "claims['sub'] matches 'repo:contoso/*'", languageVersion: 1 },
    });
    expect(dataOf(whole, 'azure.federated-credential', guidOf('f ids'))).toMatchObject({ of: guidOf('ids') });
  });

  test('role assignments of all scopes, each once, with their conditions', () => {
    const assignments = ofKind(whole, 'azure.role-assignment');
    expect(assignments).toHaveLength(5);
    expect(assignments.map(({ data }) => (data as Entry).condition).filter((each) => each != null)).toEqual([
      "@Resource[a:b] StringEquals 'c'",
    ]);
    expect(assignments.map(({ data }) => (data as Entry).scope)).toContain('/');
  });

  test('role definitions, with the conditions inside permissions, and custom ones of other subscriptions', () => {
    expect(dataOf(whole, 'azure.role-definition', roleIds.reader)).toMatchObject({
      permissions: [{ actions: ['*/read'], condition: "@Request[a:b] StringEquals 'd'" }],
    });
    expect(dataOf(whole, 'azure.role-definition', roleIds.custom)).toMatchObject({ roleType: 'CustomRole' });
    const asked = whole.azure.requests.filter(({ call }) => /scope.*roleDefinitions$/.test(call));
    expect(asked.map(({ url }) => url.searchParams.get('$filter'))).toEqual([null, "type eq 'CustomRole'"]);
  });

  test('active and eligible instances, in times as they were written', () => {
    const [active, eligible] = ['active', 'eligible'].map((is) =>
      ofKind(whole, 'azure.role-instance').find(({ data }) => (data as Entry).is === is),
    );
    expect(active?.data).toMatchObject({
      assignmentType: 'Assigned',
      endDateTime: '2026-05-01T00:00:00.000Z',
      principalId: guidOf('paul'),
    });
    expect(eligible?.data).toMatchObject({ principalId: guidOf('maria') });
  });

  test('what is asked before an activation: only where something is eligible', () => {
    expect(ofKind(whole, 'azure.role-policy').map(({ data }) => data)).toEqual([
      expect.objectContaining({ place: '/' }),
      expect.objectContaining({
        place: `/subscriptions/${subscriptionId}`,
        role: roleIds.owner,
        approval: true,
        approvers: [guidOf('approvers')],
        multiFactor: true,
        justification: true,
        longestActivation: 'PT8H',
        activeMustEnd: false,
        longestActive: 'P180D',
      }),
      expect.objectContaining({
        place: guidOf('operators'),
        role: 'member',
        approval: true,
        approvers: [guidOf('approvers')],
      }),
    ]);
  });

  test('groups that hold something, and those in them; no others', () => {
    const names = ofKind(whole, 'azure.group').map(({ data }) => (data as Entry).displayName);
    expect(names.sort()).toEqual(['admins', 'nested', 'operators']);
    expect(ofKind(whole, 'azure.membership').map(({ data }) => data)).toContainEqual({
      group: guidOf('nested'),
      member: guidOf('deploy'),
      memberType: 'servicePrincipal',
    });
    expect(ofKind(whole, 'azure.group-instance')).toHaveLength(2);
  });

  test('people who hold or own something; no others', () => {
    const names = ofKind(whole, 'azure.user').map(({ data }) => (data as Entry).displayName);
    expect(names).toEqual(expect.arrayContaining(['maria', 'paul', 'nina', 'otto', 'sponsor', 'agent-user']));
    expect(names).not.toContain('unconcerned');
  });

  test('agents, their blueprint and sponsors', () => {
    expect(dataOf(whole, 'azure.service-principal', guidOf('agent'))).toMatchObject({
      '@odata.type': '#microsoft.graph.agentIdentity',
      agentIdentityBlueprintId: guidOf('c blueprint'),
    });
    expect(ofKind(whole, 'azure.sponsorship').map(({ data }) => (data as Entry).object)).toEqual(
      expect.arrayContaining([guidOf('agent'), guidOf('blueprint'), guidOf('a blueprint')]),
    );
  });

  test('settings of resources, never a key', () => {
    const settings = (type: string): unknown =>
      ofKind(whole, 'azure.resource')
        .map(({ data }) => data as Entry)
        .find((each) => each.type === type)?.settings;
    // Nothing said of shared keys is yes.
    expect(settings('microsoft.storage/storageaccounts')).toMatchObject({
      localKeys: true,
      keyPeriodDays: 90,
      keysCreated: [
        { name: 'key1', at: '2026-01-01T00:00:00.000Z' },
        { name: 'key2', at: '2026-01-01T00:00:00.000Z' },
      ],
    });
    expect(settings('microsoft.servicebus/namespaces')).toMatchObject({ localKeys: false });
    expect(settings('microsoft.keyvault/vaults')).toMatchObject({
      roleBased: false,
      accessPolicies: [{ objectId: guidOf('deploy'), secrets: ['get', 'list'] }],
    });
  });

  test('policies about workloads; those about people are left out', () => {
    expect(ofKind(whole, 'azure.conditional-access-policy')).toHaveLength(1);
    expect(ofKind(whole, 'azure.app-management-policy')).toHaveLength(2);
  });

  test('where subscriptions hang', () => {
    expect(dataOf(whole, 'azure.subscription', subscriptionId)).toMatchObject({ managementGroup: 'prod' });
    expect(dataOf(whole, 'azure.management-group', 'prod')).toMatchObject({ parent: 'root' });
  });

  test('members of the unit at which a role is assigned', () => {
    expect(dataOf(whole, 'azure.administrative-unit', guidOf('unit'))).toMatchObject({
      members: [guidOf('maria')],
    });
  });

  test('is interpreted: who holds what is known', () => {
    const estate = interpretAzure(whole.records, {
      collectedAt: '2026-04-01T00:00:00.000Z',
      coverage: whole.coverage,
      settings: defaultSettings,
    });
    const deploy = estate.identities.find(({ name }) => name === 'deploy');
    expect(deploy).toMatchObject({ scope: tenantId, kind: 'service-principal' });
    expect(deploy?.trusts).toHaveLength(2);
  });
});

describe('whom the scan runs as', () => {
  test('is told by the token, without a call', async () => {
    const token = jwt({ tid: tenantId, oid: guidOf('deploy'), idtyp: 'app' });
    const records: unknown[] = [];
    const coverage: unknown[] = [];
    for await (const item of collectAzure({
      credential: { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) },
      httpClient: {
        sendRequest: async () => {
          throw Object.assign(new Error('no'), { name: 'RestError', code: 'ECONNREFUSED' });
        },
      },
      retryDelay: 0,
    }))
      (isCoverage(item) ? coverage : records).push(item);
    expect(records).toEqual([
      {
        record: 'azure.caller',
        scope: tenantId,
        id: guidOf('deploy'),
        data: { id: guidOf('deploy'), type: 'app' },
      },
    ]);
    expect(coverage).toContainEqual(
      expect.objectContaining({ source: 'sign-in', scope: tenantId, status: 'complete' }),
    );
    expect(JSON.stringify(coverage)).not.toContain(token.slice(0, 20));
  });

  test('no credential: each call is told as not asked, with what to do', async () => {
    const failing = {
      getToken: async () => {
        throw Object.assign(new Error('EnvironmentCredential is unavailable.\nAzure CLI not found'), {
          name: 'AggregateAuthenticationError',
        });
      },
    };
    const { records, coverage, calls } = await collectFrom({}, { credential: failing });
    expect({ records, calls }).toEqual({ records: [], calls: [] });
    expect(coverage[0]).toMatchObject({
      scope: '*',
      status: 'denied',
      detail: expect.stringMatching(/unavailable.*az login --tenant/),
    });
    expect(new Set(coverage.slice(1).map(({ status }) => status))).toEqual(new Set(['skipped']));
  });

  test('a token that is refused ends the asking', async () => {
    const other = {
      getToken: async () => ({ token: 'expired', expiresOnTimestamp: Date.now() + 3_600_000 }),
    };
    const { calls, coverage } = await collectFrom({}, { credential: other });
    expect(calls.length).toBeLessThan(10);
    expect(coverage.map(({ status }) => status)).not.toContain('complete');
    expect(coverageOf({ coverage } as Collected, 'GET /v1.0/applications')?.detail).toMatch(/sign in again/);
  });

  test('a fault of ours is no coverage: it is thrown', async () => {
    await expect(
      collectFrom({}, { httpClient: { sendRequest: async () => Promise.reject(new TypeError('ours')) } }),
    ).rejects.toThrow('ours');
  });
});

describe('what a licence or a consent is missing for', () => {
  test('without P2 it is unknown what is eligible, and told so by the licence', async () => {
    const { coverage } = await collectFrom({ unlicensed: ['P2'] });
    const lines = coverage.filter(({ detail }) => detail.includes('lacks the licence'));
    expect(lines.map(({ source }) => source)).toEqual(
      expect.arrayContaining([
        'GET /v1.0/roleManagement/directory/roleEligibilityScheduleInstances',
        'GET {scope}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances',
        'GET /v1.0/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances',
      ]),
    );
    for (const { status, detail } of lines) {
      expect(status).toBe('unsupported');
      expect(detail).toContain('Microsoft Entra ID P2 or Microsoft Entra ID Governance');
      expect(detail).toContain('unknown, which is not the same as none');
    }
  });

  test.each<[readonly ['P2'] | readonly [], string]>([
    [[], 'permanent'],
    [['P2'], 'unknown'],
  ])(
    'without the licences %j what is assigned is held for a time that is %s',
    async (unlicensed, duration) => {
      const { records, coverage } = await collectFrom({ unlicensed });
      const { identities } = interpretAzure(records, {
        collectedAt: '2026-04-01T00:00:00.000Z',
        coverage,
        settings: defaultSettings,
      });
      const deploy = identities.find(({ name }) => name === 'deploy');
      // The permission of Graph has no end, whatever is licensed.
      const durations = deploy?.grants.map((grant) => grant.duration).sort();
      expect(durations).toEqual(
        duration === 'permanent'
          ? new Array(durations?.length).fill('permanent')
          : expect.arrayContaining(['permanent', 'unknown']),
      );
    },
  );

  test('without P1 it is unknown when anything was used', async () => {
    const { coverage } = await collectFrom({ unlicensed: ['P1'] });
    for (const source of [
      'GET /beta/reports/servicePrincipalSignInActivities',
      'GET /beta/reports/appCredentialSignInActivities',
    ])
      expect(coverage.find((each) => each.source === source)).toMatchObject({
        status: 'unsupported',
        detail: expect.stringContaining('Microsoft Entra ID P1'),
      });
  });

  test('a permission that lacks is named, and not asked for in each of hundreds', async () => {
    const { coverage, azure } = await collectFrom({ withoutConsent: ['GroupMember.Read.All'] });
    expect(coverageOf({ coverage } as Collected, 'GET /v1.0/groups/{id}/members')).toMatchObject({
      status: 'skipped',
    });
    expect(coverageOf({ coverage } as Collected, 'GET /v1.0/groups (assignable to roles)')).toMatchObject({
      status: 'denied',
      detail: expect.stringContaining('GroupMember.Read.All, with consent'),
    });
    expect(azure.faults).toEqual([]);
  });

  test('a subscription in which nothing may be read is named, and the other one is read', async () => {
    const collected = await collectFrom({ closed: [otherSubscriptionId] });
    expect(
      coverageOf(collected, 'GET {scope}/providers/Microsoft.Authorization/roleAssignments'),
    ).toMatchObject({
      status: 'partial',
      detail: expect.stringMatching(/1 of 2 answered; 403: AuthorizationFailed.*role Reader has it.*Sandbox/),
    });
    expect(ofKind(collected, 'azure.role-assignment')).toHaveLength(4);
  });
});

describe('what is asked for', () => {
  test('one subscription', async () => {
    const collected = await collectFrom({}, { subscriptions: [otherSubscriptionId.toUpperCase()] });
    expect(ofKind(collected, 'azure.subscription').map(({ id }) => id)).toEqual([otherSubscriptionId]);
    expect(ofKind(collected, 'azure.resource')).toEqual([]);
  });

  test('a subscription that is not shown is told', async () => {
    const collected = await collectFrom({}, { subscriptions: [guidOf('none')] });
    expect(coverageOf(collected, 'GET /subscriptions')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining(guidOf('none')),
    });
  });

  test('those below a management group', async () => {
    const collected = await collectFrom({}, { managementGroup: 'PROD' });
    expect(ofKind(collected, 'azure.subscription').map(({ id }) => id)).toEqual([subscriptionId]);
  });

  test('where Graph does not tell which have federated credentials, all are asked', async () => {
    const collected = await collectFrom({
      interject: ({ call }) =>
        call.endsWith('(with federated credentials)')
          ? { status: 400, body: { error: { code: 'Request_UnsupportedQuery', message: 'no' } } }
          : undefined,
    });
    expect(ofKind(collected, 'azure.federated-credential')).toHaveLength(3);
  });
});

test('no secret is in what is given out, wherever it was put', async () => {
  const sample = sampleTenant();
  for (const [form, text, secret] of canaries) {
    const planted: Entry = {
      displayName: text,
      description: text,
      notes: text,
      web: { redirectUris: [text] },
      passwordCredentials: [{ keyId: guidOf('k'), displayName: text, hint: text, secretText: text }],
    };
    const graph = new Map(sample.graph);
    graph.set('/applications', [application('planted', planted)]);
    const { records, coverage } = await collectFrom({ tenant: { ...sample, graph } });
    expect(records.some(({ id }) => id === guidOf('a planted'))).toBe(true);
    const kept = JSON.stringify([
      records.map(({ data, ...rest }) => ({ ...rest, data: { ...(data as Entry), displayName: '' } })),
      coverage,
    ]);
    expect(kept.includes(secret), form).toBe(false);
  }
});

test('an interruption is thrown on', async () => {
  const stop = new AbortController();
  await expect(
    collectFrom(
      {
        interject: ({ call }) => {
          if (call === 'GET /subscriptions') stop.abort(new Error('interrupted'));
          return undefined;
        },
      },
      { signal: stop.signal },
    ),
  ).rejects.toThrow('interrupted');
});
