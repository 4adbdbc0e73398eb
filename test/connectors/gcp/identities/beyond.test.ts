import { expect, test } from 'vitest';
import { arrange } from '../../../../connectors/gcp/identities/arrange.ts';
import { conditionsBeyond } from '../../../../connectors/gcp/identities/beyond.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { collectedAt, inventoryOf, organization, project, record, tree } from '../support.ts';

/** Deeper than any budget of reading, and longer than what always is within. */
const deep = `${'('.repeat(5_000)}true${')'.repeat(5_000)}`;
const beyond = 'is longer, deeper or of more parts than are read';
const at = `//cloudresourcemanager.googleapis.com/projects/${project}`;
const condition = (expression: string) => ({ expression, title: 'x' });

const told = (roots: readonly string[], ...records: readonly SnapshotRecord[]): readonly string[] =>
  conditionsBeyond(arrange(inventoryOf([...tree, ...records]), collectedAt), roots).map(
    ({ scope, what }) => `${scope} | ${what}`,
  );
const bound = (id: string, resource: string, ...expressions: readonly string[]): SnapshotRecord =>
  record('gcp.iam-policy', id, {
    resource,
    bindings: [
      { role: 'roles/viewer', members: ['user:a@example.com'] },
      ...expressions.map((each) => ({
        role: 'roles/owner',
        members: ['user:a@example.com'],
        condition: condition(each),
      })),
    ],
  });
const boundary = record('gcp.policy-binding', 'pb', {
  name: 'pb',
  policy: `${organization}/locations/global/principalAccessBoundaryPolicies/p`,
  target: { principalSet: at },
  condition: { expression: deep },
});

test.each<
  [says: string, roots: readonly string[], records: readonly SnapshotRecord[], expected: readonly string[]]
>([
  ['nothing', [organization], [], []],
  ['a policy without bindings', [organization], [record('gcp.iam-policy', 'p', { resource: at })], []],
  [
    'one of two bindings, where the project hangs',
    [organization, 'organizations/2'],
    [bound('p', at, 'true', deep)],
    [`${organization} | policy of ${at}: the condition of binding 2 (roles/owner) ${beyond}`],
  ],
  [
    'a text that is long, and can be read',
    [organization],
    [bound('p', at, `resource.name == "${'x'.repeat(200)}"`)],
    [],
  ],
  ['one that cannot be read, and is short', [organization], [bound('p', at, '((((')], []],
  [
    'of a place that is below none of the roots: of all of them',
    ['a', 'b'],
    [bound('p', at, deep)],
    ['a', 'b'].map((root) => `${root} | policy of ${at}: the condition of binding 1 (roles/owner) ${beyond}`),
  ],
  [
    'what was asked for',
    [organization, 'b'],
    [
      record('gcp.grant', 'g', {
        name: 'g',
        state: 'ACTIVE',
        resource: at,
        roleBindings: [{ role: 'roles/owner', conditionExpression: deep }, { role: 'roles/viewer' }],
      } as never),
      record('gcp.grant', 'h', { name: 'h' } as never),
    ],
    [`${organization} | grant g: the condition of roles/owner ${beyond}`],
  ],
  [
    'what may be asked for',
    [organization, 'b'],
    [
      record('gcp.entitlement', 'e', {
        name: 'e',
        privilegedAccess: {
          gcpIamAccess: {
            resource: at,
            roleBindings: [{ role: 'roles/viewer' }, { role: 'roles/owner', conditionExpression: deep }],
          },
        },
      }),
      record('gcp.entitlement', 'f', { name: 'f' }),
      record('gcp.entitlement', 'h', { name: 'h', privilegedAccess: { gcpIamAccess: {} } }),
    ],
    [`${organization} | entitlement e: the condition of roles/owner ${beyond}`],
  ],
  [
    'what is denied',
    [organization],
    [
      record('gcp.deny-policy', 'd', {
        name: 'd',
        rules: [{ denyRule: {} }, { denyRule: { denialCondition: { expression: deep } } }],
      }),
      record('gcp.deny-policy', 'f', { name: 'f' }),
    ],
    [`${organization} | deny policy d: the condition of rule 1 ${beyond}`],
  ],
  [
    'whom a boundary holds',
    [organization],
    [boundary],
    [`${organization} | policy binding pb: its condition ${beyond}`],
  ],
])('conditions past the budgets: %s', (_, roots, records, expected) => {
  expect(told(roots, ...records)).toEqual(expected);
});
