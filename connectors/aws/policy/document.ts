import type { ActionSet } from './actions.ts';
import type { Matcher } from './wildcard.ts';

/**
 * Policy documents as data. Grammar:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * A document that AWS could not have accepted is read as far as it makes sense; what does not is told in `problems`.
 */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
  /** `Statement` is one statement, not a list of them. */
  readonly single: boolean;
  /** Policy variables are only read in version 2012-10-17. */
  readonly variables: boolean;
  /** What could not be read, in words; empty for every document that AWS accepts. */
  readonly problems: readonly string[];
}

export interface Statement {
  /** Index of the document in its store, and position in the document. */
  readonly document: number;
  readonly index: number;
  /** As written; absent: it has none. */
  readonly sid?: string;
  readonly allow: boolean;
  readonly actions: ActionSet;
  readonly resources: readonly ResourcePattern[];
  /** `NotResource`: everything but `resources`. */
  readonly notResource: boolean;
  /** Absent in identity policies. */
  readonly principals?: PrincipalElement;
  readonly conditions: readonly Clause[];
  readonly variables: boolean;
}

export interface ResourcePattern {
  readonly text: string;
  readonly matches: Matcher;
  /** Holds a policy variable (`${aws:username}`): match only after substitution. */
  readonly variable: boolean;
}

export interface PrincipalElement {
  /** `NotPrincipal`: everyone but these. */
  readonly not: boolean;
  readonly everyone: boolean;
  readonly aws: readonly string[];
  readonly service: readonly string[];
  readonly federated: readonly string[];
  readonly canonicalUser: readonly string[];
}

/** One operator on one key of a `Condition` block. */
export interface Clause {
  /** As written, for people. */
  readonly written: string;
  /** Lower case, without quantifier and `IfExists`: `stringequals`. */
  readonly operator: string;
  readonly quantifier: 'all' | 'any' | undefined;
  readonly ifExists: boolean;
  /** Lower case: condition keys ignore case. */
  readonly key: string;
  readonly keyWritten: string;
  readonly values: readonly string[];
}
