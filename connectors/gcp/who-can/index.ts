import type {
  AccessAnswer,
  AccessQuestion,
  AccessWay,
  IdentityAccess,
  Obstacle,
} from '../../../src/model/access.ts';
import type { PathStep } from '../../../src/model/finding.ts';
import { InputError } from '../../../src/model/input-error.ts';
import { nearest } from '../../../src/model/nearest.ts';
import { askedOfEach } from '../iam/condition/index.ts';
import { predefinedRole } from '../iam/predefined-roles.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Binding } from '../identities/bindings.ts';
import { conditionsOf } from '../identities/trusts.ts';
import { attributesOf } from '../takeover/attributes.ts';
import { beyond, boundariesOf, notStopped } from '../takeover/boundaries.ts';
import { type DeniesAbout, denied, deniesAbout, deniesOf } from '../takeover/denies.ts';
import { type Holder, permittingOf } from '../takeover/permits.ts';
import { tagsOf } from '../takeover/tags.ts';

/** Roles that between them have what Google has: of projects, and what belongs to organisations. */
const widest = [
  'roles/owner',
  'roles/iam.securityAdmin',
  'roles/iam.denyAdmin',
  'roles/orgpolicy.policyAdmin',
  'roles/resourcemanager.organizationAdmin',
  'roles/privilegedaccessmanager.admin',
  'roles/iam.serviceAccountTokenCreator',
  'roles/iam.serviceAccountApiKeyBindingAdmin',
  'roles/iam.organizationRoleAdmin',
  'roles/iam.principalAccessBoundaryAdmin',
  'roles/container.admin',
  'roles/storage.admin',
];

const suggested = 5;

interface Asked {
  readonly permission: string;
  /** Canonical name. Absent: anywhere. */
  readonly place?: string | undefined;
}

/** @throws InputError when Google has no such permission, or the resource is no name */
const readQuestion = ({ privilege, resource }: AccessQuestion, arranged: Arranged): Asked => {
  const { places, bindings } = arranged;
  const roles = widest.flatMap((name) => predefinedRole(name) ?? []);
  const isKnown = [...roles, ...bindings.map(({ role }) => role)].some((role) => role.has(privilege));
  if (!isKnown) {
    const all = [...new Set(roles.flatMap((role) => role.permissions()))];
    const service = `${privilege.split('.')[0]}.`;
    const near = nearest(
      privilege,
      all.filter((each) => each.startsWith(service)),
    ).slice(0, suggested);
    throw new InputError(
      'Google Cloud has no such permission',
      privilege,
      near.length === 0
        ? 'Give a permission as roles have it: iam.serviceAccounts.getAccessToken.'
        : `Did you mean one of these?${near.map((each) => `\n  ${each}`).join('')}`,
    );
  }
  if (resource === undefined || resource === '*') return { permission: privilege };
  if (/^[^/@]+@[^/@]+$/.test(resource))
    return { permission: privilege, place: places.accountOf(resource.toLowerCase()) };
  if (!resource.includes('/') || /[*?]/.test(resource))
    throw new InputError(
      'this is no resource of Google Cloud',
      resource,
      'Give a name: projects/ID, folders/NUMBER, organizations/NUMBER, projects/ID/serviceAccounts/EMAIL, //storage.googleapis.com/projects/_/buckets/NAME.',
    );
  return { permission: privilege, place: places.nameOf(resource) };
};

/** @param name as sentences have it */
const obstacleOf = (name: string): Obstacle => {
  const [, kind, own] = /^the (deny|access) policy ([\s\S]*)$/.exec(name) ?? [];
  return { kind: kind === 'access' ? 'access-policy' : 'deny', name: own ?? name };
};

const bestFirst = (a: AccessWay, b: AccessWay): number =>
  a.verdict === b.verdict
    ? a.assumes.length + a.conditions.length - b.assumes.length - b.conditions.length
    : a.verdict === 'allowed'
      ? -1
      : 1;

/**
 * Who has a permission on a resource: allow policies, then boundaries, then deny policies.
 * https://cloud.google.com/iam/docs/policy-types#evaluation
 * @param identities ids, as they are in the estate
 * @param scopeOf index of the scope of a node of the tree
 */
export const createWhoCan = (
  arranged: Arranged,
  identities: readonly string[],
  scopeOf: (node: string) => number | undefined,
): ((question: AccessQuestion) => AccessAnswer) => {
  const { places, principals, heldBy, groups, bindings, now } = arranged;
  const time = Date.parse(now);
  const tags = tagsOf(arranged);
  const denies = deniesOf(arranged);
  const boundaries = boundariesOf(arranged);

  const attributesAt = (permission: string, place: string | undefined) => () =>
    place === undefined ? [new Map()] : attributesOf(permission, place, places);

  const conditionAt = (
    condition: Binding['condition'],
    { permission, place }: Asked,
    chain: readonly string[],
  ) =>
    condition === undefined
      ? 'yes'
      : askedOfEach(condition, time, attributesAt(permission, place)(), undefined, tags.on(chain));

  /** What stands in the way on a resource, whatever is granted there. */
  const stopsOn = (
    { permission, place }: Asked,
    on: string,
    about: DeniesAbout,
    within: ReturnType<typeof boundaries>,
  ) => {
    const chain = places.chainOf(on);
    const stops = denied(about, permission, chain, attributesAt(permission, place), time, tags.on(chain));
    const outside = beyond(within, chain, permission);
    // What is only taken to hold there does not stop anybody for certain.
    const [deny] = stops.surely.filter((each) => places.supposed(chain, each.place).length === 0);
    const obstacle: Obstacle | undefined =
      deny !== undefined
        ? obstacleOf(deny.name)
        : outside?.surely === true
          ? { kind: 'principal-access-boundary', name: outside.names.join(', ') }
          : undefined;
    return { ...stops, outside, obstacle };
  };

  const wayBy = (
    { permission, place }: Asked,
    { role, place: at, condition, term, source }: Binding,
    group: string | undefined,
    about: DeniesAbout,
    within: ReturnType<typeof boundaries>,
  ): AccessWay | Obstacle | undefined => {
    const on = place ?? at;
    const chain = places.chainOf(on);
    if (!role.has(permission) || !chain.includes(at)) return undefined;
    const answer = conditionAt(condition, { permission, place }, chain);
    if (answer === 'no') return undefined;
    const { surely, unless, outside, obstacle } = stopsOn({ permission, place }, on, about, within);
    if (obstacle !== undefined) return obstacle;
    const conditions =
      answer === 'unknown' ? conditionsOf({ condition, term: { duration: 'permanent' } }) : [];
    const assumes = [
      ...unless,
      ...surely.map(({ name }) => `${name} does not hold there`),
      ...places.supposed(chain, at),
      ...(outside === undefined ? [] : [notStopped(outside)]),
      ...(term.duration === 'eligible' ? [`it is granted ${role.title}, which it may ask for`] : []),
    ];
    return {
      verdict: conditions.length + assumes.length === 0 ? 'allowed' : 'conditional',
      privileges: [permission],
      resources: [on],
      exceptResources: [],
      duration: term.duration,
      ...(term.until === undefined ? {} : { until: term.until }),
      conditions,
      request: [],
      assumes,
      allowedBy: [
        {
          policy: role.name,
          via: group === undefined ? 'bound' : `group ${group}`,
          statement: Number(/(\d+)$/.exec(source.pointer ?? '')?.[1] ?? 0),
          source,
        },
      ],
    };
  };

  const { permits, lifts } = permittingOf(arranged);
  /** How somebody that is stopped takes what stops it away first. */
  const liftingOf = (id: string, { permission, place }: Asked): readonly PathStep[] | undefined => {
    const principal = principals.get(id)!;
    const held = heldBy(id).map(({ binding }) => binding);
    const holder: Holder = {
      bindings: held,
      denies: deniesAbout(denies, principal, arranged),
      boundaries: boundaries(principal),
    };
    const unhindered: Holder = { bindings: held, denies: [], boundaries: [] };
    const targets =
      place === undefined
        ? [...new Set(held.flatMap(({ role, place: at }) => (role.has(permission) ? [at] : [])))]
        : [place];
    for (const target of targets) {
      const rest = permits(unhindered, [[permission]], target);
      const found = rest === undefined ? undefined : lifts(holder, permission, target);
      if (rest === undefined || found === undefined || found.length === 0) continue;
      return found.map(
        ({ does, details }, index): PathStep => ({
          from: id,
          to: id,
          by: does,
          technique: 'lift-policy',
          evidence: details.evidence ?? [],
          assumes: [...(details.assumes ?? []), ...(index === found.length - 1 ? (rest.assumes ?? []) : [])],
        }),
      );
    }
    return undefined;
  };

  const accessOf = (id: string, identity: number, question: Asked): IdentityAccess => {
    const principal = principals.get(id);
    const nothing: IdentityAccess = {
      identity,
      verdict: 'denied',
      ways: [],
      stoppedBy: { kind: 'no-allow', name: '' },
    };
    // What is switched off does nothing.
    if (principal === undefined || principal.fact?.data.disabled === true) return nothing;
    const held = heldBy(id);
    if (held.length === 0) return nothing;
    const about = deniesAbout(denies, principal, arranged);
    const within = boundaries(principal);
    const found = held.flatMap(({ binding, group }) => wayBy(question, binding, group, about, within) ?? []);
    const ways = found.flatMap((each) => ('verdict' in each ? [each] : [])).sort(bestFirst);
    if (ways.length > 0) return { identity, verdict: ways[0]!.verdict, ways };
    const unread = held.flatMap(({ binding: { role, place, condition } }) => {
      const on = question.place ?? place;
      const chain = places.chainOf(on);
      return role.read || !chain.includes(place) || conditionAt(condition, question, chain) === 'no'
        ? []
        : [role.name];
    });
    const certain =
      question.place === undefined ? undefined : stopsOn(question, question.place, about, within).obstacle;
    // Whatever the role permits, it is stopped.
    if (unread.length > 0 && certain !== undefined) return { ...nothing, stoppedBy: certain };
    if (unread.length > 0)
      return { identity, verdict: 'unknown', ways: [], unread: [...new Set(unread)].sort() };
    const [stoppedBy] = found.flatMap((each) => ('kind' in each ? [each] : []));
    return stoppedBy === undefined ? nothing : { ...nothing, stoppedBy };
  };

  return (given) => {
    const question = readQuestion(given, arranged);
    const nodes = (question.place === undefined ? places.nodes : places.chainOf(question.place)).flatMap(
      (node) => scopeOf(node) ?? [],
    );
    const unseen = [
      ...new Set(
        bindings.flatMap(({ member, role, place }) =>
          ((member.is === 'group' && !groups.isRead(member.id)) || member.is === 'domain') &&
          role.has(question.permission) &&
          (question.place === undefined || places.chainOf(question.place).includes(place))
            ? [`${member.is} ${member.id}`]
            : [],
        ),
      ),
    ].sort();
    const answers = identities.map((id, identity) => accessOf(id, identity, question));
    const lifting = answers.flatMap(({ identity, stoppedBy }) => {
      if (stoppedBy === undefined || stoppedBy.kind === 'no-allow') return [];
      const path = liftingOf(identities[identity]!, question);
      return path === undefined ? [] : [{ identity, path }];
    });
    return {
      privileges: [question.permission],
      identities: answers,
      ...(lifting.length === 0 ? {} : { lifting }),
      scopes: [...new Set(nodes)].sort((a, b) => a - b),
      notes:
        unseen.length === 0
          ? []
          : [
              `It is not known who is in ${unseen.slice(0, 5).join(', ')}${unseen.length > 5 ? ` and ${unseen.length - 5} more` : ''}, who may.`,
            ],
    };
  };
};
