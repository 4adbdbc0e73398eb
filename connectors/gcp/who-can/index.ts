import type { AccessAnswer, AccessQuestion, AccessWay, IdentityAccess } from '../../../src/model/access.ts';
import type { PathStep } from '../../../src/model/finding.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Principal } from '../identities/principals.ts';
import { boundariesOf } from '../takeover/boundaries.ts';
import { deniesAbout, deniesOf } from '../takeover/denies.ts';
import { type Holder, permittingOf } from '../takeover/permits.ts';
import { type Asked, readQuestion } from './question.ts';
import { type Limits, waysOf } from './ways.ts';

const bestFirst = (a: AccessWay, b: AccessWay): number =>
  a.verdict === b.verdict
    ? a.assumes.length + a.conditions.length - b.assumes.length - b.conditions.length
    : a.verdict === 'allowed'
      ? -1
      : 1;

/** What is about somebody whatever it is granted. */
const limitsAbout = (arranged: Arranged): ((principal: Principal) => Limits) => {
  const denies = deniesOf(arranged);
  const boundaries = boundariesOf(arranged);
  return (principal) => ({
    about: deniesAbout(denies, principal, arranged),
    within: boundaries(principal),
  });
};

const liftingsOf = (
  arranged: Arranged,
  limitsOf: (principal: Principal) => Limits,
): ((id: string, asked: Asked) => readonly PathStep[] | undefined) => {
  const { principals, heldBy } = arranged;
  const { permits, lifts } = permittingOf(arranged);
  /** How somebody that is stopped takes what stops it away first. */
  return (id, { permission, place }) => {
    const principal = principals.get(id)!;
    const held = heldBy(id).map(({ binding }) => binding);
    const { about, within } = limitsOf(principal);
    const holder: Holder = { bindings: held, denies: about, boundaries: within };
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
};

const accessesOf = (
  arranged: Arranged,
  limitsOf: (principal: Principal) => Limits,
): ((id: string, identity: number, question: Asked) => IdentityAccess) => {
  const { places, principals, heldBy } = arranged;
  const { conditionAt, obstacleOn, wayBy } = waysOf(arranged);
  return (id, identity, question) => {
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
    const limits = limitsOf(principal);
    const found = held.flatMap(({ binding, group }) => wayBy(question, binding, group, limits) ?? []);
    const ways = found.flatMap((each) => ('verdict' in each ? [each] : [])).sort(bestFirst);
    if (ways.length > 0) return { identity, verdict: ways[0]!.verdict, ways };
    const unread = held.flatMap(({ binding: { role, place, condition } }) => {
      const on = question.place ?? place;
      const chain = places.chainOf(on);
      return role.read || !chain.includes(place) || conditionAt(condition, question, chain) === 'no'
        ? []
        : [role.name];
    });
    const certain = question.place === undefined ? undefined : obstacleOn(question, question.place, limits);
    // Whatever the role permits, it is stopped.
    if (unread.length > 0 && certain !== undefined) return { ...nothing, stoppedBy: certain };
    if (unread.length > 0)
      return { identity, verdict: 'unknown', ways: [], unread: [...new Set(unread)].sort() };
    const [stoppedBy] = found.flatMap((each) => ('kind' in each ? [each] : []));
    return stoppedBy === undefined ? nothing : { ...nothing, stoppedBy };
  };
};

/** Groups and domains that have it, of which nobody read who is in them. */
const unseenWho = ({ bindings, groups, places }: Arranged, question: Asked): readonly string[] =>
  [
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
  const { places } = arranged;
  const limitsOf = limitsAbout(arranged);
  const liftingOf = liftingsOf(arranged, limitsOf);
  const accessOf = accessesOf(arranged, limitsOf);
  return (given) => {
    const question = readQuestion(given, arranged);
    const nodes = (question.place === undefined ? places.nodes : places.chainOf(question.place)).flatMap(
      (node) => scopeOf(node) ?? [],
    );
    const unseen = unseenWho(arranged, question);
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
