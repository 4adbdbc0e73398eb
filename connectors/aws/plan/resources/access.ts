import type { StateAccess } from '../../../../src/model/gate.ts';
import { linesOfPieces } from '../../entitlements/lines.ts';
import { denied, type Piece, piecesOf } from '../../entitlements/pieces.ts';
import { arnParts } from '../../facts/arn.ts';
import { type TrustedPrincipal, trustedBy } from '../../identities/trust.ts';
import { narrowedTo } from '../../identities/trust-conditions.ts';
import { awsServices } from '../../policy/actions.ts';
import type { PolicyDocument, Statement } from '../../policy/document.ts';
import { decoded } from '../../policy/document-text.ts';
import { createPolicyStore } from '../../policy/store.ts';
import type { Fact, Owner } from '../facts.ts';
import { policyProblem } from '../policy-problem.ts';
import { boundsOf } from './bounds.ts';

/**
 * Whom the policy of a resource lets in: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html
 */
export interface Subject {
  /** ARN of the resource. */
  readonly id: string;
  /** What `*` means in its policy. */
  readonly own: readonly string[];
  readonly account: string;
}

export interface Reading {
  readonly access: readonly StateAccess[];
  /** What identities of the same account have by it. */
  readonly grants: readonly Fact[];
  /** Why it cannot be read; absent: it can. */
  readonly problem?: string;
}

/**
 * Accounts by which load balancers write their logs; in newer regions it is a service.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
const loadBalancers: ReadonlySet<string> = new Set(
  '127311923021 033677994240 027434742980 797873946194 098369216593 754344448648 589379963580 718504428378 383597477331 600734575887 114774131450 783225319266 582318560864 985666609251 054676820928 156460612806 652711504416 635631232127 009996457667 897822967062 076674570225 507241528517 048591011584 190560391635'.split(
    ' ',
  ),
);

/** Stands for the account of a plan that does not tell it. */
const isPlaceholder = (account: string): boolean => /^0{10}\d\d$/.test(account);

const parties = (statement: Statement): readonly TrustedPrincipal[] => [
  ...trustedBy(statement),
  // By its canonical id an account is known to S3 alone: whose it is nobody can tell.
  ...(statement.principals?.not === false
    ? statement.principals.canonicalUser.map(
        (principal): TrustedPrincipal => ({ party: 'identity', principal, account: undefined }),
      )
    : []),
];

/** `*` is the resource itself; what a statement says about others it says in vain. */
const onOwn = (piece: Piece, { own }: Subject): readonly Piece[] => {
  const all = piece.resources.includes('*');
  return (all ? own : piece.resources).map((resource) => ({ ...piece, resources: [resource] }));
};

/** Denies that hold for whoever it is. */
const deniesAll = ({ allow, principals }: Statement): boolean =>
  !allow && (principals === undefined || principals.everyone);

const ownerOf = (arn: string): { readonly kind: Owner; readonly arn: string } | undefined => {
  const { partition, account, resource } = arnParts(arn);
  const [, session] = /^assumed-role\/([^/]+)\//.exec(resource) ?? [];
  if (session !== undefined) return { kind: 'role', arn: `arn:${partition}:iam::${account}:role/${session}` };
  const [, kind] = /^(role|user)\/[^*]+$/.exec(resource) ?? [];
  return kind === undefined ? undefined : { kind: kind as Owner, arn };
};

/** What a statement gives an identity of the account, as a policy of its own would. */
const grantOf = (
  owner: { readonly kind: Owner; readonly arn: string },
  subject: Subject,
  raw: Readonly<Record<string, unknown>>,
  index: number,
): Fact => {
  const { Action, NotAction, Resource, Condition } = raw;
  const named = (Array.isArray(Resource) ? Resource : [Resource]).filter(
    (text): text is string => typeof text === 'string' && text !== '*',
  );
  const allow = {
    Effect: 'Allow',
    ...(Action === undefined ? { NotAction } : { Action }),
    Resource: named.length === 0 ? subject.own : named,
    ...(Condition === undefined ? {} : { Condition }),
  };
  return {
    is: 'inline',
    ...owner,
    name: `policy of ${subject.id} (${index})`,
    document: { Version: '2012-10-17', Statement: [allow] },
  };
};

const rawStatements = (document: unknown): readonly unknown[] => {
  const statement =
    typeof document === 'object' && document !== null
      ? (document as { Statement?: unknown }).Statement
      : undefined;
  return Array.isArray(statement) ? statement : [statement];
};

/** Policies of repositories, among others, name no resource: they are about the one that they belong to. */
const aboutItself = (statement: unknown): unknown =>
  typeof statement === 'object' &&
  statement !== null &&
  !Object.keys(statement).some((name) => /^(?:not)?resource$/i.test(name))
    ? { ...statement, Resource: '*' }
    : statement;

const externalOf = (party: TrustedPrincipal['party'], account: string | undefined, own: string) => {
  if (party === 'everyone' || party === 'federated') return 'yes' as const;
  if (party === 'service') return 'no' as const;
  // Nobody knows which accounts are of one organisation; of a plan without an account not even which is its own.
  return account === undefined || isPlaceholder(own) ? ('unknown' as const) : ('yes' as const);
};

const readStatement = (
  statement: Statement,
  document: PolicyDocument,
  raw: Readonly<Record<string, unknown>>,
  subject: Subject,
  now: number,
): Reading => {
  const denies = document.statements.filter(deniesAll);
  const access: StateAccess[] = [];
  const grants: Fact[] = [];
  const lone: PolicyDocument = { ...document, statements: [statement] };
  for (const named of parties(statement)) {
    if (named.party === 'deleted' || (named.account !== undefined && loadBalancers.has(named.account)))
      continue;
    // The identity of a distribution belongs to whoever made it, and is not a person or program.
    if (named.account === 'cloudfront') continue;
    if (named.party === 'identity' && named.account === subject.account) {
      const owner = ownerOf(named.principal);
      if (owner !== undefined) grants.push(grantOf(owner, subject, raw, statement.index));
      continue;
    }
    // Its own account is let in by what its identities hold.
    if (named.party === 'scope' && named.account === subject.account) continue;
    const bounds = boundsOf(statement.conditions, named.party, subject.account, now);
    const { conditions } = bounds;
    if (bounds.keepsToOwn || conditions.some(({ class: kind }) => kind === 'never' || kind === 'expired'))
      continue;
    if (bounds.binds && (named.party === 'service' || named.party === 'everyone')) continue;
    const narrowed = narrowedTo(conditions, named.party, named.account);
    const whom =
      narrowed.length === 0
        ? [named]
        : narrowed
            .filter(({ scope }) => scope !== undefined && scope !== subject.account)
            .map(({ party, principal, scope }) => ({ party, principal, account: scope }));
    const kept = conditions.filter(({ class: kind }) => kind !== 'always' && kind !== 'time-bound');
    const pieces = piecesOf(lone, now)
      .flatMap((piece) => onOwn(piece, subject))
      .map((piece) => ({ ...piece, conditions: kept }))
      .flatMap((piece) =>
        denies.reduce<readonly Piece[]>(
          (left, deny) => left.flatMap((each) => denied(each, deny, now)),
          [piece],
        ),
      );
    const lines = linesOfPieces(pieces, awsServices()).map(({ by: _, ...line }) => ({
      ...line,
      scope: subject.account,
    }));
    if (lines.length === 0) continue;
    for (const { party, principal, account } of whom) {
      access.push({
        party,
        principal,
        external: externalOf(party, account, subject.account),
        ...(account === undefined ? {} : { scope: account }),
        lines,
      });
    }
  }
  return { access, grants };
};

/** @param now milliseconds since 1970 */
export const readPolicy = (text: unknown, subject: Subject, now: number): Reading => {
  const store = createPolicyStore();
  const given = decoded(text);
  const raw = rawStatements(given).map(aboutItself);
  const isPolicy = typeof given === 'object' && given !== null && !Array.isArray(given);
  const policy = isPolicy ? { ...given, Statement: raw } : given;
  const document = store.documents[store.intern(policy)]!;
  const problem = policyProblem(policy);
  const readings = document.statements
    .filter(({ allow }) => allow)
    .map((statement) =>
      readStatement(
        statement,
        document,
        (raw[statement.index] ?? {}) as Readonly<Record<string, unknown>>,
        subject,
        now,
      ),
    );
  return {
    access: readings.flatMap(({ access }) => access),
    grants: readings.flatMap(({ grants }) => grants),
    ...(problem === undefined ? {} : { problem }),
  };
};
