import type { StandIn } from '../../../src/plan/planned-resource.ts';
import { isAddressOfAgent, projectOfEmail } from '../iam/names.ts';
import { memberOf } from '../identities/members.ts';
import type { Places } from '../identities/places.ts';
import { bearers, dataOf, type Fact, keyOf, recordFact } from './facts.ts';

/**
 * Whom a change bears on and neither the plan nor the estate shows: accounts that are named by their addresses, members of groups,
 * holders of roles, accounts that trust a pool. They are put on both sides as far as they are known, and what is not known of
 * them is said.
 */
export interface Outside {
  readonly facts: readonly Fact[];
  /** By the id of the identity that stands for them. */
  readonly standIns: ReadonlyMap<string, StandIn>;
  /** Groups that were there before and of which nobody can see what they give. */
  readonly closedGroups: ReadonlySet<string>;
}

/** What is known of the estate and of both sides of the plan. */
export interface Picture {
  readonly base: ReadonlyMap<string, Fact>;
  readonly before: ReadonlyMap<string, Fact>;
  readonly after: ReadonlyMap<string, Fact>;
  /** Accounts, `group ADDRESS` and `pool NAME` that the plan makes. */
  readonly made: ReadonlySet<string>;
  /** Projects that the estate or the plan is about. */
  readonly projects: ReadonlySet<string>;
  readonly nameOf: Places['nameOf'];
}

/** Facts of the plan, of both sides. */
const planned = ({ base, before, after }: Picture): readonly Fact[] => [
  ...new Map([...before, ...after].filter(([key]) => !base.has(key))).values(),
];

/** Addresses of accounts that facts show. */
export const shownBy = (facts: Iterable<Fact>): ReadonlySet<string> =>
  new Set([...facts].flatMap((fact) => dataOf(fact, 'gcp.service-account')?.email.toLowerCase() ?? []));

const bareAccounts = (picture: Picture): readonly Fact[] => {
  const shown = new Set([...shownBy(picture.before.values()), ...shownBy(picture.after.values())]);
  const bare = new Set(
    planned(picture)
      .flatMap(bearers)
      .filter(
        (id) =>
          /^[^ ]+@[^ ]+\.gserviceaccount\.com$/.test(id) &&
          !shown.has(id) &&
          !isAddressOfAgent(id) &&
          // What is of another project is known by its address alone, and stays of elsewhere.
          (picture.base.size === 0 || picture.projects.has(projectOfEmail(id) ?? '')),
      ),
  );
  return [...bare].map((email) => recordFact('gcp.service-account', email, { email, uniqueId: email }));
};

type Stand = readonly [id: string, standIn: StandIn, facts: readonly Fact[]];

/** Groups and domains that get something or that somebody enters. */
const groupsIn = (picture: Picture): readonly string[] => [
  ...new Set(
    planned(picture).flatMap((fact) => [
      ...bearers(fact).flatMap((id) => /^(?:group|domain) (.*)$/.exec(id)?.[1] ?? []),
      ...[dataOf(fact, 'gcp.membership')?.group.toLowerCase() ?? []].flat(),
    ]),
  ),
];

/** Somebody in each group that the estate does not show: what the group gets, whoever is in it gets. */
const groupStandIns = (picture: Picture): readonly Stand[] => {
  const read = new Set(
    [...picture.base.values()].flatMap(
      (fact) =>
        (dataOf(fact, 'gcp.membership')?.group ?? dataOf(fact, 'gcp.group')?.email)?.toLowerCase() ?? [],
    ),
  );
  return groupsIn(picture)
    .filter((group) => !read.has(group))
    .map((group): Stand => {
      const member = `{members of ${group}}`;
      return [
        member,
        {
          id: `group:${group}`,
          kind: 'group',
          name: group,
          says: `It stands for whoever is in ${group}: nothing here lists them.`,
        },
        [
          recordFact('gcp.service-account', member, { email: member, uniqueId: member }),
          recordFact('gcp.membership', `${group} ${member}`, { group, member }),
        ],
      ];
    });
};

/** Somebody with each role of one's own that was there before: others may have it elsewhere. */
const roleStandIns = ({ base, before, after }: Picture): readonly Stand[] =>
  [...after].flatMap(([key, fact]): readonly Stand[] => {
    const role = dataOf(fact, 'gcp.role');
    if (role === undefined || base.has(key) || !before.has(key)) return [];
    const holder = `{holders of ${role.name}}`;
    const place = role.name.replace(/\/roles\/.*$/, '');
    return [
      [
        holder,
        {
          id: role.name,
          kind: 'role',
          name: role.title ?? role.name,
          says: `It stands for whoever else has the role ${role.title ?? role.name}: nothing here lists them.`,
        },
        [
          recordFact('gcp.service-account', holder, { email: holder, uniqueId: holder }),
          { is: 'binding', place, role: role.name, member: `serviceAccount:${holder}` },
        ],
      ],
    ];
  });

/** An account that each pool may become, where nothing shows one. */
const poolStandIns = (picture: Picture): readonly Stand[] => {
  const { before, after, base, made, nameOf } = picture;
  const shown = new Set(
    [...before.values(), ...after.values()].flatMap((fact) => {
      const member = fact.is === 'binding' ? memberOf(fact.member) : undefined;
      return member?.is === 'federated' ? [nameOf(member.pool)] : [];
    }),
  );
  const pools = new Set(
    [...before, ...after].flatMap(([key, fact]) => {
      const name = dataOf(fact, 'gcp.pool-provider')?.name;
      return name === undefined || base.has(key) ? [] : [nameOf(name.replace(/\/providers\/[^/]+$/, ''))];
    }),
  );
  return [...pools]
    .filter((pool) => !shown.has(pool) && !made.has(`pool ${pool}`))
    .map((pool): Stand => {
      const project = /^projects\/([^/]+)/.exec(pool)?.[1] ?? 'unnamed-project';
      const id = pool.slice(pool.lastIndexOf('/') + 1);
      const email = `{accounts of ${id}}@${project}.iam.gserviceaccount.com`.toLowerCase();
      return [
        email,
        {
          id: pool,
          kind: 'workload-identity-pool',
          name: id,
          says: `It stands for whatever the identities of the pool ${id} may become: nothing here lists it.`,
        },
        [
          recordFact('gcp.service-account', email, { email, uniqueId: email, projectId: project }),
          {
            is: 'binding',
            place: `projects/${project}/serviceAccounts/${email}`,
            role: 'roles/iam.workloadIdentityUser',
            member: `principalSet://iam.googleapis.com/${pool}/*`,
          },
        ],
      ];
    });
};

export const outsideOf = (picture: Picture): Outside => {
  const groups = groupStandIns(picture);
  const stands = [...groups, ...roleStandIns(picture), ...poolStandIns(picture)];
  return {
    facts: [...bareAccounts(picture), ...stands.flatMap(([, , facts]) => facts)],
    standIns: new Map(stands.map(([id, standIn]) => [id, standIn])),
    closedGroups: new Set(
      groups.flatMap(([, { name }]) => (picture.made.has(`group ${name}`) ? [] : [name])),
    ),
  };
};

export const keyed = (facts: Iterable<Fact>, nameOf: Places['nameOf']): Map<string, Fact> => {
  const map = new Map<string, Fact>();
  for (const fact of facts) map.set(keyOf(fact, nameOf), fact);
  return map;
};
