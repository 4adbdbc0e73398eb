import type { FactRef } from './evidence.ts';
import type { Finding } from './finding.ts';
import type { Grant } from './grant.ts';
import type { Identity } from './identity.ts';

/** What a control is about, where that is narrower than the rules that test it. Absent members say nothing. */
export interface ControlFocus {
  /** Kinds of credentials, as `Credential.kind`. */
  readonly credentials?: readonly string[];
  /** Kinds of records that the evidence is in: of grants, those that they are made of. */
  readonly records?: readonly string[];
  /** Natures of the identity. */
  readonly natures?: readonly Identity['nature']['is'][];
  /** Kinds of the identity. */
  readonly kinds?: readonly string[];
  /** Names of the grants that the evidence is. */
  readonly grants?: RegExp;
  /** The evidence is a grant of every action on everything. */
  readonly everything?: true;
  /** The evidence is a grant whose text the provider does not maintain. */
  readonly custom?: true;
  /** The evidence is a trust in everybody. */
  readonly everyone?: true;
  /** Days since the credential was made that the finding is about: a younger one, or one of unknown age, does not show it. */
  readonly olderThan?: number;
  /** Findings of low confidence show too little. */
  readonly sure?: true;
}

type Subject = Pick<Identity, 'credentials' | 'grants' | 'kind' | 'nature' | 'trusts'>;

/** An estate's services are dozens at least: fewer are what one service is made of. */
const manyServices = 30;

const givesEverything = ({ privileges }: Grant): boolean =>
  privileges.length >= manyServices && privileges.every(({ full, breadth }) => full && breadth === 1);

const isAt =
  (evidence: readonly FactRef[]) =>
  ({ source }: { readonly source: FactRef }): boolean =>
    evidence.some(
      ({ record, id, pointer }) => record === source.record && id === source.id && pointer === source.pointer,
    );

const day = 86_400_000;

/** Whether an identity has anything that the control is about. */
export const hasSubject = (
  { credentials, records, natures, kinds }: ControlFocus,
  identity: Subject,
): boolean =>
  (natures?.includes(identity.nature.is) ?? true) &&
  (kinds?.includes(identity.kind) ?? true) &&
  (credentials === undefined || identity.credentials.some(({ kind }) => credentials.includes(kind))) &&
  (records === undefined || identity.grants.some(({ source }) => records.includes(source.record)));

/**
 * Whether a finding at an identity stands against the control.
 * @param key of the hit: of findings about one credential, its id
 */
export const isInFocus = (
  focus: ControlFocus,
  identity: Subject,
  {
    confidence,
    evidence,
    key,
    now,
  }: Pick<Finding, 'confidence' | 'evidence'> & {
    readonly key?: string | undefined;
    /** Milliseconds since 1970. */
    readonly now: number;
  },
): boolean => {
  const { credentials, records, grants, everything, custom, everyone, olderThan, sure } = focus;
  const own = identity.credentials.filter(({ id }) => id === key);
  const meant = own.length > 0 ? own : identity.credentials;
  const shown = isAt(evidence);
  const isMeant = (grant: Grant): boolean =>
    (grants?.test(grant.name) ?? true) &&
    (everything !== true || givesEverything(grant)) &&
    (custom !== true || !grant.providerManaged) &&
    shown(grant);
  const asksGrant = grants !== undefined || everything === true || custom === true;
  return (
    (focus.natures?.includes(identity.nature.is) ?? true) &&
    (focus.kinds?.includes(identity.kind) ?? true) &&
    (credentials === undefined || meant.some(({ kind }) => credentials.includes(kind))) &&
    (records === undefined || evidence.some(({ record }) => records.includes(record))) &&
    (!asksGrant || identity.grants.some(isMeant)) &&
    (everyone !== true || identity.trusts.some((trust) => trust.party === 'everyone' && shown(trust))) &&
    (olderThan === undefined ||
      own.length === 0 ||
      own.some(
        ({ createdAt }) => createdAt !== undefined && now - Date.parse(createdAt) > olderThan * day,
      )) &&
    (sure !== true || confidence !== 'low')
  );
};
