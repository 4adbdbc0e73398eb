import { type Files, wayIn } from '../exports/support.ts';

/**
 * A labelled organisation, written as `gcloud asset export` writes it: two projects, in folders of their own, of which one is
 * owned by `root`. Everything else of a case is what `mallory` holds and what runs there.
 */
export const prod = 'pay-prod';
export const dev = 'pay-dev';
const numbers: Readonly<Record<string, string>> = { [prod]: '8101', [dev]: '8202' };
const folders: Readonly<Record<string, string>> = { [prod]: '710', [dev]: '720' };

export const email = (name: string, project = prod): string => `${name}@${project}.iam.gserviceaccount.com`;
export const mallory = email('mallory');
export const root = email('root');

const crm = '//cloudresourcemanager.googleapis.com';
const accountName = (name: string, project = prod): string =>
  `//iam.googleapis.com/projects/${project}/serviceAccounts/${email(name, project)}`;

/** Where something is held, by a short name; others are the full name of a resource. */
const places: Readonly<Record<string, readonly [name: string, type: string, project?: string]>> = {
  org: [`${crm}/organizations/700`, 'cloudresourcemanager.googleapis.com/Organization'],
  folder: [`${crm}/folders/710`, 'cloudresourcemanager.googleapis.com/Folder'],
  'other folder': [`${crm}/folders/720`, 'cloudresourcemanager.googleapis.com/Folder'],
  prod: [`${crm}/projects/${prod}`, 'cloudresourcemanager.googleapis.com/Project', prod],
  dev: [`${crm}/projects/${dev}`, 'cloudresourcemanager.googleapis.com/Project', dev],
  root: [accountName('root'), 'iam.googleapis.com/ServiceAccount', prod],
  mid: [accountName('mid'), 'iam.googleapis.com/ServiceAccount', prod],
  other: [accountName('other'), 'iam.googleapis.com/ServiceAccount', prod],
};

/** Roles, `+` before permissions of a role of one's own, ` @` before a holder other than mallory. */
export type Held = string | { readonly role: string; readonly condition: string };
export type Holding = Readonly<Record<string, Held | readonly Held[]>>;

/** A resource: its type, its place within the project, and what the interface of its service says. */
export type Thing = readonly [type: string, path: string, data: object, project?: string];

export interface Estate {
  readonly holds: Holding;
  readonly things?: readonly Thing[];
  /** Assets as they stand, such as deny policies and constraints. */
  readonly assets?: readonly object[];
  readonly disabled?: readonly string[];
  /** Ids of projects. */
  readonly shutDown?: readonly string[];
}

const service = (type: string): string => type.slice(0, type.indexOf('/'));
export const nameOf = ([type, path, , project = prod]: Thing): string =>
  `//${service(type)}/projects/${project}/${path}`;

const ancestorsOf = (project: string | undefined): readonly string[] =>
  project === undefined
    ? ['organizations/700']
    : [`projects/${numbers[project]}`, `folders/${folders[project]}`, 'organizations/700'];

const resource = (name: string, assetType: string, data: object, project?: string): object => ({
  name,
  asset_type: assetType,
  resource: { version: 'v1', data },
  ancestors: ancestorsOf(project),
});

const treeWithout = (shutDown: readonly string[]): readonly object[] => [
  resource(places.org![0], places.org![1], { name: 'organizations/700', displayName: 'acme.example' }),
  ...[prod, dev].flatMap((project) => [
    resource(`${crm}/folders/${folders[project]}`, 'cloudresourcemanager.googleapis.com/Folder', {
      name: `folders/${folders[project]}`,
      displayName: `of ${project}`,
      parent: 'organizations/700',
    }),
    resource(
      `${crm}/projects/${project}`,
      'cloudresourcemanager.googleapis.com/Project',
      {
        projectId: project,
        projectNumber: numbers[project],
        name: project,
        parent: { type: 'folder', id: folders[project] },
        lifecycleState: shutDown.includes(project) ? 'DELETE_REQUESTED' : 'ACTIVE',
      },
      project,
    ),
  ]),
];

const accounts: readonly (readonly [name: string, project: string])[] = [
  ['root', prod],
  ['mallory', prod],
  ['mid', prod],
  ['other', prod],
  ['dev', dev],
];

const roleNames = (permissions: string): string =>
  `organizations/700/roles/${permissions.replaceAll(/[^A-Za-z]+/g, '_')}`;

interface Line {
  readonly place: string;
  readonly role: string;
  readonly member: string;
  readonly condition?: string;
}

const linesOf = (holds: Holding): readonly Line[] =>
  Object.entries(holds).flatMap(([place, held]) =>
    (Array.isArray(held) ? (held as readonly Held[]) : [held as Held]).map((each): Line => {
      const written = typeof each === 'string' ? each : each.role;
      const [role, member = mallory] = written.split(' @') as [string, string?];
      return {
        place,
        role,
        member: member.includes(':') || member.startsWith('all') ? member : `serviceAccount:${member}`,
        ...(typeof each === 'string' ? {} : { condition: each.condition }),
      };
    }),
  );

export const filesOf = ({ holds, things = [], assets = [], disabled = [], shutDown = [] }: Estate): Files => {
  const lines: readonly Line[] = [
    ...linesOf(holds),
    { place: 'prod', role: 'owner', member: `serviceAccount:${root}` },
  ];
  const own = [...new Set(lines.flatMap(({ role }) => (role.startsWith('+') ? [role] : [])))];
  const policies = [...Map.groupBy(lines, ({ place }) => place)].map(([place, given]) => {
    const [name, assetType, project] = places[place] ?? [
      place,
      things.find((each) => nameOf(each) === place)?.[0] ?? 'storage.googleapis.com/Bucket',
      prod,
    ];
    return {
      name,
      asset_type: assetType,
      iam_policy: {
        bindings: given.map(({ role, member, condition }) => ({
          role: role.startsWith('+') ? roleNames(role) : role.includes('/') ? role : `roles/${role}`,
          members: [member],
          ...(condition === undefined ? {} : { condition: { title: 'limited', expression: condition } }),
        })),
      },
      ancestors: ancestorsOf(project),
    };
  });
  return {
    'export.ndjson': [
      ...treeWithout(shutDown),
      ...accounts.map(([name, project], index) =>
        resource(
          `//iam.googleapis.com/projects/${project}/serviceAccounts/${9000 + index}`,
          'iam.googleapis.com/ServiceAccount',
          {
            name: `projects/${project}/serviceAccounts/${email(name, project)}`,
            projectId: project,
            uniqueId: `${9000 + index}`,
            email: email(name, project),
            oauth2ClientId: `${9000 + index}`,
            ...(disabled.includes(name) ? { disabled: true } : {}),
          },
          project,
        ),
      ),
      ...own.map((role) =>
        resource(`//iam.googleapis.com/${roleNames(role)}`, 'iam.googleapis.com/Role', {
          name: roleNames(role),
          title: role,
          stage: 'GA',
          includedPermissions: role.slice(1).split(' '),
        }),
      ),
      ...things.map((each) => resource(nameOf(each), each[0], each[2], each[3] ?? prod)),
      ...assets,
      ...policies,
    ],
  };
};

export type Answer = 'surely' | 'if' | 'no way';

/** How mallory comes to an account or to control of the project: surely, if something holds that no file tells, or not at all. */
export const answer = (estate: Estate, to: string = prod, from: string = mallory): Answer => {
  const told = wayIn(filesOf(estate), from, to);
  if (/^no/.test(told)) return 'no way';
  // What is seen to first rests on nothing.
  const rests = told.split('; ').filter((each) => each !== 'surely' && !/^it .* first$/.test(each));
  return rests.length === 0 ? 'surely' : 'if';
};

/** The same held in another project, or there alone. */
export const elsewhere = (estate: Estate): Estate => ({
  ...estate,
  holds: Object.fromEntries(
    Object.entries(estate.holds).flatMap(([place, held]) =>
      ['prod', 'folder', 'org'].includes(place)
        ? [[place === 'prod' ? 'dev' : 'other folder', held] as const]
        : [],
    ),
  ),
});

/** All of it until last year. */
export const expired = (estate: Estate): Estate => ({
  ...estate,
  holds: Object.fromEntries(
    Object.entries(estate.holds).map(([place, held]) => [
      place,
      (Array.isArray(held) ? (held as readonly Held[]) : [held as Held]).map((each) =>
        typeof each === 'string'
          ? { role: each, condition: 'request.time < timestamp("2025-01-01T00:00:00Z")' }
          : each,
      ),
    ]),
  ),
});
