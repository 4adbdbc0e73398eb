import { jsonText } from '../../../src/model/command-line.ts';
import type { Grant } from '../../../src/model/grant.ts';
import type { Identity } from '../../../src/model/identity.ts';
import { endTime, type Filled, type Narrowed, type RemedyWorld } from '../../../src/model/remedy.ts';
import { matchesAction } from '../policy/wildcard.ts';
import { oneOrMany, textsOf, type WrittenDocument, type WrittenStatement } from '../policy/written.ts';
import { usedActions } from './task-policy.ts';
import { usedStatements } from './used-statements.ts';

/** Policies whose wildcards are replaced by what was used, every other statement kept. */

/** `*`, or an ARN that names no resource of its own. */
const anyResource = /^(?:\*+|arn:[^:]*:[^:]*:[^:]*:[^:]*:[*?/:]*\*)$/;

/** No action of AWS is called that: a pattern that lets it through lets all of a service through. */
const unheardOf = 'zz-none-of-these';

/** Whether a pattern takes in every action of one of the services. */
const isWide = (pattern: string, services: readonly string[]): boolean =>
  services.some((service) => matchesAction(pattern, `${service}:${unheardOf}`));

/** Statements in place of one whose patterns are too wide. Undefined: it is none of those. */
const inPlaceOf = (
  statement: WrittenStatement,
  services: readonly string[],
  identity: Identity,
  until: boolean,
): readonly WrittenStatement[] | undefined => {
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  if (Effect !== 'Allow') return undefined;
  if (NotResource === undefined && !textsOf(Resource).some((each) => anyResource.test(each)))
    return undefined;
  const all = textsOf(Action);
  const excluded = textsOf(NotAction);
  const gives = (action: string): boolean =>
    Action === undefined
      ? !excluded.some((pattern) => matchesAction(pattern, action))
      : wide.some((pattern) => matchesAction(pattern, action));
  const wide = all.filter((pattern) => isWide(pattern, services));
  const isOpen =
    Action === undefined ? services.some((service) => gives(`${service}:${unheardOf}`)) : wide.length > 0;
  if (!isOpen) return undefined;
  const kept = all.filter((pattern) => !wide.includes(pattern));
  const used = usedActions(identity).filter(gives);
  const narrow: readonly WrittenStatement[] =
    used.length > 0
      ? usedStatements(identity, used)
      : identity.serviceLastUsed === undefined
        ? [{ Effect: 'Allow', Action: 'ACTIONS_OF_THE_TASK', Resource: '*' }]
        : [];
  const ends = until ? { DateLessThan: { 'aws:CurrentTime': endTime } } : {};
  const before = (Condition ?? {}) as Readonly<Record<string, object>>;
  const condition: Readonly<Record<string, object>> = {
    ...before,
    ...Object.fromEntries(
      Object.entries(ends).map(([operator, keys]) => [operator, { ...before[operator], ...keys }]),
    ),
  };
  return [
    ...(kept.length === 0 ? [] : [{ ...statement, Action: oneOrMany(kept) }]),
    ...narrow.map(
      ({ Action: actions, Resource: on }, index): WrittenStatement => ({
        ...(Sid === undefined || kept.length > 0 || index > 0 ? {} : { Sid }),
        Effect: 'Allow',
        Action: oneOrMany(textsOf(actions)),
        Resource: on === '*' ? 'RESOURCES_OF_THE_TASK' : on,
        ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
      }),
    ),
  ];
};

/** The whole document, and whether anything of it had to change. Undefined: nobody has its text. */
const narrowedDocument = (
  grant: Grant,
  services: readonly string[],
  identity: Identity,
  until: boolean,
  world: RemedyWorld,
): { readonly statements: readonly WrittenStatement[]; readonly changed: boolean } | undefined => {
  const document = world.documentAt(grant.source) as Partial<WrittenDocument> | undefined;
  if (document?.Statement === undefined) return undefined;
  const parts = document.Statement.map((each) => inPlaceOf(each, services, identity, until) ?? each);
  return { statements: parts.flat(), changed: parts.some((each) => Array.isArray(each)) };
};

/** An id of a statement stands once in a policy. */
const withoutSameIds = (statements: readonly WrittenStatement[]): readonly WrittenStatement[] => {
  const seen = new Set<unknown>();
  return statements.map((statement) => {
    const { Sid, ...rest } = statement;
    if (Sid === undefined || seen.has(Sid)) return rest;
    seen.add(Sid);
    return statement;
  });
};

/**
 * Characters that all inline policies of a holder may have together.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const longest: Readonly<Record<string, number>> = { user: 2048, role: 10_240 };

const policyOf = (Statement: readonly WrittenStatement[]): string =>
  jsonText({ Version: '2012-10-17', Statement: withoutSameIds(Statement) });

/** What IAM tells of last uses leaves out what is done with data. */
const managementOnly: Filled = {
  template:
    '# The actions are those that were seen in use. IAM tells of management actions only, so that s3:GetObject and the like may be missing: add those that the task needs.',
  values: {},
};

/**
 * Its policies with what was used in place of their wildcards: inline policies where they are, all others as one inline
 * policy, after which they can be withdrawn.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * @param services prefixes of actions
 * @param until what is narrowed ends at `endTime`
 */
export const narrowed = (
  identity: Identity,
  grants: readonly Grant[],
  { services, until }: { readonly services: readonly string[]; readonly until: boolean },
  world: RemedyWorld,
): Narrowed | undefined => {
  const { kind } = identity;
  if ((kind !== 'user' && kind !== 'role') || grants.length === 0) return undefined;
  const isOwn = ({ via, source }: Grant): boolean => via === 'inline' && source.id === identity.id;
  // Who leaves a group loses all that it gives.
  const groups = new Set(grants.map(({ via }) => via).filter((via) => via.startsWith('group ')));
  const further = identity.grants.filter((grant) => groups.has(grant.via) && !grants.includes(grant));
  const known = [...grants, ...further].flatMap((grant) => {
    const document = narrowedDocument(grant, services, identity, until, world);
    return document === undefined ? [] : [{ grant, ...document }];
  });
  if (known.length < grants.length + further.length) return undefined;
  if (!known.slice(0, grants.length).every(({ changed }) => changed)) return undefined;
  const put = `aws iam put-${kind}-policy --${kind}-name {name} --policy-name {policy} --policy-document {document}`;
  const own = known.filter(({ grant }) => isOwn(grant));
  const moved = known.filter(({ grant }) => !isOwn(grant)).flatMap(({ statements }) => statements);
  const copy = policyOf(moved);
  if (copy.length > longest[kind]!) return undefined;
  const lines: readonly Filled[] = [
    ...(moved.length === 0 ? [] : [{ template: put, values: { policy: 'nhi-audit-task', document: copy } }]),
    ...own.map(
      ({ grant, statements }): Filled =>
        statements.length === 0
          ? {
              template: `aws iam delete-${kind}-policy --${kind}-name {name} --policy-name {policy}`,
              values: { policy: grant.name },
            }
          : { template: put, values: { policy: grant.name, document: policyOf(statements) } },
    ),
  ];
  const tells = usedActions(identity).length > 0 && lines.some(({ values }) => values.document !== undefined);
  return {
    lines: tells ? [...lines, managementOnly] : lines,
    withdrawn: grants.filter((grant) => !isOwn(grant)),
  };
};
