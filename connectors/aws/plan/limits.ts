import { nestsTooDeep } from '../../../src/model/nesting.ts';
import { isAwsPolicy } from '../facts/managed-policies.ts';
import { type Fact, nameIn } from './facts.ts';
import type { Outside } from './outside.ts';

/**
 * Limits that go or become others, where nobody can read them or does not know what they limited: boundaries, denials,
 * policies that may deny. What is readable on both sides is compared by what it says, and is not told here.
 */
export interface LostLimit {
  readonly arn: string;
  readonly what: string;
  readonly why: string;
}

/** What one user or role has on one side. */
interface Holding {
  boundary?: { readonly id: string; readonly name: string; readonly isReadable: boolean };
  /** ARNs. */
  readonly attached: Set<string>;
  /** Of policies that nobody knows. */
  readonly hidden: Set<string>;
  /** Denying statements in one form, with the name of their policy. */
  readonly denials: Map<string, string>;
  /** Whether any policy that can be read allows something. */
  allows: boolean;
}

const canonical = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(canonical)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, each]) => [key, canonical(each)]),
        )
      : value;

const statementsIn = (document: unknown): readonly object[] => {
  let policy = document;
  if (typeof policy === 'string') {
    try {
      policy = JSON.parse(policy);
    } catch {
      // A text that is no JSON is no policy: nothing can be taken from it.
      return [];
    }
  }
  if (nestsTooDeep(policy)) return [];
  const { Statement: statements } = (policy ?? {}) as { Statement?: unknown };
  return (Array.isArray(statements) ? statements : [statements]).filter(
    (each): each is object => typeof each === 'object' && each !== null,
  );
};

const stable = (document: unknown): string => JSON.stringify(statementsIn(document).map(canonical));

const isDenial = (statement: object): boolean => (statement as { Effect?: unknown }).Effect === 'Deny';

/** Texts of managed policies that are known on a side, by ARN. */
const textsOf = (facts: Iterable<Fact>): ReadonlyMap<string, unknown> => {
  const texts = new Map<string, unknown>();
  for (const fact of facts) {
    if (fact.is !== 'record' || fact.record.record !== 'aws.policy') continue;
    const { PolicyVersionList: versions = [] } = fact.record.data as {
      PolicyVersionList?: readonly { IsDefaultVersion?: boolean; Document?: unknown }[];
    };
    const version = versions.find(({ IsDefaultVersion }) => IsDefaultVersion === true) ?? versions[0];
    if (version?.Document !== undefined) texts.set(fact.record.id, version.Document);
  }
  return texts;
};

/** AWS's own policies allow, but for these. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
const denyingOfAws = /\/(AWSDenyAll|AWSCompromisedKeyQuarantine\w*)$/;
const mayDeny = (policy: string): boolean => !isAwsPolicy(policy) || denyingOfAws.test(policy);

const holdingsOf = (facts: ReadonlyMap<string, Fact>): ReadonlyMap<string, Holding> => {
  const texts = textsOf(facts.values());
  const holdings = new Map<string, Holding>();
  const of = (arn: string): Holding => {
    const known = holdings.get(arn);
    if (known !== undefined) return known;
    const made: Holding = { attached: new Set(), hidden: new Set(), denials: new Map(), allows: false };
    holdings.set(arn, made);
    return made;
  };
  const take = (holding: Holding, name: string, document: unknown): void => {
    for (const statement of statementsIn(document)) {
      if (isDenial(statement)) holding.denials.set(JSON.stringify(canonical(statement)), name);
      else holding.allows = true;
    }
  };
  for (const fact of facts.values()) {
    if (fact.is === 'owner') of(fact.arn);
    else if (fact.is === 'inline') take(of(fact.arn), fact.name, fact.document);
    else if (fact.is === 'attached') {
      of(fact.arn).attached.add(fact.policy);
      take(of(fact.arn), nameIn(fact.policy), texts.get(fact.policy));
    } else if (fact.is === 'boundary') {
      of(fact.arn).boundary = {
        id: fact.policy,
        name: nameIn(fact.policy),
        isReadable: texts.has(fact.policy),
      };
    } else if (fact.is === 'hidden-policy') of(fact.arn).hidden.add(fact.source);
    else if (fact.is === 'hidden-boundary') {
      of(fact.arn).boundary = { id: fact.source, name: '', isReadable: false };
    }
  }
  for (const fact of facts.values()) {
    if (fact.is !== 'member') continue;
    const group = holdings.get(fact.group);
    if (group === undefined) continue;
    const holding = of(fact.arn);
    for (const [denial, name] of group.denials) holding.denials.set(denial, name);
    for (const policy of group.attached) holding.attached.add(policy);
    holding.allows ||= group.allows;
  }
  return holdings;
};

const notHeld = 'the text of the policy is not in the plan';

/** @param before facts with texts of AWS's own policies, as far as they are known */
export const lostLimits = (
  before: ReadonlyMap<string, Fact>,
  after: ReadonlyMap<string, Fact>,
  { unseen, shownInPart }: Pick<Outside, 'unseen' | 'shownInPart'>,
): readonly LostLimit[] => {
  const [old, now] = [holdingsOf(before), holdingsOf(after)];
  const [oldTexts, newTexts] = [textsOf(before.values()), textsOf(after.values())];
  const owners = new Set(
    [...after.values()].flatMap((fact) => (fact.is === 'owner' && fact.kind !== 'group' ? [fact.arn] : [])),
  );
  return [...owners].flatMap((arn): readonly LostLimit[] => {
    const [was, is] = [old.get(arn), now.get(arn)!];
    if (was === undefined) return [];
    // Where the plan shows what is limited, what it shows is compared.
    const hidden = shownInPart.has(arn) && is.allows ? undefined : unseen.get(arn);
    const holdsUnread =
      hidden !== undefined || is.hidden.size > 0 || [...is.attached].some((policy) => !newTexts.has(policy));
    const lost: LostLimit[] = [];
    if (was.boundary !== undefined && was.boundary.id !== is.boundary?.id) {
      const name = was.boundary.name === '' ? '' : ` ${was.boundary.name}`;
      if (!was.boundary.isReadable || is.boundary?.isReadable === false)
        lost.push({ arn, what: `what its permissions boundary${name} kept from it`, why: notHeld });
      else if (hidden !== undefined)
        lost.push({
          arn,
          what: `what its permissions boundary${name} kept from it`,
          why: `nobody knows ${hidden}`,
        });
    }
    const boundary = is.boundary?.id;
    if (
      hidden !== undefined &&
      boundary !== undefined &&
      boundary === was.boundary?.id &&
      stable(oldTexts.get(boundary)) !== stable(newTexts.get(boundary))
    ) {
      lost.push({
        arn,
        what: `what its permissions boundary ${is.boundary!.name} kept from it`,
        why: `its text changes, and nobody knows ${hidden}`,
      });
    }
    const gone = [...was.denials].filter(([denial]) => !is.denials.has(denial));
    if (gone.length > 0 && holdsUnread) {
      lost.push({
        arn,
        what: `what the denial in ${gone[0]![1]} kept from it`,
        why:
          hidden === undefined ? 'it has policies whose text is not in the plan' : `nobody knows ${hidden}`,
      });
    }
    for (const policy of was.attached) {
      if (is.attached.has(policy) || oldTexts.has(policy) || !mayDeny(policy)) continue;
      // Where nothing is left, nothing is uncovered.
      if (is.allows || holdsUnread)
        lost.push({
          arn,
          what: `what the policy ${nameIn(policy)} kept from it`,
          why: `it goes, and ${notHeld}`,
        });
    }
    const isGone = [...was.hidden].some((source) => !is.hidden.has(source));
    if (isGone && (is.allows || holdsUnread))
      lost.push({
        arn,
        what: 'what a policy that goes kept from it',
        why: 'neither side says which one it was',
      });
    return lost;
  });
};
