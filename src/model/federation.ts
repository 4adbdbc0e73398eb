import type { Provider } from './scope.ts';

/**
 * Tokens that one provider issues and another accepts, in words that belong to neither: what a workload can present, and
 * what a trust asks of it. `src/pipeline/federation.ts` brings the two together.
 */

/**
 * Values that a claim of a token can have: patterns, where `*` stands for any run of characters without a colon, alone for
 * any text, and nothing else is a wildcard.
 */
export interface ClaimOffer {
  /** At least one. */
  readonly like: readonly string[];
  /** Patterns of values that it cannot have although `like` names them (a protected branch among all branches). */
  readonly except?: readonly string[];
}

/** A kind of token that somebody can get. */
export interface TokenOffer {
  /** Node of the takeover graph that gets it: an identity, or a group that stands for whoever can act there. */
  readonly node: number;
  /** Without `https://`: `token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** By claim; one that is not named is not in the token. */
  readonly claims: Readonly<Record<string, ClaimOffer>>;
  /** What getting it rests on that the snapshot does not show, one short clause each; empty: proven. */
  readonly assumes: readonly string[];
  /**
   * Whom its holder presents it to, where that is fixed: one identity, by its id or name, and by the id of its scope where
   * that is known. Absent: the holder chooses.
   */
  readonly only?: { readonly name: string; readonly scope?: string };
  /** Identities that its holder's code names to present it to, by id or name. Absent: none was seen. */
  readonly uses?: readonly string[];
  /** Its own provider takes it as that of any other issuer: by a trust, like those of others. Absent: in ways of its own alone. */
  readonly within?: true;
  /** Subjects of a form that the issuer no longer gives, and that trusts may still name. */
  readonly retiredSubjects?: readonly string[];
}

/** A token of an identity of the estate that a trust accepts. */
export interface AcceptedToken {
  /** Id of who gets it. */
  readonly identity: string;
  readonly claims: TokenOffer['claims'];
  /** Whether its code names the identity that it is presented to, or another one. Absent: it names none. */
  readonly named?: boolean;
}

/** One condition on one claim. Several of a trust must all hold; of the values of one test any is enough. */
export interface ClaimTest {
  readonly claim: string;
  /** `like`: `*` and `?` are wildcards. */
  readonly operator: 'equals' | 'like';
  /** None of the values. */
  readonly negated: boolean;
  readonly values: readonly string[];
  /** Holds as well where the token has no such claim. */
  readonly ifExists: boolean;
  readonly ignoreCase: boolean;
}

/** That a claim is one of some values, to the letter; or what else is said of it. */
export const claimTest = (
  claim: string,
  values: readonly string[],
  rest: Partial<ClaimTest> = {},
): ClaimTest => ({
  claim,
  operator: 'equals',
  negated: false,
  values,
  ifExists: false,
  ignoreCase: false,
  ...rest,
});

/** Which tokens let their bearer become an identity. */
export interface TokenAcceptance {
  /** Without `https://`. */
  readonly issuer: string;
  readonly tests: readonly ClaimTest[];
  /** Conditions that are about something else than claims and that nobody can decide here; one short clause each. */
  readonly assumes: readonly string[];
  /** The trust expires then: ISO 8601, UTC. */
  readonly until?: string;
}

/** A stored secret that by its name is a credential of another provider. */
export interface StoredKey {
  /** Node of the takeover graph that can read it. */
  readonly node: number;
  /** Name and place, for the explanation: `secret AWS_ACCESS_KEY_ID of acme/web`. Never a value. */
  readonly label: string;
  /** What reading it rests on that the snapshot does not show, one short clause each. Absent: nothing. */
  readonly assumes?: readonly string[];
  /** What uses it: the id of a scope or another name that tells uses apart. Absent: it is not known. */
  readonly usedBy?: string;
  /** Whose credential it is, by its name. */
  readonly provider: Provider;
  /** ISO 8601, UTC: when the value was last set. */
  readonly setAt?: string;
  /** Words that could name the identity: of the repository, the environment, the secret. Lower case. */
  readonly hints: readonly string[];
  /** Ids of the provider's scopes or identities that the same place names in clear text (an account id in a workflow). */
  readonly names: readonly string[];
}
