import type { Finding } from './finding.ts';
import type { Identity } from './identity.ts';

/** What a control is about, where that is narrower than the rules that test it. Absent members say nothing. */
export interface ControlFocus {
  /** Kinds of credentials, as `Credential.kind`. */
  readonly credentials?: readonly string[];
  /** Kinds of records that the evidence is in: of grants, those that they are made of. */
  readonly records?: readonly string[];
  /** Natures of the identity. */
  readonly natures?: readonly Identity['nature']['is'][];
  /** Findings of low confidence show too little. */
  readonly sure?: true;
}

type Subject = Pick<Identity, 'credentials' | 'grants' | 'nature'>;

/** Whether an identity has anything that the control is about. */
export const hasSubject = ({ credentials, records, natures }: ControlFocus, identity: Subject): boolean =>
  (natures?.includes(identity.nature.is) ?? true) &&
  (credentials === undefined || identity.credentials.some(({ kind }) => credentials.includes(kind))) &&
  (records === undefined || identity.grants.some(({ source }) => records.includes(source.record)));

/**
 * Whether a finding at an identity stands against the control.
 * @param key of the hit: of findings about one credential, its id
 */
export const isInFocus = (
  { credentials, records, natures, sure }: ControlFocus,
  identity: Subject,
  {
    confidence,
    evidence,
    key,
  }: Pick<Finding, 'confidence' | 'evidence'> & { readonly key?: string | undefined },
): boolean => {
  const own = identity.credentials.filter(({ id }) => id === key);
  const meant = own.length > 0 ? own : identity.credentials;
  return (
    (natures?.includes(identity.nature.is) ?? true) &&
    (credentials === undefined || meant.some(({ kind }) => credentials.includes(kind))) &&
    (records === undefined || evidence.some(({ record }) => records.includes(record))) &&
    (sure !== true || confidence !== 'low')
  );
};
