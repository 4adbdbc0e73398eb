import type { FactRef } from '../../../src/model/evidence.ts';
import type { AcceptedToken } from '../../../src/model/federation.ts';
import type { Identity } from '../../../src/model/identity.ts';
import type { RemedyWorld, TrustChange } from '../../../src/model/remedy.ts';
import type { Trust } from '../../../src/model/trust.ts';
import { oneOrMany, textsOf, type WrittenDocument, type WrittenStatement } from '../policy/written.ts';

/**
 * Trust policies with something changed: the whole document, because that is what AWS takes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Principals = Readonly<Record<string, readonly string[]>>;
const principalsOf = (statement: WrittenStatement): Principals => {
  const written = statement.Principal;
  if (!isRecord(written)) return { AWS: ['*'] };
  return Object.fromEntries(Object.entries(written).map(([kind, values]) => [kind, textsOf(values)]));
};
const writtenPrincipals = (principals: Principals): unknown =>
  Object.fromEntries(
    Object.entries(principals).flatMap(([kind, values]) =>
      values.length === 0 ? [] : [[kind, oneOrMany(values)]],
    ),
  );

/** Whether an entry is the one that a trust is about: accounts have three spellings. */
const isEntry = (entry: string, principal: string): boolean =>
  entry === principal || /^arn:[^:]+:iam::(\d{12}):root$/.exec(entry)?.[1] === principal;

/** A statement in two: what is about some principals, and the rest of it; either may be missing. */
const split = (
  statement: WrittenStatement,
  isMeant: (entry: string) => boolean,
): { readonly meant: Principals | undefined; readonly rest: WrittenStatement | undefined } => {
  const principals = principalsOf(statement);
  const of = (wanted: boolean): Principals =>
    Object.fromEntries(
      Object.entries(principals).map(([kind, values]) => [
        kind,
        values.filter((entry) => isMeant(entry) === wanted),
      ]),
    );
  const some = (some: Principals): boolean => Object.values(some).some(({ length }) => length > 0);
  const [meant, rest] = [of(true), of(false)];
  return {
    meant: some(meant) ? meant : undefined,
    rest: some(rest) ? { ...statement, Principal: writtenPrincipals(rest) } : undefined,
  };
};

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const conditionsOf = ({ Condition }: WrittenStatement): Conditions =>
  isRecord(Condition) ? (Condition as Conditions) : {};

const without = (conditions: Conditions, keys: readonly string[]): Conditions => {
  const lower = new Set(keys.map((key) => key.toLowerCase()));
  return Object.fromEntries(
    Object.entries(conditions).flatMap(([operator, block]) => {
      const kept = Object.entries(block).filter(([key]) => !lower.has(key.toLowerCase()));
      return kept.length === 0 ? [] : [[operator, Object.fromEntries(kept)]];
    }),
  );
};

const withMore = (conditions: Conditions, more: Conditions): Conditions => {
  const joined = new Map(Object.entries(conditions));
  for (const [operator, block] of Object.entries(more)) {
    if (Object.keys(block).length > 0) joined.set(operator, { ...joined.get(operator), ...block });
  }
  return Object.fromEntries(joined);
};

const issuerOf = (principal: string): string =>
  principal.replace(/^arn:[^:]*:iam::\d*:oidc-provider\//i, '').replace(/\/+$/, '');

/** More are no list that anybody reviews. */
const mostSubjects = 10;

/** Subjects of those who use it: those whose code names the role, else those whose code names no role at all. */
const subjectsOf = (tokens: readonly AcceptedToken[]): readonly string[] => {
  const named = tokens.filter((token) => token.named === true);
  const users = named.length > 0 ? named : tokens.filter((token) => token.named === undefined);
  const used = [...new Set(users.flatMap(({ claims }) => claims.sub?.like ?? []))].sort();
  // What a pattern lets in anyway need not be named beside it.
  const subjects = used.filter(
    (subject) =>
      !used.some(
        (other) => other !== subject && other.endsWith('*') && subject.startsWith(other.slice(0, -1)),
      ),
  );
  return subjects.length > mostSubjects ? [] : subjects;
};

/** Whether what uses it has no single subject: its workflows run on all branches, say. */
export const usesPatterns = (
  identity: Identity,
  trusts: readonly Trust[],
  { tokensFor }: RemedyWorld,
): boolean =>
  trusts.some((trust) => subjectsOf(tokensFor(identity, trust)).some((subject) => subject.includes('*')));

/** https://github.com/aws-actions/configure-aws-credentials: what it asks for where nobody says another one. */
const usualAudience: Readonly<Record<string, string>> = {
  'token.actions.githubusercontent.com': 'sts.amazonaws.com',
};

const audienceOf = (trust: Trust, issuer: string): readonly string[] => {
  const asked = (trust.accepts?.tests ?? [])
    .filter(
      ({ claim, negated, operator, ifExists }) =>
        claim === 'aud' && !negated && !ifExists && operator === 'equals',
    )
    .flatMap(({ values }) => values);
  if (asked.length > 0) return asked;
  return [
    Object.hasOwn(usualAudience, issuer.toLowerCase()) ? usualAudience[issuer.toLowerCase()]! : 'AUDIENCE',
  ];
};

/** For some subjects only. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html */
const forSubjects = (trust: Trust, before: Conditions, subjects: readonly string[]): Conditions => {
  const issuer = issuerOf(trust.principal);
  const [sub, aud] = [`${issuer}:sub`, `${issuer}:aud`];
  const wanted = subjects.length === 0 ? ['SUBJECT'] : subjects;
  const hasPattern = wanted.some((subject) => subject.includes('*'));
  return withMore(without(before, [sub, aud]), {
    StringEquals: {
      [aud]: oneOrMany(audienceOf(trust, issuer)),
      ...(hasPattern ? {} : { [sub]: oneOrMany(wanted) }),
    },
    StringLike: hasPattern ? { [sub]: oneOrMany(wanted) } : {},
  });
};

/** What the documentation of the service asks for. https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html */
const limits = (account: string): Readonly<Record<'source' | 'issuer' | 'subject', Conditions>> => ({
  source: { StringEquals: { 'aws:SourceAccount': account } },
  issuer: { ArnEquals: { 'aws:SourceArn': 'TRUST_ANCHOR_ARN' } },
  subject: { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'CERTIFICATE_NAME' } },
});

interface Change {
  readonly principals: Principals;
  readonly conditions: Conditions;
}

/** What becomes of one entry; undefined: it goes. */
const changes: Readonly<
  Record<
    TrustChange,
    (was: Change, trust: Trust, identity: Identity, world: RemedyWorld) => Change | undefined
  >
> = {
  removed: () => undefined,
  'to-subjects': ({ principals, conditions }, trust, identity, { tokensFor }) => ({
    principals,
    conditions: forSubjects(trust, conditions, subjectsOf(tokensFor(identity, trust))),
  }),
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
  'to-agreement': ({ principals, conditions }, { party }) => ({
    principals: party === 'everyone' ? { AWS: ['TRUSTED_ROLE_ARN'] } : principals,
    conditions: withMore(conditions, { StringEquals: { 'sts:ExternalId': 'EXTERNAL_ID' } }),
  }),
  'to-own-resources': ({ principals, conditions }, { openEnds = [] }, { scope }) => ({
    principals,
    conditions: openEnds.reduce((all, { of }) => withMore(all, limits(scope)[of]), conditions),
  }),
};

const positionOf = ({ pointer = '' }: FactRef): number =>
  Number(/\/Statement\/(\d+)$/.exec(pointer)?.[1] ?? 0);

/** A trust policy has to hold something: this one lets nobody in. */
const nobody: WrittenStatement = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };

const changed = (
  document: WrittenDocument,
  position: number,
  isMeant: (entry: string) => boolean,
  change: (was: Change) => Change | undefined,
): WrittenDocument => {
  const Statement = document.Statement.flatMap((statement, index): readonly WrittenStatement[] => {
    if (index !== position) return [statement];
    const { meant, rest } = split(statement, isMeant);
    if (meant === undefined) return [statement];
    const after = change({ principals: meant, conditions: conditionsOf(statement) });
    const { Condition: _, NotPrincipal: __, ...same } = statement;
    return [
      ...(rest === undefined ? [] : [rest]),
      ...(after === undefined
        ? []
        : [
            {
              ...same,
              Principal: writtenPrincipals(after.principals),
              ...(Object.keys(after.conditions).length === 0 ? {} : { Condition: after.conditions }),
            },
          ]),
    ];
  });
  return {
    // Variables are never in what is added; the newer version reads the rest as it was meant.
    Version: document.Version,
    Statement: Statement.length === 0 ? [nobody] : Statement,
  };
};

/** The trust policy of an identity after a change of some of its entries. Undefined: its text is not known. */
export const changedTrust = (
  identity: Identity,
  trusts: readonly Trust[],
  change: TrustChange,
  world: RemedyWorld,
): WrittenDocument | undefined => {
  const [first] = trusts;
  let document = first && (world.documentAt(first.source) as WrittenDocument | undefined);
  if (document === undefined) return undefined;
  // From the last statement up: those before keep their positions.
  for (const trust of trusts.toSorted((a, b) => positionOf(b.source) - positionOf(a.source))) {
    document = changed(
      document,
      positionOf(trust.source),
      (entry) => isEntry(entry, trust.principal),
      (was) => changes[change](was, trust, identity, world),
    );
  }
  return document;
};

/**
 * The trust policy without what lets somebody in who takes a step: the entry goes where it names nobody else; tokens are let in
 * of the others alone. Undefined: the entry is for many, and what they may do is where to begin.
 */
export const withoutPrincipal = (
  target: Identity,
  places: readonly FactRef[],
  world: RemedyWorld,
  origin: Identity,
): WrittenDocument | undefined => {
  const pointers = new Set(places.map(({ pointer }) => pointer));
  const trusts = target.trusts.filter(({ source }) => pointers.has(source.pointer));
  const named = trusts.filter(({ principal }) => principal === origin.id);
  if (named.length > 0) return changedTrust(target, named, 'removed', world);
  const federated = trusts.filter(({ accepts }) => accepts !== undefined);
  if (federated.length === 0) return undefined;
  return changedTrust(target, federated, 'to-subjects', {
    ...world,
    tokensFor: (identity, trust) =>
      world.tokensFor(identity, trust).filter((token) => token.identity !== origin.id),
  });
};
