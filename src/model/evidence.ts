/**
 * Where a fact stands in the snapshot. Everything that is claimed about an identity points at such a place,
 * so that an auditor can look it up.
 */
export interface FactRef {
  /** Kind of the snapshot record, for instance `aws.role`. */
  readonly record: string;
  /** Id of the record: the provider's own id of the thing (an ARN, an account id). */
  readonly id: string;
  /** JSON pointer (RFC 6901) into the record's `data`; absent: the whole record. */
  readonly pointer?: string;
}

/** A fact and what it shows, in one short sentence without any secret value. */
export interface Evidence extends FactRef {
  readonly says: string;
}

/** One statement of an interned policy document. */
export interface StatementRef {
  /** Index into `Estate.documents`. */
  readonly document: number;
  /** Position of the statement in the document, from 0. */
  readonly statement: number;
}
