import { describe, expect, test } from 'vitest';
import { knownPermissions } from '../../../../connectors/gcp/iam/predefined-roles.ts';
import { accountTechniques, changeProvider } from '../../../../connectors/gcp/techniques/accounts.ts';
import { carrierTechniques } from '../../../../connectors/gcp/techniques/carriers.ts';
import { codeTechniques, isStateBucket } from '../../../../connectors/gcp/techniques/code.ts';
import { actAs, hostTechniques } from '../../../../connectors/gcp/techniques/hosts.ts';
import { powers } from '../../../../connectors/gcp/techniques/index.ts';
import { reuseTechniques } from '../../../../connectors/gcp/techniques/reuse.ts';
import { setPolicyOf } from '../../../../connectors/gcp/techniques/scopes.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  account,
  accountPlace,
  control,
  custom,
  customRole,
  emailOf,
  estateOf,
  folder,
  member,
  organization,
  otherProject,
  policy,
  project,
  record,
  way,
} from '../support.ts';

/** Each technique with what it needs is a way, and without any part of it none. */
const two = [account('bot'), account('admin')];
const firsts = (needs: readonly (readonly string[])[]): readonly string[] => needs.map(([first]) => first!);
const bound = (place: string, ...permissions: readonly string[]) => [
  customRole('power', ...permissions),
  policy(place, { role: custom('power'), members: [member('bot')] }),
];
const expected = (assumes: readonly string[] | undefined): string => assumes?.join('; ') ?? 'surely';

test('every permission of a technique is one that Google has', () => {
  const all = new Set(knownPermissions());
  expect(powers.filter((permission) => !all.has(permission))).toEqual([]);
});

describe.each(accountTechniques.map((technique) => [technique.id, technique] as const))(
  '%s',
  (_, { needs, assumes }) => {
    const permissions = firsts(needs);
    test.each([
      ['the project', `projects/${project}`],
      ['the folder above', folder],
      ['the organisation', organization],
    ])('on %s', (_place, place) => {
      expect(way([...two, ...bound(place, ...permissions)])).toBe(expected(assumes));
    });
    test.each<readonly [string, readonly SnapshotRecord[]]>([
      ['in another project', bound(`projects/${otherProject}`, ...permissions)],
      ['without it', bound(`projects/${project}`, 'iam.serviceAccounts.get')],
      ...permissions.map(
        (left) =>
          [
            `without ${left}`,
            bound(`projects/${project}`, ...permissions.filter((each) => each !== left), 'iam.roles.get'),
          ] as const,
      ),
    ])('not %s', (_why, records) => {
      expect(way([...two, ...records])).toBe('no way');
    });
    test('nobody becomes an account that is switched off', () => {
      expect(
        way([
          account('bot'),
          account('admin', project, { disabled: true }),
          ...bound(`projects/${project}`, ...permissions),
        ]),
      ).toBe('no way');
    });
  },
);

describe.each(hostTechniques.map((technique) => [technique.id, technique] as const))(
  '%s',
  (_, { needs, assumes }) => {
    const permissions = [...firsts(needs), ...actAs];
    test('with the account handed on', () => {
      expect(way([...two, ...bound(`projects/${project}`, ...permissions)])).toBe(expected(assumes));
    });
    test('roles of two places add up', () => {
      expect(
        way([
          ...two,
          ...bound(folder, ...firsts(needs)),
          policy(accountPlace('admin'), { role: 'roles/iam.serviceAccountUser', members: [member('bot')] }),
        ]),
      ).toBe(expected(assumes));
    });
    test.each(permissions)('not without %s', (left) => {
      expect(
        way([...two, ...bound(`projects/${project}`, ...permissions.filter((each) => each !== left))]),
      ).toBe('no way');
    });
  },
);

describe.each(
  carrierTechniques.map((technique) => [`${technique.id} ${technique.on[0]}`, technique] as const),
)('%s', (_, { on, needs, actsAs, assumes }) => {
  const name = `//service.googleapis.com/projects/${project}/things/thing`;
  const thing = (part: object = {}) =>
    record('gcp.resource', name, {
      name,
      assetType: on[0],
      project: '100',
      serviceAccounts: [emailOf('admin')],
      ...part,
    });
  const permissions = [...firsts(needs), ...(actsAs ? actAs : [])];
  // What creates as well as changes is a way of its own.
  const alone = (records: Parameters<typeof way>[0]): string => way([...two, ...records]);
  test('on what runs as the account', () => {
    expect(alone([thing(), ...bound(`projects/${project}`, ...permissions)])).toBe(expected(assumes));
  });
  test.each(permissions)('not without %s', (left) => {
    expect(
      alone([thing(), ...bound(`projects/${project}`, ...permissions.filter((each) => each !== left))]),
    ).toBe('no way');
  });
  test('not where there is nothing that runs as it', () => {
    expect(alone(bound(`projects/${project}`, ...permissions))).toBe('no way');
  });
  test('not by what is held in another project', () => {
    expect(alone([thing(), ...bound(`projects/${otherProject}`, ...permissions)])).toBe('no way');
  });
});

describe.each(reuseTechniques.map((technique) => [technique.id, technique] as const))(
  '%s',
  (_, { at, needs, assumes }) => {
    const name = `//service.googleapis.com/projects/${project}/things/thing`;
    const thing = record('gcp.resource', name, { name, assetType: at![0], project: '100' });
    const permissions = [...firsts(needs), ...actAs];
    test('on what is there', () => {
      expect(way([...two, thing, ...bound(`projects/${project}`, ...permissions)])).toBe(expected(assumes));
    });
    test('a role on the one resource is enough', () => {
      const user = policy(accountPlace('admin'), {
        role: 'roles/iam.serviceAccountUser',
        members: [member('bot')],
      });
      expect(way([...two, thing, user, ...bound(name, ...firsts(needs))])).toBe(expected(assumes));
    });
    test('not where nothing is there', () => {
      expect(way([...two, ...bound(`projects/${project}`, ...permissions)])).toBe('no way');
    });
    test.each(permissions)('not without %s', (left) => {
      expect(
        way([...two, thing, ...bound(`projects/${project}`, ...permissions.filter((each) => each !== left))]),
      ).toBe('no way');
    });
  },
);

describe.each(codeTechniques.map((technique) => [technique.id, technique] as const))(
  '%s',
  (_, { on, from, needs, assumes }) => {
    const name = `//service.googleapis.com/projects/${project}/things/thing`;
    const place =
      from === 'storage.googleapis.com'
        ? '//storage.googleapis.com/code'
        : `//artifactregistry.googleapis.com/projects/${project}/locations/eu/repositories/code`;
    const thing = (code: readonly string[]) =>
      record('gcp.resource', name, {
        name,
        assetType: on[0],
        project: '100',
        serviceAccounts: [emailOf('admin')],
        code: [...code],
      });
    test.each([
      ['the project', `projects/${project}`],
      ['the place itself', place],
    ])('on %s', (_where, held) => {
      expect(way([...two, thing([place]), ...bound(held, ...firsts(needs))])).toBe(expected(assumes));
    });
    test('whoever sets the policy of the place gives itself the rest', () => {
      const set = needs[0].at(-1)!;
      expect(way([...two, thing([place]), ...bound(place, set)])).toBe(expected(assumes));
    });
    test.each<readonly [string, readonly SnapshotRecord[]]>([
      [
        'where its code is elsewhere',
        [thing(['//storage.googleapis.com/other']), ...bound(place, ...firsts(needs))],
      ],
      ['in another project', [thing([place]), ...bound(`projects/${otherProject}`, ...firsts(needs))]],
      ...firsts(needs).map(
        (left) =>
          [
            `without ${left}`,
            [
              thing([place]),
              ...bound(place, 'storage.objects.get', ...firsts(needs).filter((each) => each !== left)),
            ],
          ] as const,
      ),
    ])('not %s', (_why, records) => {
      expect(way([...two, ...records])).toBe('no way');
    });
  },
);

describe('the state of Terraform', () => {
  const bucket = (name: string, who: string, role = 'roles/storage.objectAdmin') =>
    policy(`//storage.googleapis.com/${name}`, { role, members: [member(who)] });
  const both = (name: string, role?: string) => [
    ...two,
    policy(
      `//storage.googleapis.com/${name}`,
      { role: 'roles/storage.objectAdmin', members: [member('admin')] },
      { role: role ?? 'roles/storage.objectAdmin', members: [member('bot')] },
    ),
  ];
  test('who writes it runs as who works with it', () => {
    expect(way(both('acme-tfstate'))).toBe(
      `Terraform runs as ${emailOf('admin')} with state in storage.googleapis.com/acme-tfstate`,
    );
  });
  test('not who only reads it, in another bucket, or where nobody works with it', () => {
    expect(way(both('acme-tfstate', 'roles/storage.objectViewer'))).toBe('no way');
    expect(way(both('acme-photos'))).toBe('no way');
    expect(way([...two, bucket('acme-tfstate', 'bot')])).toBe('no way');
  });
  test.each([
    ['acme-tf-state-prod', true],
    ['terraform.acme.example', true],
    ['outfstates', false],
    ['logs', false],
  ])('%s: %s', (name, answer) => {
    expect(isStateBucket(name)).toBe(answer);
  });
});

test('an API key that is bound to the account, for whoever reads keys of its project', () => {
  const name = `projects/100/locations/global/keys/k`;
  const key = (part: object) => record('gcp.api-key', name, { name, uid: 'k', ...part });
  const reader = bound(`projects/${project}`, 'apikeys.keys.getKeyString');
  const of = { serviceAccountEmail: emailOf('admin') };
  expect(way([...two, key(of), ...reader])).toBe('what it is after takes API keys');
  expect(way([...two, key({}), ...reader])).toBe('no way');
  expect(way([...two, key({ ...of, deleteTime: '2026-01-01T00:00:00Z' }), ...reader])).toBe('no way');
  expect(way([...two, key(of), ...bound(`projects/${otherProject}`, 'apikeys.keys.getKeyString')])).toBe(
    'no way',
  );
});

describe('every right in a cluster', () => {
  const name = `//container.googleapis.com/projects/${project}/clusters/c`;
  const cluster = record('gcp.resource', name, {
    name,
    assetType: 'container.googleapis.com/Cluster',
    serviceAccounts: [emailOf('admin')],
  });
  test.each([
    [['container.clusterRoleBindings.create', 'container.clusterRoles.bind'], 'surely'],
    [['container.clusterRoles.update', 'container.clusterRoles.escalate'], 'surely'],
    [['container.clusterRoleBindings.create'], 'no way'],
    [['container.clusterRoles.bind', 'container.clusterRoles.update'], 'no way'],
  ])('by %j: %s', (permissions, answer) => {
    expect(way([...two, cluster, ...bound(`projects/${project}`, ...permissions)])).toBe(answer);
  });
});

test('a custom role that one has on an account, and may change, gives that account', () => {
  const plain = customRole('plain', 'iam.serviceAccounts.get');
  const own = policy(accountPlace('admin'), { role: custom('plain'), members: [member('bot')] });
  const changer = policy(organization, {
    role: 'roles/iam.organizationRoleAdmin',
    members: [member('bot')],
  });
  expect(way([...two, plain, own, changer])).toBe('surely');
  expect(way([...two, plain, own])).toBe('no way');
  expect(way([...two, plain, changer])).toBe('no way');
});

describe('moving a project under a folder of its own', () => {
  const mine = record('gcp.folder', 'folders/77', { name: 'folders/77', parent: organization });
  const records = (left?: string) => {
    const roles = {
      'on the folder': [...setPolicyOf.folders, 'resourcemanager.projects.move'],
      'where it is': ['resourcemanager.projects.move'],
      'on the project': ['resourcemanager.projects.update'],
    };
    const bind = (name: keyof typeof roles, place: string) =>
      name === left
        ? []
        : [
            customRole(name.replaceAll(' ', '_'), ...roles[name]),
            policy(place, { role: custom(name.replaceAll(' ', '_')), members: [member('bot')] }),
          ];
    return [
      ...two,
      mine,
      ...bind('on the folder', 'folders/77'),
      ...bind('where it is', folder),
      ...bind('on the project', `projects/${project}`),
    ];
  };
  test('with a role in all three places', () => {
    expect(control(records(), project)).toBe('surely');
  });
  test.each(['on the folder', 'where it is', 'on the project'])('not without that %s', (left) => {
    expect(control(records(left), project)).toBe('no way');
  });
});

describe('pools', () => {
  const pool = 'projects/200/locations/global/workloadIdentityPools/ci';
  const set = `principalSet://iam.googleapis.com/${pool}/*`;
  const trusting = policy(accountPlace('admin'), { role: 'roles/iam.workloadIdentityUser', members: [set] });
  test('in a project of their own: by what is held there, or on the pool itself', () => {
    const power = (place: string) => bound(place, ...changeProvider.needs[0]);
    expect(way([...two, trusting, ...power(`projects/${otherProject}`)])).toBe('surely');
    expect(way([...two, trusting, ...power(`//iam.googleapis.com/${pool}`)])).toBe('surely');
    expect(way([...two, trusting, ...power(`projects/${project}`)])).toBe('no way');
    expect(
      way([
        ...two,
        trusting,
        ...bound(`//iam.googleapis.com/${pool}`, 'iam.googleapis.com/workloadIdentityPools.setIamPolicy'),
      ]),
    ).toBe('surely');
    expect(way([...two, trusting, ...bound(`projects/${otherProject}`, 'iam.roles.get')])).toBe('no way');
  });
  test('members that have roles themselves', () => {
    const direct = policy(`projects/${project}`, { role: 'roles/editor', members: [set] });
    const power = bound(
      `projects/${otherProject}`,
      'iam.googleapis.com/workloadIdentityPoolProviders.update',
    );
    expect(way([...two, direct, ...power], emailOf('bot'), set)).toBe('surely');
    expect(way([...two, direct], emailOf('bot'), set)).toBe('no way');
  });
  test('of a workforce: by what is held on the organisation', () => {
    const people = 'principalSet://iam.googleapis.com/locations/global/workforcePools/staff/*';
    const direct = policy(`projects/${project}`, { role: 'roles/owner', members: [people] });
    const power = (place: string) => bound(place, 'iam.googleapis.com/workforcePoolProviders.update');
    expect(way([...two, direct, ...power(organization)], emailOf('bot'), people)).toBe('surely');
    expect(way([...two, direct, ...power(folder)], emailOf('bot'), people)).toBe('no way');
  });
});

test('who may call the function needs nobody else for it', () => {
  const creating = (...more: readonly string[]) =>
    bound(`projects/${project}`, 'cloudfunctions.functions.create', ...actAs, ...more);
  expect(way([...two, ...creating()])).toBe('something calls the function');
  expect(way([...two, ...creating('cloudfunctions.functions.call')])).toBe('surely');
});

test('pods get no token of the nodes where they have their own', () => {
  const name = `//container.googleapis.com/projects/${project}/clusters/c`;
  const cluster = (workloadIdentity: boolean) =>
    record('gcp.resource', name, {
      name,
      assetType: 'container.googleapis.com/Cluster',
      serviceAccounts: [emailOf('admin')],
      workloadIdentity,
    });
  const power = bound(`projects/${project}`, 'container.pods.create');
  expect(way([...two, cluster(false), ...power])).toBe('surely');
  expect(way([...two, cluster(true), ...power])).toBe('no way');
});

describe('control of scopes', () => {
  const setting = [...Object.values(setPolicyOf).flat()];
  test.each([
    [project, `projects/${project}`, 'surely'],
    [project, folder, 'surely'],
    [folder, folder, 'surely'],
    [organization, organization, 'surely'],
    [otherProject, folder, 'no way'],
    [folder, `projects/${project}`, 'no way'],
  ])('of %s by a role on %s: %s', (scope, place, answer) => {
    expect(control([...two, ...bound(place, ...setting)], scope)).toBe(answer);
  });
  test('owner controls, editor becomes the accounts, viewer does neither', () => {
    const of = (role: string) => [...two, policy(`projects/${project}`, { role, members: [member('bot')] })];
    expect([
      control(of('roles/owner'), project),
      control(of('roles/editor'), project),
      control(of('roles/viewer'), project),
    ]).toEqual(['surely', 'no way', 'no way']);
    expect([way(of('roles/editor')), way(of('roles/viewer'))]).toEqual(['surely', 'no way']);
  });
  test('a custom role of its own that it may change', () => {
    const own = policy(`projects/${project}`, { role: custom('plain'), members: [member('bot')] });
    const plain = customRole('plain', 'storage.buckets.get');
    const changer = (place: string) =>
      policy(place, { role: 'roles/iam.organizationRoleAdmin', members: [member('bot')] });
    expect(control([...two, own, plain, changer(organization)], project)).toBe('surely');
    expect(control([...two, own, plain, changer(folder)], project)).toBe('no way');
    expect(control([...two, plain, changer(organization)], project)).toBe('no way');
  });
});

test('keys cannot be made where the organisation forbids it, unless the holder may change that', () => {
  const maker = bound(`projects/${project}`, 'iam.serviceAccountKeys.create');
  const set = (resource: string, enforced: boolean) =>
    ['iam.disableServiceAccountKeyCreation', 'iam.managed.disableServiceAccountKeyUpload'].map((name) => {
      const constraint = `constraints/${name}`;
      return record('gcp.org-policy', `${resource} ${constraint}`, { resource, constraint, enforced });
    });
  expect(way([...two, ...maker, ...set(organization, true)])).toBe('no way');
  expect(way([...two, ...maker, ...set(organization, true), ...set('projects/100', false)])).toBe('surely');
  const both = bound(`projects/${project}`, 'iam.serviceAccountKeys.create', 'orgpolicy.policy.set');
  expect(way([...two, ...both, ...set(organization, true)])).toBe('it switches the constraint off first');
  // Uploading has a constraint of its own.
  expect(way([...two, ...maker, set(organization, true)[0]!])).toBe('surely');
  expect(way([...two, ...maker, set(organization, true)[1]!])).toBe('surely');
});

test('a delegate leads to whom it gets tokens of', () => {
  const token = policy(accountPlace('admin'), {
    role: 'roles/iam.serviceAccountTokenCreator',
    members: [member('mid')],
  });
  const delegating = [
    customRole('power', 'iam.serviceAccounts.implicitDelegation'),
    policy(accountPlace('mid'), { role: custom('power'), members: [member('bot')] }),
  ];
  expect(way([...two, account('mid'), token, ...delegating])).toBe('surely');
  expect(way([...two, account('mid'), ...delegating])).toBe('no way');
});

test('of accounts that nothing tells apart any is a delegate, and one on which something else is held as well', () => {
  const many = ['mid', 'm1', 'm2', 'm3', 'm4'].map((name) => account(name));
  const token = policy(accountPlace('admin'), {
    role: 'roles/iam.serviceAccountTokenCreator',
    members: [member('mid')],
  });
  const delegating = bound(`projects/${project}`, 'iam.serviceAccounts.implicitDelegation');
  const onOne = policy(accountPlace('m1'), { role: 'roles/viewer', members: [member('bot')] });
  for (const further of [[], [onOne]]) {
    expect(way([...two, ...many, token, ...delegating, ...further])).toBe('surely');
    expect(way([...two, ...many, ...delegating, ...further])).toBe('no way');
    expect(way([...two, ...many, token, ...further])).toBe('no way');
  }
});

describe('deny policies', () => {
  const name = (place: string) =>
    `policies/cloudresourcemanager.googleapis.com%2F${place.replace('/', '%2F')}/denypolicies/d`;
  const deny = (
    place: string,
    rule: {
      readonly deniedPrincipals?: string[];
      readonly exceptionPrincipals?: string[];
      readonly deniedPermissions?: string[];
      readonly exceptionPermissions?: string[];
      readonly denialCondition?: { readonly expression: string };
    },
  ) =>
    record('gcp.deny-policy', name(place), {
      name: name(place),
      displayName: 'no tokens',
      rules: [
        {
          denyRule: {
            deniedPrincipals: ['principalSet://goog/public:all'],
            deniedPermissions: ['iam.googleapis.com/serviceAccounts.getAccessToken'],
            ...rule,
          },
        },
      ],
    });
  const power = bound(`projects/${project}`, 'iam.serviceAccounts.getAccessToken');
  const bot = `principal://iam.googleapis.com/projects/-/serviceAccounts/${emailOf('bot')}`;
  test.each([
    ['everybody', deny(organization, {}), 'no way'],
    ['on the project by its number', deny('projects/100', {}), 'no way'],
    ['of another project', deny(`projects/${otherProject}`, {}), 'surely'],
    [
      'by a wildcard',
      deny(folder, { deniedPermissions: ['iam.googleapis.com/serviceAccounts.*'] }),
      'no way',
    ],
    ['by its service', deny(folder, { deniedPermissions: ['iam.googleapis.com/*.*'] }), 'no way'],
    ['by its verb', deny(folder, { deniedPermissions: ['iam.googleapis.com/*.getAccessToken'] }), 'no way'],
    ['another verb', deny(folder, { deniedPermissions: ['iam.googleapis.com/*.signBlob'] }), 'surely'],
    [
      'another permission',
      deny(folder, { deniedPermissions: ['iam.googleapis.com/roles.update'] }),
      'surely',
    ],
    ['but not the holder', deny(folder, { exceptionPrincipals: [bot] }), 'surely'],
    ['the holder alone', deny(folder, { deniedPrincipals: [bot] }), 'no way'],
    [
      'somebody else',
      deny(folder, { deniedPrincipals: ['principal://goog/subject/ana@example.com'] }),
      'surely',
    ],
    [
      'accounts of the project',
      deny(folder, { deniedPrincipals: ['principalSet://cloudresourcemanager.googleapis.com/projects/100'] }),
      'no way',
    ],
    [
      'an unread group',
      deny(folder, { deniedPrincipals: ['principalSet://goog/group/x@example.com'] }),
      'the deny policy no tokens does not stop it',
    ],
    [
      'but not this permission',
      deny(folder, {
        deniedPermissions: ['iam.googleapis.com/*'],
        exceptionPermissions: ['iam.googleapis.com/serviceAccounts.getAccessToken'],
      }),
      'surely',
    ],
    [
      'where a tag is set',
      deny(folder, { denialCondition: { expression: "resource.matchTag('1/env', 'prod')" } }),
      'the deny policy no tokens does not stop it',
    ],
  ])('%s', (_, record_, answer) => {
    expect(way([...two, ...power, record_])).toBe(answer);
  });
  test('permissions that keep their service in roles', () => {
    const pool = 'iam.googleapis.com/projects/100/locations/global/workloadIdentityPools/ci';
    const trusting = policy(accountPlace('admin'), {
      role: 'roles/iam.workloadIdentityUser',
      members: [`principalSet://${pool}/*`],
    });
    const changing = bound(`//${pool}`, 'iam.googleapis.com/workloadIdentityPoolProviders.create');
    const but = (verb: string) =>
      deny(folder, { deniedPermissions: [`iam.googleapis.com/workloadIdentityPoolProviders.${verb}`] });
    expect(way([...two, trusting, ...changing, but('create')])).toBe('no way');
    expect(way([...two, trusting, ...changing, but('*')])).toBe('no way');
    expect(way([...two, trusting, ...changing, but('delete')])).toBe('surely');
  });
  test('who may take the policy away is not stopped', () => {
    const lifting = bound(organization, 'iam.serviceAccounts.getAccessToken', 'iam.denypolicies.delete');
    expect(way([...two, ...lifting, deny(organization, {})])).toBe(
      'it takes the deny policy no tokens away first',
    );
  });
});

describe('conditions, groups and ends', () => {
  const token = (condition?: string) =>
    policy(`projects/${project}`, {
      role: 'roles/iam.serviceAccountTokenCreator',
      members: [member('bot')],
      ...(condition === undefined ? {} : { condition }),
    });
  test.each([
    ['request.time < timestamp("2027-01-01T00:00:00Z")', 'surely'],
    ['request.time < timestamp("2026-01-01T00:00:00Z")', 'no way'],
    ['resource.type == "iam.googleapis.com/ServiceAccount"', 'surely'],
    ['resource.type == "storage.googleapis.com/Bucket"', 'no way'],
  ])('%s', (condition, answer) => {
    expect(way([...two, token(condition)])).toBe(answer);
  });
  test('what nobody can decide is said', () => {
    expect(way([...two, token('resource.matchTag("1/env", "prod")')])).toBe(
      'the condition of roles/iam.serviceAccountTokenCreator lets it: resource.matchTag("1/env", "prod")',
    );
  });
  test('a member of a group in a group', () => {
    const binding = policy(`projects/${project}`, {
      role: 'roles/iam.serviceAccountTokenCreator',
      members: ['group:Ops@example.com'],
    });
    const joins = (group: string, who: string) =>
      record('gcp.membership', `${group} ${who}`, { group, member: who });
    expect(
      way([
        ...two,
        binding,
        joins('ops@example.com', 'deploy@example.com'),
        joins('deploy@example.com', emailOf('bot')),
      ]),
    ).toBe('surely');
    expect(way([...two, binding, joins('deploy@example.com', emailOf('bot'))])).toBe('no way');
  });
  test('a person whom no policy names holds what the group holds', () => {
    const owners = policy(`projects/${project}`, { role: 'roles/owner', members: ['group:ops@example.com'] });
    const joins = (type?: string) =>
      record('gcp.membership', 'm', { group: 'ops@example.com', member: 'Ana@example.com', type });
    expect(control([owners, joins('USER')], project, 'ana@example.com')).toBe('surely');
    // A group that nobody read stands for whoever is in it; what may as well be one is nobody.
    const kindOf = (type?: string) =>
      estateOf([owners, joins(type)]).identities.find(({ id }) => id === 'ana@example.com')?.kind;
    expect([kindOf('USER'), kindOf('GROUP'), kindOf()]).toEqual(['user', 'group', undefined]);
  });
  test('delegated granting of harmless roles is no control', () => {
    const granting = (roles: string) =>
      policy(`projects/${project}`, {
        role: 'roles/resourcemanager.projectIamAdmin',
        members: [member('bot')],
        condition: `api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly([${roles}])`,
      });
    expect(control([...two, granting("'roles/storage.objectViewer'")], project)).toBe('no way');
    expect(control([...two, granting("'roles/editor'")], project)).toBe('surely');
  });
});

test('agents that deploy: by the permission, and only as their own project’s', () => {
  const build = policy(`projects/${project}`, {
    role: 'roles/editor',
    members: ['serviceAccount:100@cloudbuild.gserviceaccount.com'],
  });
  const records = [...two, build, ...bound(folder, 'cloudbuild.builds.create')];
  expect(way(records, emailOf('bot'), '100@cloudbuild.gserviceaccount.com')).toBe(
    'builds of the project run as this account where they name none',
  );
  expect(
    way(
      [...two, build, ...bound(`projects/${otherProject}`, 'cloudbuild.builds.create')],
      emailOf('bot'),
      '100@cloudbuild.gserviceaccount.com',
    ),
  ).toBe('no way');
});

test('who changes a provider becomes what its pool may be', () => {
  const pool = 'principalSet://iam.googleapis.com/projects/100/locations/global/workloadIdentityPools/ci/*';
  const trusting = policy(accountPlace('admin'), { role: 'roles/iam.workloadIdentityUser', members: [pool] });
  const power = bound(`projects/${project}`, ...changeProvider.needs[0]);
  expect(way([...two, trusting, ...power])).toBe('surely');
  expect(way([...two, ...power])).toBe('no way');
});

test('accounts that nothing tells apart share a node, and each is reached; one with a policy of its own stands apart', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((name) => account(name));
  const power = bound(`projects/${project}`, 'iam.serviceAccounts.getAccessToken');
  const elsewhere = ['a', 'b', 'c', 'd', 'e'].map((name) => account(name, otherProject));
  const own = policy(accountPlace('a'), { role: 'roles/iam.serviceAccountUser', members: [member('b')] });
  expect(
    ['a', 'b', 'e'].map((name) =>
      way([...two, ...many, ...elsewhere, own, ...power], emailOf('bot'), emailOf(name)),
    ),
  ).toEqual(['surely', 'surely', 'surely']);
  expect(way([...two, ...many, ...elsewhere, ...power], emailOf('bot'), emailOf('a', otherProject))).toBe(
    'no way',
  );
});
