import { requestContext } from '../context.ts';
import type { Principal } from '../inventory.ts';
import { absent, evaluateConditions, type KeyValue, known } from '../policy/condition.ts';
import type { Statement } from '../policy/document.ts';
import { describeClause, requestMeets, statementsFor } from '../policy/evaluate.ts';
import type { Build } from './build.ts';
import type { EdgeDetails } from './graph-builder.ts';

/** Whom a role has to let in. */
export interface ServiceParty {
  /** A service principal; or part of an identity provider's name: the role is then assumed with a token of it. */
  readonly service: string;
  readonly federated: boolean;
  /** The service acts for a resource that is new, so that no policy can name it. */
  readonly newResource: boolean;
}

/** A name that AWS makes up: a policy that names one does not mean a new resource. */
const madeUp = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What the service's call carries; who controls the service's side chooses the rest. */
const carriedBy = ({ service, federated, newResource }: ServiceParty, account: string) =>
  new Map<string, KeyValue>([
    ['aws:sourceaccount', known(account)],
    [
      'aws:sourcearn',
      newResource
        ? { is: 'chosen', fits: (values) => values?.every((value) => !madeUp.test(value)) ?? false }
        : { is: 'chosen' },
    ],
    ['aws:principalisawsservice', known(String(!federated))],
    ['aws:principalservicename', federated ? absent : known(service)],
    ['aws:principalarn', absent],
  ]);

/**
 * Whether a service may act as a role for its own account: the statement that says so, and what it leaves open.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const serviceTrust = (
  build: Build,
  role: Principal,
  index: number,
  party: ServiceParty,
): EdgeDetails | undefined => {
  if (role.trust === undefined) return undefined;
  const { service, federated } = party;
  const action = federated ? 'sts:assumerolewithwebidentity' : 'sts:assumerole';
  const document = build.inventory.store.documents[role.trust]!;
  const base = requestContext(action, {
    now: build.now,
    organization: build.guardrails.organization,
    principal: undefined,
    account: role.account,
    target: role,
    resourceAccount: role.account,
    more: carriedBy(party, role.account),
  });
  // Who runs the pods of a cluster runs them as any of its service accounts.
  // https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
  const context: typeof base = (key) =>
    federated && /oidc\.eks\..*:(sub|aud)$/.test(key) ? { is: 'chosen' } : base(key);
  const isParty = ({ principals }: Statement): boolean => {
    if (principals === undefined) return false;
    const listed = federated
      ? principals.federated.some((provider) => provider.includes(service))
      : principals.everyone || principals.service.includes(service);
    return listed !== principals.not;
  };
  const denies = statementsFor(document, action).filter(
    (statement) => !statement.allow && isParty(statement),
  );
  if (denies.some((statement) => evaluateConditions(statement, context).met === 'yes')) return undefined;
  for (const statement of statementsFor(document, action)) {
    if (!statement.allow || !isParty(statement)) continue;
    const result = evaluateConditions(statement, context);
    if (result.met === 'no') continue;
    const entry = build.trusts[index]!.findIndex(
      (trust) =>
        trust.statement === statement.index &&
        (trust.party === 'everyone' ||
          (federated ? trust.party === 'federated' : trust.principal === service)),
    );
    return {
      ...(entry < 0 ? {} : { trustedBy: [entry] }),
      assumes: result.open.map((clause) => `${requestMeets}${describeClause(clause)}`),
      until: result.until,
    };
  }
  return undefined;
};
