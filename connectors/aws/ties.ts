import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import type { TargetTies, TieReader, Ties } from '../connector.ts';
import { trustedBy } from './identities/trust.ts';
import { evaluateConditions } from './policy/condition.ts';
import type { Clause, PolicyDocument, Statement } from './policy/document.ts';
import { requestContext } from './policy/request-context.ts';
import { createPolicyStore } from './policy/store.ts';

/** Ids of accounts and organisations, wherever they stand; and buckets, whose ARNs tell no account. */
const names: readonly RegExp[] = [
  /(?<!\d)\d{12}(?!\d)/g,
  /(?<![a-z0-9])o-[a-z0-9]{4,32}(?![a-z0-9])/g,
  /arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,62}/g,
];

const mentions = (text: string, found: Set<string>): void => {
  for (const name of names) for (const [each] of text.matchAll(name)) found.add(each);
};

/** Deep enough for whatever is read as a policy; the readers of facts refuse what nests deeper. */
const deepest = 100;

/** Texts may be policies, as they are or percent-encoded, and those may write characters by their numbers. */
const addMentions = (value: unknown, found: Set<string>, depth = 0): void => {
  if (depth > deepest) return;
  if (typeof value === 'string') {
    mentions(value, found);
    const decoded = value.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (decoded !== value) mentions(decoded, found);
    if (decoded.includes('\\u')) mentions(decoded.replaceAll(/\\+u([0-9a-f]{4})/gi, unicode), found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      mentions(key, found);
      addMentions(each, found, depth + 1);
    }
  }
};
const unicode = (_: string, hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

/** Who asks by these is one account, which the values name. */
const callerKeys = new Set(['aws:principalaccount', 'aws:principalarn', 'kms:calleraccount']);
const literalAccount = /^(?:arn:[^:*?$]*:(?:iam|sts):[^:*?$]*:)?\d{12}(?::|$)/;
const organizationKeys = new Set(['aws:principalorgid', 'aws:principalorgpaths']);
const literalOrganization = /^(o-[a-z0-9]{4,32})(?:\/|$)/;
/** Keys that say the same of every caller. */
const sameForAll =
  /^aws:(?:source(?:account|arn|owner|orgid|orgpaths)|viaawsservice|principalisawsservice|principalservicename|currenttime|epochtime)$/;
const positive = new Set(['stringequals', 'stringlike', 'arnequals', 'arnlike']);

const stranger = '000000000000';

const isMetByStrangers = (statement: Statement): boolean => {
  const conditions = statement.conditions.filter(({ key }) => sameForAll.test(key));
  const context = requestContext('sts:assumerole', {
    now: new Date(0).toISOString(),
    organizations: { all: [], of: nothing, listedIn: nothing, isManagement: () => false, pathOf: nothing },
    principal: undefined,
    account: stranger,
    resourceAccount: stranger,
  });
  // What has ended by its date is open here: the clock of the estate is not known yet.
  const timeless = conditions.filter(({ key }) => !key.endsWith('time'));
  return evaluateConditions({ ...statement, conditions: timeless }, context).met !== 'no';
};
const nothing = (): undefined => undefined;

/** Wholes that a clause limits callers to; empty: none but who is named. Undefined: it may let anybody through. */
const limitedTo = ({
  operator,
  key,
  ifExists,
  quantifier,
  values,
}: Clause): readonly string[] | undefined => {
  if (!positive.has(operator) || ifExists || quantifier === 'all') return undefined;
  if (callerKeys.has(key)) return values.every((value) => literalAccount.test(value)) ? [] : undefined;
  if (!organizationKeys.has(key)) return undefined;
  const found = values.map((value) => literalOrganization.exec(value)?.[1]);
  return found.every((id) => id !== undefined) ? found : undefined;
};

/** What of a document lets everybody in. Who is named is found by the names. */
const openStatements = ({ statements }: PolicyDocument): TargetTies['open'] =>
  statements.flatMap((statement) => {
    if (!statement.allow || !trustedBy(statement).some(({ party }) => party === 'everyone')) return [];
    if (!isMetByStrangers(statement)) return [];
    const limits = statement.conditions.flatMap((clause) => {
      const limit = limitedTo(clause);
      return limit === undefined ? [] : [limit];
    });
    return limits.some((limit) => limit.length === 0) ? [] : [limits];
  });

/** Members of a record that say who may use what it is about. */
const documents: Readonly<Record<string, string>> = {
  'aws.role': 'AssumeRolePolicyDocument',
  'aws.resource-policy': 'PolicyDocument',
};

interface Listed {
  readonly Id: string;
  readonly MasterAccountId?: string;
}

const awsTieReader = (): TieReader => {
  const own = new Set<string>();
  const named = new Set<string>();
  const open: (readonly (readonly string[])[])[] = [];
  const managing = new Map<string, string>();
  const accounts = new Set<string>();
  let store = createPolicyStore();
  let read = 0;
  return {
    add: ({ record, scope, id, data }: SnapshotRecord): void => {
      addMentions([scope, id, data], named);
      const member = Object.hasOwn(documents, record) ? documents[record] : undefined;
      if (member !== undefined) {
        // Documents are remembered by the store: not those of a whole estate.
        if (++read % 1000 === 0) store = createPolicyStore();
        const document = (data as Readonly<Record<string, unknown>>)[member];
        if (document !== undefined) open.push(...openStatements(store.read(document)));
      }
      if (record === 'aws.resource-policy' && /^arn:[^:]*:s3:::/.test(id)) own.add(id);
      if (record === 'aws.account') accounts.add((data as Listed).Id);
      if (record === 'aws.organization') {
        const { Id, MasterAccountId } = data as Listed;
        own.add(Id);
        if (MasterAccountId !== undefined) managing.set(Id, MasterAccountId);
      }
    },
    finish: () => ({
      own,
      named,
      open,
      // A list of accounts always has the management account in it.
      whole: new Set([...managing].flatMap(([id, account]) => (accounts.has(account) ? [id] : []))),
    }),
  };
};

/**
 * Accounts are joined by naming each other: in trust policies and policies of resources, in ARNs that somebody may use, and by
 * the list of accounts of an organisation. What lets everybody in joins all there are. Which organisations there are bears on
 * everybody: whether an account is an outsider's, and whom `aws:PrincipalOrgID` lets in.
 */
export const awsTies: Ties = {
  toAll: new Set(['aws.organization', 'aws.account']),
  reader: awsTieReader,
};
