import { describe, expect, test } from 'vitest';
import { carrierTechniques, hosts } from '../../../../connectors/azure/techniques/carriers.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  assignment,
  custom,
  customRole,
  groupPath,
  identityPath,
  managedIdentity,
  otherCustom,
  otherGroupPath,
  record,
  resource,
  role,
  servicePrincipal,
  subscriptionPath,
  wayBetween,
} from '../support.ts';

/** Whoever runs code on a resource becomes the identities that it carries. */
const typeNames: Readonly<Record<string, string>> = {};
const target = 'carried';
const base = [...managedIdentity(target), servicePrincipal('bot')];

/** The only one that leaves a way: what is published runs when something starts it. */
const draftWithoutJobs = 'automation-draft microsoft.automation/automationaccounts/jobs/write';

describe('each technique by itself, and without each of its actions', () => {
  for (const technique of carrierTechniques) {
    const { id, on, needs, assumes = [] } = technique;
    const carrier = resource(typeNames[on] ?? on, 'host', [target], {
      ...(on === 'microsoft.containerservice/managedclusters'
        ? { kubeletIdentity: { resourceId: identityPath(target) } }
        : {}),
    });
    const rights = (some: typeof needs) => ({
      actions: some.flatMap(({ action: [first], plane }) => (plane === 'data' ? [] : [first])),
      dataActions: some.flatMap(({ action: [first], plane }) => (plane === 'data' ? [first] : [])),
    });
    test(`${id}: with all of them`, () => {
      const records = [...base, carrier, customRole(custom, rights(needs)), assignment('bot', custom)];
      expect(wayBetween(records, 'bot', target)).toBe(assumes.length === 0 ? 'surely' : assumes.join('; '));
    });
    for (const [place, { action }] of needs.entries())
      test(`${id}: not without ${action[0]}`, () => {
        const rest = needs.filter((_, each) => each !== place);
        const records = [...base, carrier, customRole(custom, rights(rest)), assignment('bot', custom)];
        // What is left may be all that a weaker way asks for.
        const left = rest.map((need) => need.action[0]);
        const weaker = carrierTechniques.find(
          (other) => other.on === on && other.needs.every((need) => left.includes(need.action[0])),
        );
        expect(weaker === undefined).toBe(`${id} ${action[0]}` !== draftWithoutJobs);
        expect(wayBetween(records, 'bot', target)).toBe(
          weaker === undefined ? 'no way' : 'something starts the runbook',
        );
      });
    test(`${id}: not when notActions take it back`, () => {
      const { actions, dataActions } = rights(needs);
      const records = [
        ...base,
        carrier,
        customRole(custom, {
          actions,
          dataActions,
          notActions: actions.slice(0, 1).map((each) => each.toUpperCase()),
          notDataActions: actions.length === 0 ? dataActions : [],
        }),
        assignment('bot', custom),
      ];
      expect(wayBetween(records, 'bot', target)).toBe('no way');
    });
    test(`${id}: not in another resource group`, () => {
      const records = [
        ...base,
        carrier,
        customRole(custom, rights(needs)),
        assignment('bot', custom, otherGroupPath),
      ];
      expect(wayBetween(records, 'bot', target)).toBe('no way');
    });
    if (needs.length > 1)
      test(`${id}: by two roles that add up`, () => {
        const records = [
          ...base,
          carrier,
          customRole(custom, rights(needs.slice(0, 1))),
          customRole(otherCustom, rights(needs.slice(1))),
          assignment('bot', custom),
          assignment('bot', otherCustom, groupPath),
        ];
        expect(wayBetween(records, 'bot', target)).toBe(assumes.length === 0 ? 'surely' : assumes.join('; '));
      });
  }
  test('each alternative of an action is enough', () => {
    for (const { on, needs, assumes = [] } of carrierTechniques)
      for (const [place, { action }] of needs.entries())
        for (const other of action.slice(1)) {
          const wanted = needs.map(({ action: [first], plane }, at) => ({
            action: at === place ? other : first,
            plane,
          }));
          const of = (data: boolean) =>
            wanted.flatMap((each) => ((each.plane === 'data') === data ? [each.action] : []));
          const records = [
            ...base,
            resource(on, 'host', [target], { kubeletIdentity: { resourceId: identityPath(target) } }),
            customRole(custom, { actions: of(false), dataActions: of(true) }),
            assignment('bot', custom),
          ];
          expect(wayBetween(records, 'bot', target), other).not.toBe('no way');
          if (assumes.length === 0) expect(wayBetween(records, 'bot', target), other).toBe('surely');
        }
  });
  test('ids are told apart', () => {
    const ids = carrierTechniques.map(({ id, on }) => `${id} ${on}`);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

const vm = 'Microsoft.Compute/virtualMachines';

describe('virtual machines', () => {
  const host = resource(vm, 'web-1', [target]);
  const path = `${groupPath}/providers/${vm}/web-1`;
  test.each([
    ['Virtual Machine Contributor at the machine', [assignment('bot', role.vmContributor, path)], 'surely'],
    [
      'the same with the path in capitals',
      [assignment('bot', role.vmContributor, path.toUpperCase())],
      'surely',
    ],
    [
      'Virtual Machine Contributor at another machine',
      [assignment('bot', role.vmContributor, `${path}2`)],
      'no way',
    ],
    ['Contributor at its resource group', [assignment('bot', role.contributor, groupPath)], 'surely'],
    [
      'a resource group whose name begins alike',
      [assignment('bot', role.contributor, `${groupPath}-2`)],
      'no way',
    ],
    ['Reader at the subscription', [assignment('bot', role.reader)], 'no way'],
    ['another’s assignment', [assignment('ana', role.contributor)], 'no way'],
  ])('%s', (_, records, way) => {
    expect(wayBetween([...base, servicePrincipal('ana'), host, ...records], 'bot', target)).toBe(way);
  });

  test('a machine that carries another identity is no way to this one', () => {
    const records = [...base, ...managedIdentity('bystander'), resource(vm, 'web-1', ['bystander'])];
    expect(wayBetween([...records, assignment('bot', role.vmContributor)], 'bot', target)).toBe('no way');
  });

  test('a cluster whose local accounts are switched off gives no administrator’s credential', () => {
    const aks = 'Microsoft.ContainerService/managedClusters';
    const rights = { actions: [`${aks}/listClusterAdminCredential/action`] };
    const cluster = (localAccountsDisabled: boolean) =>
      resource(aks, 'k8s', [], {
        kubeletIdentity: { resourceId: identityPath(target) },
        settings: { localAccountsDisabled },
      });
    const records = [...base, customRole(custom, rights), assignment('bot', custom)];
    expect(wayBetween([...records, cluster(false)], 'bot', target)).toBe('surely');
    expect(wayBetween([...records, cluster(true)], 'bot', target)).toBe('no way');
  });

  test('the identity of a cluster’s control plane is not that of its pods', () => {
    const aks = 'Microsoft.ContainerService/managedClusters';
    const records = [
      ...base,
      resource(aks, 'k8s', [target]),
      customRole(custom, { actions: [`${aks}/listClusterAdminCredential/action`] }),
      assignment('bot', custom),
    ];
    expect(wayBetween(records, 'bot', target)).toBe('no way');
  });
});

describe('a place to run code with an identity that is attached to it', () => {
  const attach = 'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action';
  for (const needs of hosts) {
    const actions = needs.map(({ action: [first] }) => first);
    const way = (some: readonly string[]) =>
      wayBetween(
        [...base, customRole(custom, { actions: [...some] }), assignment('bot', custom)],
        'bot',
        target,
      );
    test(`${actions.join(', ')}`, () => {
      expect(way([...actions, attach])).toBe('surely');
      expect(way(actions)).toBe('no way');
    });
    for (const [place, one] of actions.entries())
      test(`${actions[0]}: not without ${one}`, () => {
        const rest = actions.filter((_, each) => each !== place);
        // Another of them may be whole without it.
        const another = hosts.some(
          (other) => other !== needs && other.every(({ action: [first] }) => rest.includes(first)),
        );
        expect(way([...rest, attach])).toBe(another ? 'surely' : 'no way');
      });
  }
});

describe('managed identities themselves', () => {
  const at = identityPath(target);
  test.each([
    [
      'Managed Identity Contributor writes a federated credential',
      [assignment('bot', role.identityContributor, at)],
      'surely',
    ],
    [
      'Managed Identity Operator alone has nowhere to run code',
      [assignment('bot', role.identityOperator, at)],
      'no way',
    ],
    [
      'Managed Identity Operator with a machine to run code on',
      [assignment('bot', role.identityOperator, at), assignment('bot', role.vmContributor, otherGroupPath)],
      'surely',
    ],
    [
      'a machine to run code on without the right to attach',
      [assignment('bot', role.vmContributor, otherGroupPath)],
      'no way',
    ],
    [
      'attaching another identity than this',
      [
        assignment('bot', role.identityOperator, `${at}2`),
        assignment('bot', role.vmContributor, otherGroupPath),
      ],
      'no way',
    ],
    ['Contributor of another group', [assignment('bot', role.contributor, otherGroupPath)], 'no way'],
    ['Contributor of the subscription', [assignment('bot', role.contributor)], 'surely'],
  ])('%s', (_, records, way) => {
    expect(wayBetween([...base, ...records], 'bot', target)).toBe(way);
  });
});

describe('deny assignments', () => {
  const deny = (part: object) =>
    record('azure.deny-assignment', 'deny', {
      id: 'deny',
      denyAssignmentName: 'stack',
      scope: groupPath,
      permissions: [{ actions: ['*'], notActions: ['*/read'] }],
      principals: [{ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }],
      ...part,
    });
  const records = [...base, resource(vm, 'web-1', [target]), assignment('bot', role.contributor)];
  test('a deny for everybody takes the way', () => {
    expect(wayBetween([...records, deny({})], 'bot', target)).toBe('no way');
  });
  test.each([
    ['somewhere else', { scope: otherGroupPath }],
    ['of other actions', { permissions: [{ actions: ['Microsoft.Storage/*'] }] }],
    ['of the scope alone, not of what is below', { doNotApplyToChildScopes: true }],
    ['of somebody else', { principals: [{ id: servicePrincipal('ana').id, type: 'ServicePrincipal' }] }],
    [
      'that leaves this one out',
      { excludePrincipals: [{ id: servicePrincipal('bot').id, type: 'ServicePrincipal' }] },
    ],
  ])('a deny %s does not', (_, part) => {
    expect(wayBetween([...records, deny(part)], 'bot', target)).toBe('surely');
  });
  test('a deny under a condition may or may not', () => {
    const condition = "@Resource[a/b:c] StringEquals 'd'";
    expect(wayBetween([...records, deny({ condition })], 'bot', target)).toBe(
      'the condition of deny assignment stack is not met',
    );
  });
  describe('that can be removed', () => {
    const remove = 'Microsoft.Authorization/denyAssignments/delete';
    const stack = [
      'Microsoft.Resources/deploymentStacks/manageDenySetting/action',
      'Microsoft.Resources/deploymentStacks/write',
    ];
    const run = `${vm}/runCommand/action`;
    const narrow = { permissions: [{ actions: [`${vm}/*`] }] };
    const byStack = 'a deployment stack in its reach made the deny assignment stack';
    test.each<[string, readonly string[], object, string]>([
      ['by its own action', [run, remove], narrow, 'surely'],
      ['not without that', [run], narrow, 'no way'],
      ['not where the deny takes that as well', [run, remove], {}, 'no way'],
      ['not where it is the platform’s', [run, remove], { ...narrow, isSystemProtected: true }, 'no way'],
      ['by the stack that made it', [run, ...stack], { ...narrow, isSystemProtected: true }, byStack],
      [
        'not by a stack whose deny settings it cannot change',
        [run, stack[1]!],
        { ...narrow, isSystemProtected: true },
        'no way',
      ],
      [
        'not by a stack that it cannot write',
        [run, stack[0]!],
        { ...narrow, isSystemProtected: true },
        'no way',
      ],
    ])('%s', (_, actions, part, way) => {
      const own = [
        ...base,
        resource(vm, 'web-1', [target]),
        customRole(custom, { actions: [...actions] }),
        assignment('bot', custom),
      ];
      expect(wayBetween([...own, deny(part)], 'bot', target)).toBe(way);
    });
  });
  test('a subscription is still under control of its owner elsewhere', () => {
    expect(wayBetween([...base, assignment('bot', role.owner, subscriptionPath)], 'bot', target)).toBe(
      'surely',
    );
  });
});

describe('a system-assigned identity tells its resource, where no resources are listed', () => {
  const systemAssigned = (type: string) =>
    servicePrincipal(target, {
      servicePrincipalType: 'ManagedIdentity',
      appOwnerOrganizationId: null,
      alternativeNames: ['isExplicit=False', `${groupPath}/providers/${type}/host`],
    });
  const from = (type: string, action: string, scope: string = groupPath, ...listed: SnapshotRecord[]) =>
    wayBetween(
      [
        servicePrincipal('bot'),
        systemAssigned(type),
        ...listed,
        customRole(custom, { actions: [action] }),
        assignment('bot', custom, scope),
      ],
      'bot',
      target,
    );
  const [vm, run] = [
    'Microsoft.Compute/virtualMachines',
    'Microsoft.Compute/virtualMachines/runCommand/action',
  ];
  test('whoever runs code there becomes it, at its resource and above', () => {
    expect(from(vm, run)).toBe('surely');
    expect(from(vm, run, `${groupPath}/providers/${vm}/host`)).toBe('surely');
    const [slot, write] = ['Microsoft.Web/sites/app/slots', 'Microsoft.Web/sites/slots/write'];
    expect(from(slot, write)).toBe('surely');
  });
  test('nobody else, nowhere else', () => {
    expect(from(vm, 'Microsoft.Compute/virtualMachines/read')).toBe('no way');
    expect(from(vm, run, otherGroupPath)).toBe('no way');
    expect(from(vm, run, `${groupPath}/providers/${vm}/other`)).toBe('no way');
  });
  test('of a cluster it is that of the control plane, which nothing that runs there gets', () => {
    expect(
      from('Microsoft.ContainerService/managedClusters', 'Microsoft.ContainerService/managedClusters/*'),
    ).toBe('no way');
  });
  test('a resource that is listed says itself what it carries', () => {
    expect(from(vm, run, groupPath, resource(vm, 'host', [], { identity: null }))).toBe('no way');
  });
});
