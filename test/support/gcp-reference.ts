import { accountPlace } from '../connectors/gcp/support.ts';
import {
  above,
  accountsOf,
  ana,
  type Boundary,
  bot,
  type Deny,
  deepProject,
  group,
  person,
  robot,
  roles,
  setPolicy,
  single,
  token,
  unread,
  type World,
} from './gcp-draws.ts';

/**
 * A second opinion on who may do what in Google Cloud: slow, written from Google's documentation alone, and apart from the
 * product, of which nothing is used. In three values: what the facts leave open is `maybe`.
 * https://cloud.google.com/iam/docs/policy-types#evaluation
 */
export type Answer = 'yes' | 'no' | 'maybe';
/** `open`: a role that he has there was not read, and nothing else gives it. */
export type Verdict = Answer | 'open';

const every = (...answers: readonly Answer[]): Answer =>
  answers.includes('no') ? 'no' : answers.includes('maybe') ? 'maybe' : 'yes';
const some = (answers: readonly Answer[]): Answer =>
  answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
const opposite: Readonly<Record<Answer, Answer>> = { yes: 'no', no: 'yes', maybe: 'maybe' };
const whether = (is: boolean): Answer => (is ? 'yes' : 'no');

export type Who = typeof bot | typeof robot | typeof ana;
const homes: Readonly<Record<string, string>> = { [bot]: 'shop-prod', [robot]: 'shop-test' };
const numbers: Readonly<Record<string, string>> = {
  'projects/100': 'projects/shop-prod',
  'projects/200': 'projects/shop-test',
};

/** https://cloud.google.com/iam/docs/groups-in-cloud-console: members of a group in a group are members. */
const inOps = ({ ops, inner }: World, who: Who): boolean =>
  ops.includes(who) || (ops.includes('inner@example.com') && inner.includes(who));

/** https://cloud.google.com/iam/docs/principal-identifiers */
const stands = (world: World, principal: string, who: Who): Answer => {
  if (principal === '' || principal.startsWith('deleted:')) return 'no';
  if (principal === 'principalSet://goog/public:all') return 'yes';
  if (principal === single(who) || principal === person(who)) return 'yes';
  if (principal === group('ops@example.com')) return whether(inOps(world, who));
  if (principal === group(unread)) return 'maybe';
  const set =
    /^principalSet:\/\/cloudresourcemanager\.googleapis\.com\/([^/]+\/[^/]+)(?:\/type\/(\w+))?$/.exec(
      principal,
    );
  if (set === null) return 'no';
  const node = numbers[set[1]!] ?? set[1]!;
  const home = homes[who];
  if (set[2] === 'ServiceAgent') return 'no';
  // All of an organisation has its people as well: whether she is one, her domain alone does not say.
  if (home === undefined) return set[2] === undefined && node.startsWith('organizations/') ? 'maybe' : 'no';
  return whether(above[home]!.includes(node));
};

/** Members of allow policies. Everybody is an identity of its own here, and so is a group that nobody read. */
const has = (world: World, member: string, who: Who): boolean =>
  member === `serviceAccount:${who}` ||
  member === `user:${who}` ||
  (member === 'group:ops@example.com' && inOps(world, who)) ||
  (member === 'domain:example.com' && who === ana) ||
  (homes[who] !== undefined &&
    ['projects/100', 'organizations/1', 'folders/10'].some(
      (node) => member === accountsOf(node) && above[homes[who]!]!.includes(numbers[node] ?? node),
    ));

/** https://cloud.google.com/iam/docs/conditions-attribute-reference, on 1 September 2026. */
const holds = (condition: string, permission: string): Answer => {
  switch (condition) {
    case 'over':
      return 'no';
    // Asked on a project, some are asked of the project and some of what is in it: which, nobody documents of each.
    case 'account':
      return permission === token ? 'yes' : permission === roleUpdate ? 'maybe' : 'no';
    case 'node':
      return permission === setPolicy ? 'yes' : permission === token ? 'no' : 'maybe';
    case 'service':
      return permission === roleUpdate ? 'maybe' : whether(permission !== token);
    case 'tag':
      return 'maybe';
    default:
      return 'yes';
  }
};

const roleUpdate = 'iam.roles.update';

/** The first version of boundaries that stops it. https://cloud.google.com/iam/docs/pab-blocked-permissions */
const stoppedFrom: Readonly<Record<string, number>> = {
  'storage.objects.get': 1,
  [setPolicy]: 2,
  [token]: 3,
  [roleUpdate]: 3,
  'secretmanager.versions.access': 4,
};

const stops = ({ version }: Boundary, permission: string): Answer => {
  const from = stoppedFrom[permission];
  const number = version === 'latest' ? 4 : Number(version);
  if (from !== undefined && number >= from) return 'yes';
  // Newer versions than those that are documented stop more.
  return version === 'latest' || number > 4 ? 'maybe' : 'no';
};

const isBound = ({ target, condition }: Boundary, who: Who): Answer => {
  const node = numbers[target] ?? target;
  const home = homes[who];
  // She is of the domain by which the organisation is called.
  const set = home === undefined ? node.startsWith('organizations/') : above[home]!.includes(node);
  const meets =
    condition === 'none' ||
    (condition === 'accounts' && home !== undefined) ||
    (condition === 'people' && home === undefined) ||
    (condition === 'others' && who !== bot);
  return whether(set && meets);
};

/** https://cloud.google.com/iam/docs/principal-access-boundary-policies#interactions */
const isBeyond = (world: World, who: Who, chain: readonly string[], permission: string): Answer => {
  const bound = world.boundaries.filter((each) => isBound(each, who) === 'yes');
  if (bound.some(({ within }) => chain.includes(within))) return 'no';
  return some(bound.map((each) => stops(each, permission)));
};

const names = (pattern: string, permission: string): boolean => {
  const [service, rest] = pattern.split('/') as [string, string];
  const own = permission.split('.');
  const called = own[0] === 'resourcemanager' ? 'cloudresourcemanager' : own[0];
  const [resource, verb] = rest.split('.') as [string, string];
  return (
    service === `${called}.googleapis.com` &&
    (resource === '*' || resource === own[1]) &&
    (verb === '*' || verb === own[2])
  );
};

const isDenied = (world: World, deny: Deny, who: Who, chain: readonly string[], permission: string): Answer =>
  every(
    whether(
      chain.includes(deny.on) &&
        names(deny.permission, permission) &&
        !(deny.exceptPermission !== '' && names(deny.exceptPermission, permission)),
    ),
    stands(world, deny.principal, who),
    opposite[stands(world, deny.except, who)],
    holds(deny.condition, permission),
  );

/** @param of the project of what is asked about: its account `admin` for tokens, else itself */
export const mayUse = (world: World, who: Who, permission: string, of: string): Verdict => {
  const chain = permission === token ? [accountPlace('admin', of), ...above[of]!] : above[of]!;
  const rules = world.access.map((each) => ({
    ...each,
    about: every(
      whether(chain.includes(each.on) && names(each.permission, permission)),
      stands(world, each.principal, who),
      opposite[stands(world, each.except, who)],
    ),
  }));
  const held = world.allows.filter(({ on, member }) => chain.includes(on) && has(world, member, who));
  const allowed = some([
    ...held.map(({ role, condition, kind }) =>
      every(
        whether(roles[role]!.off === undefined && roles[role]!.gives.includes(permission)),
        holds(condition, permission),
        // What he may ask for he has when it is granted.
        kind === 'policy' ? 'yes' : 'maybe',
      ),
    ),
    ...rules.flatMap(({ effect, about }) => (effect === 'ALLOW' ? [about] : [])),
  ]);
  const denied = some([
    ...world.denies.map((deny) => isDenied(world, deny, who, chain, permission)),
    ...rules.flatMap(({ effect, about }) => (effect === 'DENY' ? [about] : [])),
  ]);
  const limits = every(opposite[isBeyond(world, who, chain, permission)], opposite[denied]);
  const answer = every(allowed, limits);
  const closed = held.some(
    ({ role, condition }) => roles[role]!.off === 'unread' && holds(condition, permission) !== 'no',
  );
  return answer === 'no' && closed && limits !== 'no' ? 'open' : answer;
};

export const targets = ['shop-prod', 'shop-test', deepProject];
