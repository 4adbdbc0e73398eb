import type { Condition } from '../../../src/model/condition.ts';
import type { StatementRef } from '../../../src/model/evidence.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import { conditionsOf } from '../identities/conditions.ts';
import { classify, startOf } from '../policy/condition.ts';
import type { PolicyDocument, Statement } from '../policy/document.ts';
import { describeClause, earlier } from '../policy/evaluate.ts';
import { covers, mayMeet } from '../policy/pattern.ts';
import { hasWildcard } from '../policy/wildcard.ts';

type Bits = Uint32Array;

/** Under what a privilege holds. */
interface Terms {
  readonly resources: readonly string[];
  readonly except: readonly string[];
  readonly conditions: readonly Condition[];
  readonly until: string | undefined;
}

/** Actions that hold under the same terms. */
export interface Piece extends Terms {
  readonly bits: Bits;
  /** Patterns that no known action matches. */
  readonly unknown: readonly string[];
  readonly by: StatementRef;
}

const isEmpty = (bits: Bits): boolean => bits.every((word) => word === 0);
const and = (a: Bits, b: Bits): Bits => a.map((word, index) => word & b[index]!);
const without = (a: Bits, b: Bits): Bits => a.map((word, index) => word & ~b[index]!);

export const conditionKey = (condition: Condition): string =>
  JSON.stringify([condition.key, condition.operator, condition.values]);

const joined = (a: readonly Condition[], b: readonly Condition[]): readonly Condition[] => [
  ...new Map([...a, ...b].map((condition) => [conditionKey(condition), condition])).values(),
];

/** The conditions of an allowing statement without those that only say until when; undefined: it can never hold. */
const termsOf = (statement: Statement, now: number): Terms | undefined => {
  const conditions: Condition[] = [];
  let until: string | undefined;
  for (const condition of conditionsOf(statement, now)) {
    if (condition.class === 'never' || condition.class === 'expired') return undefined;
    if (condition.class === 'always') continue;
    if (condition.class === 'time-bound') until = earlier(until, condition.until);
    else conditions.push(condition);
  }
  const texts = statement.resources.map(({ text }) => text);
  return {
    resources: statement.notResource ? ['*'] : texts,
    except: statement.notResource ? texts : [],
    conditions,
    until,
  };
};

/**
 * Services whose actions know resources of a service, where only few do: other actions on such a resource are allowed in
 * vain. https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const usersOfResources: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ['dynamodb'],
  iam: ['iam', 'sts'],
  kms: ['kms'],
  lambda: ['lambda'],
  s3: ['s3', 's3-object-lambda'],
  secretsmanager: ['secretsmanager'],
  sns: ['sns'],
  sqs: ['sqs'],
};

/** Third part of an ARN; undefined: it is not an ARN, or any service. */
export const serviceOfResource = (pattern: string): string | undefined =>
  /^arn:[^:]+:([^:*?]+):/.exec(pattern)?.[1];

/** Whether an action of a service on such a resource means anything. */
export const means = (service: string, resource: string): boolean =>
  ownMember(usersOfResources, serviceOfResource(resource) ?? '')?.includes(service) ?? true;

export const piecesOf = (document: PolicyDocument, now: number): Piece[] =>
  document.statements.flatMap((statement) => {
    if (!statement.allow) return [];
    // What begins later is written down already: it stands under a condition that waits.
    const terms = termsOf(statement, now);
    if (terms === undefined || terms.resources.length === 0) return [];
    const { bits, unknown } = statement.actions;
    const by = { document: statement.document, statement: statement.index };
    // One piece a resource: a limit or a deny may treat each in its own way.
    return terms.resources.map((resource) => ({ ...terms, resources: [resource], bits, unknown, by }));
  });

/** Resources that two lists of patterns share. Patterns that overlap in part stay as the first has them: never too few. */
const sharedResources = (a: readonly string[], b: readonly string[]): string[] => [
  ...new Set(
    a.flatMap((one) =>
      b.flatMap((other) => {
        if (covers(other, one)) return [one];
        if (covers(one, other)) return [other];
        return mayMeet(one, other) ? [one] : [];
      }),
    ),
  ),
];

/** What one limit leaves of a piece. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
export const limited = (piece: Piece, allowed: readonly Piece[]): Piece[] => {
  const left: Piece[] = [];
  let rest = piece.bits;
  const isPlain = (other: Piece): boolean =>
    other.resources.includes('*') &&
    other.except.length === 0 &&
    other.conditions.length === 0 &&
    other.until === undefined;
  const plain = allowed.filter(isPlain);
  if (plain.length > 0) {
    const sum = plain.reduce(
      (bits, other) => bits.map((word, index) => word | other.bits[index]!),
      new Uint32Array(piece.bits.length),
    );
    const bits = and(rest, sum);
    if (!isEmpty(bits) || piece.unknown.length > 0) left.push({ ...piece, bits });
    rest = without(rest, sum);
  }
  if (isEmpty(rest)) return left;
  for (const other of allowed) {
    if (isPlain(other)) continue;
    const bits = and(rest, other.bits);
    const resources = sharedResources(piece.resources, other.resources);
    if (isEmpty(bits) || resources.length === 0) continue;
    left.push({
      bits,
      unknown: [],
      by: piece.by,
      resources,
      except: [...new Set([...piece.except, ...other.except])],
      conditions: joined(piece.conditions, other.conditions),
      until: earlier(piece.until, other.until),
    });
  }
  return left;
};

/** A deny under conditions, as what must not be the case. */
const unless = (statement: Statement, now: number): Condition | undefined => {
  const kinds = statement.conditions.map((clause) => classify(clause, now).class);
  if (kinds.some((kind) => kind === 'never' || kind === 'expired' || kind === 'not-yet-valid'))
    return undefined;
  const clauses = statement.conditions.filter((_, index) => kinds[index] !== 'always');
  return {
    class: clauses.length === 1 ? classify(clauses[0]!, now).class : 'other',
    operator: 'Unless',
    key: clauses.map(({ keyWritten }) => keyWritten).join(' and '),
    values: clauses.map(describeClause).sort(),
  };
};

/** Whether a statement names all that an unknown pattern may match. Of `NotAction` nobody can tell what it leaves of one. */
const namesAll = ({ actions }: Statement, pattern: string): boolean =>
  actions.includes(pattern) && !(actions.not && hasWildcard(pattern));

/** What one deny leaves of a piece: an explicit deny wins over every allow. */
export const denied = (piece: Piece, deny: Statement, now: number): Piece[] => {
  const hit = and(piece.bits, deny.actions.bits);
  const named = piece.unknown.filter((pattern) => namesAll(deny, pattern));
  if (isEmpty(hit) && named.length === 0) return [piece];
  const rest = {
    ...piece,
    bits: without(piece.bits, deny.actions.bits),
    unknown: piece.unknown.filter((pattern) => !named.includes(pattern)),
  };
  const others = isEmpty(rest.bits) && rest.unknown.length === 0 ? [] : [rest];
  const met = { ...piece, bits: hit, unknown: named };
  const patterns = deny.resources.map(({ text }) => text);
  const only = deny.conditions.length === 1 ? startOf(deny.conditions[0]!) : undefined;
  // One that has begun always holds.
  if (deny.conditions.every((clause) => classify(clause, now).class === 'always')) {
    if (deny.notResource) {
      const resources = sharedResources(piece.resources, patterns);
      return resources.length === 0 ? others : [...others, { ...met, resources }];
    }
    if (piece.resources.every((own) => patterns.some((pattern) => covers(pattern, own)))) return others;
    if (!piece.resources.some((own) => patterns.some((pattern) => mayMeet(pattern, own)))) return [piece];
    return [...others, { ...met, except: [...new Set([...piece.except, ...patterns])] }];
  }
  // A deny that begins later is an end of what it covers whole.
  const whole = deny.notResource
    ? piece.resources.every((own) => !patterns.some((pattern) => mayMeet(pattern, own)))
    : piece.resources.every((own) => patterns.some((pattern) => covers(pattern, own)));
  if (!whole) return [piece];
  if (only !== undefined) return [...others, { ...met, until: earlier(piece.until, only) }];
  const condition = unless(deny, now);
  return condition === undefined
    ? [piece]
    : [...others, { ...met, conditions: joined(piece.conditions, [condition]) }];
};
