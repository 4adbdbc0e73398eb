import type { Finding, Severity } from './finding.ts';
import { scopeOfEnd, severityRank } from './finding.ts';
import type { Identity } from './identity.ts';
import type { Provider } from './scope.ts';

/** What a report shows of a result. Members that are absent or empty let everything through. */
export interface Filter {
  /** This severity and above. */
  readonly severity?: Severity | undefined;
  /** Ids of rules. */
  readonly rules?: readonly string[] | undefined;
  /** Ids of scopes, those within them among them. */
  readonly scopes?: readonly string[] | undefined;
  readonly providers?: readonly Provider[] | undefined;
  readonly natures?: readonly Identity['nature']['is'][] | undefined;
}

const among = <T>(wanted: readonly T[] | undefined, value: T): boolean =>
  wanted === undefined || wanted.length === 0 || wanted.includes(value);

type Looked = Pick<Identity, 'scope' | 'provider' | 'nature'>;

/** Severity and rule are of findings, and let every identity through. */
export const letsIdentity = (
  { scopes, providers, natures }: Filter,
  { scope, provider, nature }: Looked,
): boolean => among(scopes, scope) && among(providers, provider) && among(natures, nature.is);

/** @param identityOf the identities of the estate; a finding of a scope is shown where one that it is about is */
export const letsFinding = (
  filter: Filter,
  { severity, rule, identity, about, scope }: Finding,
  identityOf: (id: string) => Looked | undefined,
): boolean => {
  if (filter.severity !== undefined && severityRank(severity) < severityRank(filter.severity)) return false;
  if (!among(filter.rules, rule)) return false;
  if (scopeOfEnd(identity) === undefined || about !== undefined) {
    const looked = (about ?? [identity]).map(identityOf).filter((each) => each !== undefined);
    if (looked.length > 0) return looked.some((each) => letsIdentity(filter, each));
  }
  return among(filter.scopes, scope);
};
