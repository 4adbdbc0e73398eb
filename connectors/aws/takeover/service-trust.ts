import type { EdgeDetails } from '../../../src/takeover/edge-details.ts';
import type { Principal } from '../facts/inventory.ts';
import { absent, evaluateConditions, type KeyValue, known } from '../policy/condition.ts';
import type { Statement } from '../policy/document.ts';
import { describeClause, requestMeets, statementsFor } from '../policy/evaluate.ts';
import { requestContext } from '../policy/request-context.ts';
import { serviceCall } from '../policy/request-keys.ts';
import type { Asking } from './asking.ts';
import type { Trusts } from './parts.ts';

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

/** Resources of the account, and what stands for a part of their names. */
const resourceOf = (account: string, value: string): boolean => {
  const named = value.split(':')[4];
  return named === undefined || named === account || !/^\d{12}$/.test(named);
};

/** What the service's call carries; who controls the service's side chooses the rest. */
const carriedBy = ({ service, federated, newResource }: ServiceParty, account: string) =>
  new Map<string, KeyValue>([
    ...(federated ? [] : serviceCall),
    ['aws:sourceaccount', known(account)],
    [
      'aws:sourcearn',
      {
        is: 'chosen',
        fits: (values) =>
          values?.every((value) => resourceOf(account, value) && !(newResource && madeUp.test(value))) ??
          !newResource,
      },
    ],
    ['aws:principalisawsservice', known(String(!federated))],
    ['aws:principalservicename', federated ? absent : known(service)],
    ['aws:principalarn', absent],
  ]);

/**
 * Service principals may name a region, and end in `.cn` in China: it is the same service.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services-in-opt-in-regions
 */
const serviceName = (principal: string, partition: string): string =>
  (partition === 'aws-cn' ? principal.replace(/\.cn$/, '') : principal).replace(
    /\.[a-z]{2}(-[a-z]+)+-\d+\.amazonaws\.com$/,
    '.amazonaws.com',
  );

/**
 * Whether a service may act as a role for its own account: the statement that says so, and what it leaves open.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const serviceTrust = (
  parts: Asking & Trusts,
  role: Principal,
  index: number,
  party: ServiceParty,
): EdgeDetails | undefined => {
  if (role.trust === undefined) return undefined;
  const { service, federated } = party;
  const action = federated ? 'sts:assumerolewithwebidentity' : 'sts:assumerole';
  const document = parts.inventory.store.documents[role.trust]!;
  const isParty = ({ principals }: Statement): boolean => {
    if (principals === undefined) return false;
    const listed = federated
      ? principals.federated.some((provider) => provider.includes(service))
      : principals.everyone ||
        principals.service.some((name) => serviceName(name, role.partition) === service);
    return listed !== principals.not;
  };
  // Nearly all roles trust other services: nothing is worked out for them.
  const about = statementsFor(document, action).filter(isParty);
  if (!about.some(({ allow }) => allow)) return undefined;
  const facts = {
    now: parts.now,
    organizations: parts.guardrails.organizations,
    principal: undefined,
    account: role.account,
    target: role,
    resourceAccount: role.account,
  };
  const plain = requestContext(action, facts);
  const carried = carriedBy(party, role.account);
  if (!federated) {
    carried.set('aws:sourceorgid', plain('aws:resourceorgid'));
    carried.set('aws:sourceorgpaths', plain('aws:resourceorgpaths'));
  }
  const base = requestContext(action, { ...facts, more: carried });
  // Who runs the pods of a cluster runs them as any of its service accounts.
  // https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
  const context: typeof base = (key) =>
    federated && /oidc\.eks\..*:(sub|aud)$/.test(key) ? { is: 'chosen' } : base(key);
  const denies = about.filter(({ allow }) => !allow);
  if (denies.some((statement) => evaluateConditions(statement, context).met === 'yes')) return undefined;
  for (const statement of about) {
    if (!statement.allow) continue;
    const result = evaluateConditions(statement, context);
    if (result.met === 'no') continue;
    const entry = parts.trusts[index]!.findIndex(
      (trust) =>
        trust.statement === statement.index &&
        (trust.party === 'everyone' ||
          (federated
            ? trust.party === 'federated'
            : serviceName(trust.principal, role.partition) === service)),
    );
    return {
      ...(entry < 0 ? {} : { trustedBy: [entry] }),
      assumes: result.open.map((clause) => `${requestMeets}${describeClause(clause)}`),
      until: result.until,
    };
  }
  return undefined;
};
