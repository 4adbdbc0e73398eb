import { expect, test } from 'vitest';
import { azureChanges } from '../../connectors/azure/changes/index.ts';
import { githubChanges } from '../../connectors/github/changes/index.ts';
import { overlayOf } from '../../src/audit/reduce/overlay.ts';
import type { ChangeTable, ChangeWorld, Proposal } from '../../src/model/reduce.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { snapshotSource } from '../../src/pipeline/file-source.ts';
import { interpretationsOf } from '../../src/pipeline/interpretations.ts';
import { reduce } from '../../src/pipeline/reduce.ts';

const world = {
  cut: () => undefined,
  dataOf: () => undefined,
  records: () => [],
} as unknown as ChangeWorld;

const identity = (source: object) => ({ source }) as Proposal['identity'];

/** Commands there and back, of a proposal about one record. */
const carried = (table: ChangeTable, record: SnapshotRecord, proposal: Partial<Proposal>) => {
  const base = overlayOf([record]);
  const asked = { identity: identity(record), ...proposal } as Proposal;
  const edits = table.edits(asked, world);
  if (edits === undefined) return undefined;
  const after = base.with(edits);
  const [was, is] = [base, after].map((facts) => facts.of(record.record, record.id));
  const lines = ({ first, commands }: ReturnType<ChangeTable['written']>) => [...first, ...commands];
  return { is: is?.data, there: lines(table.written(was, is)), back: lines(table.written(is, was)) };
};

const key: SnapshotRecord = {
  record: 'github.deploy-key',
  scope: 'nordlicht',
  id: 'nordlicht/web#7',
  data: { id: 7, repository: { full_name: 'nordlicht/web' }, title: "ci'; true", read_only: false },
};

test('a deploy key goes, and the way back is a new one', () => {
  expect(carried(githubChanges, key, { kind: 'end-credential' })).toEqual({
    is: undefined,
    there: ['gh api --method DELETE repos/nordlicht/web/keys/7'],
    back: [`gh repo deploy-key add KEY_FILE --repo nordlicht/web --title 'ci'\\''; true' --allow-write`],
  });
});

test('a deploy key that may write makes room for one that may only read, which comes first', () => {
  const made = carried(githubChanges, key, { kind: 'withdraw-grant' });
  expect(made!.is).toMatchObject({ read_only: true });
  expect(made!.there[0]).not.toContain('--allow-write');
  expect(made!.there[1]).toContain('DELETE');
  expect(made!.back[0]).toContain('--allow-write');
});

test('an installation is suspended and set to work again', () => {
  const record = { record: 'github.app-installation', scope: 'nordlicht', id: '5', data: { id: 5 } };
  expect(carried(githubChanges, record, { kind: 'end-identity' })).toMatchObject({
    there: ['gh api --method PUT app/installations/5/suspended'],
    back: ['gh api --method DELETE app/installations/5/suspended'],
  });
});

test('what nobody knows how to change is not changed', () => {
  const workflow = { record: 'github.workflow', scope: 'nordlicht', id: 'w', data: {} };
  expect(carried(githubChanges, workflow, { kind: 'end-identity' })).toBeUndefined();
  expect(
    carried(azureChanges, { ...workflow, record: 'azure.user' }, { kind: 'end-identity' }),
  ).toBeUndefined();
});

test('a service principal is disabled and enabled', () => {
  const record = { record: 'azure.service-principal', scope: 't', id: 'p-1', data: { accountEnabled: true } };
  const made = carried(azureChanges, record, { kind: 'end-identity' });
  expect(made!.there[0]).toContain(`--body '{"accountEnabled":false}'`);
  expect(made!.back[0]).toContain(`--body '{"accountEnabled":true}'`);
});

test('in the sample tenant the owner of the subscription goes first, then who may give itself any role', async () => {
  const facts = await gather([snapshotSource('connectors/azure/demo/nordlicht-tenant.ndjson')]);
  const plan = await reduce(facts, defaultSettings, { most: 5, goal: 'no-full-control' });
  expect(plan.goal).toEqual({ of: 'no-full-control', changes: 2 });
  expect(plan.steps.map(({ changes }) => changes.map(({ identity: id }) => id))).toEqual([
    ['20000000-0000-4000-8000-000000000012'],
    ['20000000-0000-4000-8000-000000000014'],
  ]);
  expect(plan.steps[0]!.changes[0]!.undo).toEqual([
    expect.stringMatching(
      /^az role assignment create --assignee-object-id 20000000-0000-4000-8000-000000000012 --role /,
    ),
  ]);
});

const tenant = '7d0c0b51-6d0e-4b0e-9a53-1f2e3d4c5b6a';
const subscription = '9e2f1a00-1111-4c11-8a11-000000000001';
const person = '20000000-0000-4000-8000-000000000099';
const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const place = `/subscriptions/${subscription}`;
const assignment = `${place}/providers/Microsoft.Authorization/roleAssignments/30000000-0000-4000-8000-000000000001`;

const azure = (record: string, id: string, data: object): SnapshotRecord => ({
  record,
  scope: tenant,
  id,
  data: { id, ...data },
});

const grace = [
  azure('azure.tenant', tenant, { displayName: 'nordlicht' }),
  azure('azure.subscription', subscription, { displayName: 'prod', tenantId: tenant }),
  azure('azure.user', person, { displayName: 'grace', accountEnabled: true, userType: 'Member' }),
];
const ownerOf = [
  azure('azure.role-assignment', assignment, {
    scope: place,
    roleDefinitionId: `${place}/providers/Microsoft.Authorization/roleDefinitions/${owner}`,
    principalId: person,
    principalType: 'User',
  }),
  azure('azure.role-instance', 'told', {
    is: 'active',
    scope: place,
    roleDefinitionId: `${place}/providers/Microsoft.Authorization/roleDefinitions/${owner}`,
    principalId: person,
    principalType: 'User',
    assignmentType: 'Assigned',
    memberType: 'Direct',
    originRoleAssignmentId: assignment.toUpperCase(),
  }),
];
const globalOf = azure('azure.directory-role-assignment', 'G1', {
  roleDefinitionId: globalAdministrator,
  principalId: person,
  directoryScopeId: '/',
});

const factsOfAzure = async (records: readonly SnapshotRecord[]) => ({
  collectedAt: '2026-06-01T00:00:00.000Z',
  coverage: [],
  records,
  interpretations: await interpretationsOf(['azure']),
});

test.each([
  ['a role of a subscription', ownerOf, 'roleEligibilityScheduleRequests', 'az role assignment delete --ids'],
  ['a role of the directory', [globalOf], 'roleEligibilityScheduleRequests', 'roleAssignments/G1'],
])(
  'what a person holds for good becomes eligible, %s: first that, then the assignment goes',
  async (_, records, first, then) => {
    const facts = await factsOfAzure([...grace, ...records]);
    const plan = await reduce(facts, defaultSettings, { most: 1, people: true });
    expect(plan.start.standing).toBe(1);
    expect(plan.steps).toMatchObject([
      {
        after: { standing: 0, controlling: 0, sum: 0 },
        changes: [{ kind: 'make-eligible', identity: person }],
      },
    ]);
    const { commands, undo } = plan.steps[0]!.changes[0]!;
    expect(commands).toEqual([expect.stringContaining(first), expect.stringContaining(then)]);
    expect(commands[0]).toMatch(/"(?:requestType|action)":"[aA]dminAssign"/);
    // Back the same way: the assignment before the eligibility goes.
    expect(undo).toHaveLength(2);
    expect(undo.join()).toMatch(/[aA]dminRemove/);
  },
);

test('of an assignment that goes what Privileged Identity Management tells of it goes too', async () => {
  const facts = await factsOfAzure([...grace, ...ownerOf]);
  const base = overlayOf(facts.records);
  const edits = azureChanges.edits(
    {
      kind: 'withdraw-grant',
      identity: identity({}),
      grant: { source: { record: 'azure.role-assignment', id: assignment } },
    } as unknown as Proposal,
    {
      ...world,
      dataOf: (record, id) => base.of(record, id)?.data,
      records: base.records,
    },
  );
  const left = [...base.with(edits!).records()].map(({ record }) => record);
  expect(left).toEqual(['azure.tenant', 'azure.subscription', 'azure.user']);
});

test('what no machine could activate stays out of it', async () => {
  const facts = await gather([snapshotSource('connectors/azure/demo/nordlicht-tenant.ndjson')]);
  const plan = await reduce(facts, defaultSettings, { most: 3 });
  expect(plan.steps.flatMap(({ changes }) => changes.map(({ kind }) => kind))).not.toContain('make-eligible');
});
