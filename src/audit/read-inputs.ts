import type { CoverageStatus, InputKind } from '../model/coverage.ts';
import type { Estate } from '../model/estate.ts';
import type { Identity } from '../model/identity.ts';
import { withParents } from '../model/scope.ts';
import { inputWithout } from './assessments.ts';

/** What was read of an identity, and what may be there beside it. */

/** What the provider shows to nobody is named where it is so: `Identity.credentialsUnseen`. */
const missed: ReadonlySet<CoverageStatus> = new Set(['denied']);

/** Whether inputs were read in full in a scope, or for all of what holds it; each asked once. */
export const readIn = ({ scopes, coverage }: Estate): ((scope: string) => (input: InputKind) => boolean) => {
  const parentsOf = withParents(scopes);
  const byScope = Map.groupBy(coverage, ({ scope }) => scope);
  const known = new Map<string, (input: InputKind) => boolean>();
  return (scope) => {
    let isRead = known.get(scope);
    if (isRead === undefined) {
      const entries = ['*', ...parentsOf(scope)].flatMap((id) => byScope.get(id) ?? []);
      const answers = new Map<InputKind, boolean>();
      isRead = (input) => {
        const before = answers.get(input) ?? inputWithout(input, entries, { missed }).status === 'assessed';
        answers.set(input, before);
        return before;
      };
      known.set(scope, isRead);
    }
    return isRead;
  };
};

/** What is issued on demand to identities that may have keys as well: of the lists of those it says nothing. */
const issuedBesideKeys: ReadonlySet<string> = new Set(['access-token']);

/** Who works only with what is issued on demand has no lasting secret, whether or not a list of those was read. */
const worksOnDemand = ({ credentials }: Identity): boolean =>
  credentials.length > 0 &&
  credentials.every(
    ({ lifetime, kind }) =>
      (lifetime === 'short-lived' || lifetime === 'platform-managed') && !issuedBesideKeys.has(kind),
  );

/**
 * Whether an identity may have credentials that nobody read, or that its provider shows to nobody.
 * @param isRead whether an input was read in full where it lives
 */
export const hasUnseenCredentials = (identity: Identity, isRead: (input: InputKind) => boolean): boolean =>
  identity.credentialsUnseen === true || !(worksOnDemand(identity) || isRead('credentials'));
