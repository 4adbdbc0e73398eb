import type { FactRef } from '../../../src/model/evidence.ts';
import type { Mechanism, NarrowedParty, Trust, TrustedParty } from '../../../src/model/trust.ts';
import { arnParts, type Inventory, type Principal } from '../facts/inventory.ts';
import type { PolicyDocument, Statement } from '../policy/document.ts';
import { acceptanceOf } from './federation.ts';
import { conditionsInTrust, narrowedTo } from './trust-conditions.ts';
import { openEndsOf } from './trusted-services.ts';

/**
 * Trust policies: who may become a role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export interface TrustedPrincipal {
  readonly party: TrustedParty;
  /** As written, or for an account in any of its three spellings its id. */
  readonly principal: string;
  /** Of the trusted account or of the identity's account. */
  readonly account: string | undefined;
}

const uniqueId = /^A(IDA|ROA|GPA|SIA|KIA|IPA|NPA)[A-Z0-9]+$/;

const readAwsPrincipal = (text: string): TrustedPrincipal => {
  if (/^\d{12}$/.test(text)) return { party: 'scope', principal: text, account: text };
  if (uniqueId.test(text)) return { party: 'deleted', principal: text, account: undefined };
  const { account, resource } = arnParts(text);
  if (resource === 'root') return { party: 'scope', principal: account, account };
  return { party: 'identity', principal: text, account };
};

/** All parties that a statement names; `NotPrincipal` with Allow lets everyone else in. */
export const trustedBy = (statement: Statement): readonly TrustedPrincipal[] => {
  const element = statement.principals;
  if (element === undefined) return [];
  if (element.everyone || element.not) return [{ party: 'everyone', principal: '*', account: undefined }];
  return [
    ...element.aws.map(readAwsPrincipal),
    ...element.service.map(
      (principal): TrustedPrincipal => ({ party: 'service', principal, account: undefined }),
    ),
    ...element.federated.map(
      (principal): TrustedPrincipal => ({ party: 'federated', principal, account: undefined }),
    ),
  ];
};

const mechanisms: readonly (readonly [string, Mechanism])[] = [
  ['sts:assumerole', 'assume'],
  ['sts:assumerolewithsaml', 'federate'],
  ['sts:assumerolewithwebidentity', 'federate'],
];

/** Pointer to a statement; a document may hold one statement instead of a list. */
export const statementPointer = ({ single }: PolicyDocument, base: string, index: number): string =>
  single ? `${base}/Statement` : `${base}/Statement/${index}`;

export interface RoleTrust extends Trust {
  /** Position of the statement in the trust policy: several entries may share one. */
  readonly statement: number;
}

/** An entry without its place, which differs from role to role. */
interface SharedTrust {
  readonly trust: Omit<RoleTrust, 'source'>;
  readonly pointer: string;
}

const sharedTrustsOf = (
  document: PolicyDocument,
  inventory: Inventory,
  knownAccounts: ReadonlySet<string>,
  now: number,
): readonly SharedTrust[] => {
  const external = (account: string | undefined): Trust['external'] => {
    if (account === undefined) return 'unknown';
    if (knownAccounts.has(account)) return 'no';
    // Without the organisation's list of accounts nobody can say whose an account is.
    return inventory.organizations.size === 0 ? 'unknown' : 'yes';
  };
  return document.statements.flatMap((statement) => {
    if (!statement.allow) return [];
    const mechanism = mechanisms.find(([action]) => statement.actions.includes(action))?.[1];
    if (mechanism === undefined) return [];
    const pointer = statementPointer(document, '/AssumeRolePolicyDocument', statement.index);
    return trustedBy(statement).map(({ party, principal, account }): SharedTrust => {
      const where = party === 'federated' || party === 'service' ? undefined : account;
      const conditions = conditionsInTrust(document, statement, { party, principal, account }, now);
      const only = narrowedTo(conditions, party, where).map(
        (narrowed): NarrowedParty => ({
          ...narrowed,
          external: narrowed.scope === undefined ? 'no' : external(narrowed.scope),
        }),
      );
      const openEnds = party === 'service' ? openEndsOf(principal, conditions) : [];
      const accepts = party === 'federated' ? acceptanceOf(statement, document, principal, now) : undefined;
      return {
        trust: {
          mechanism: party === 'service' ? 'pass-to-service' : party === 'federated' ? 'federate' : mechanism,
          party,
          principal,
          external:
            party === 'everyone' || party === 'federated'
              ? 'yes'
              : party === 'service'
                ? 'no'
                : external(account),
          ...(where === undefined ? {} : { scope: where }),
          conditions,
          ...(only.length === 0 ? {} : { only }),
          ...(openEnds.length === 0 ? {} : { openEnds }),
          ...(accepts === undefined ? {} : { accepts }),
          statement: statement.index,
        },
        pointer,
      };
    });
  });
};

const none: readonly RoleTrust[] = [];

/** What a role's trust policy says, one entry for each allowing statement and party. */
export const createTrustReader = (
  inventory: Inventory,
  knownAccounts: ReadonlySet<string>,
  now: number,
): ((role: Principal) => readonly RoleTrust[]) => {
  // Most roles share their trust policy with others: read once for all of them.
  const byDocument = new Map<number, readonly SharedTrust[]>();
  return ({ trust: document, arn }) => {
    if (document === undefined) return none;
    let shared = byDocument.get(document);
    if (shared === undefined) {
      shared = sharedTrustsOf(inventory.store.documents[document]!, inventory, knownAccounts, now);
      byDocument.set(document, shared);
    }
    let source: FactRef | undefined;
    return shared.map(({ trust, pointer }): RoleTrust => {
      if (source?.pointer !== pointer) source = { record: 'aws.role', id: arn, pointer };
      return { ...trust, source };
    });
  };
};
