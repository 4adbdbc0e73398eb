import type { RankedIdentity } from '../../src/audit/ranking.ts';
import type { PathStep } from '../../src/model/finding.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { Scope } from '../../src/model/scope.ts';
import { effectiveDuration } from '../../src/model/standing.ts';

/** A number comes only from a field that is one in the model; all text is made inert by the writer. */
export type CellValue = string | number | boolean | undefined;

/** One column. Names and order are a contract; new columns are added at the end. */
export interface Column<Row> {
  readonly name: string;
  /** One sentence, repeated in `docs/reports.md`. */
  readonly description: string;
  readonly value: (row: Row) => CellValue;
}

export interface IdentityRow extends RankedIdentity {
  readonly scope: Scope | undefined;
  readonly scopeId: (index: number) => string;
  /** Computed when asked for: it costs a search of the graph. */
  readonly path: () => readonly PathStep[];
  readonly becomableBy: () => number;
  /** Undefined: not known. */
  readonly unused: boolean | undefined;
  readonly collectedAt: string;
  readonly now: number;
  readonly longestGrantDays: number;
}

/** Several values in one cell. */
export const list = (values: Iterable<string>): string => [...values].join('; ');

export const durationInForce = (grant: Grant, row: IdentityRow): string =>
  effectiveDuration(grant, row.now, row.longestGrantDays);

/** Columns that several tables share. */
export const identity: Column<IdentityRow> = {
  name: 'identity',
  description: "The identity: the provider's own id.",
  value: (row) => row.identity.id,
};
export const identityName: Column<IdentityRow> = {
  name: 'identity_name',
  description: "The identity's name.",
  value: (row) => row.identity.name,
};
export const identityKind: Column<IdentityRow> = {
  name: 'identity_kind',
  description: '`role`, `user`, `root` and so on.',
  value: (row) => row.identity.kind,
};
export const provider: Column<IdentityRow> = {
  name: 'provider',
  description: 'The provider that the identity belongs to.',
  value: (row) => row.identity.provider,
};
export const environment: Column<IdentityRow> = {
  name: 'environment',
  description: "The identity's environment; `unknown` where nothing says so.",
  value: (row) => row.identity.environment,
};
export const owner: Column<IdentityRow> = {
  name: 'owner',
  description: "The identity's owner; empty: not known.",
  value: (row) => row.identity.owner,
};
export const standing: Column<IdentityRow> = {
  name: 'standing',
  description: "The identity's verdict over credential lifetime and grant duration.",
  value: (row) => row.standing,
};
export const blastRadius: Column<IdentityRow> = {
  name: 'blast_radius',
  description: 'Share of the estate, 0 to 100, that is compromised if the identity leaks.',
  value: (row) => row.radius.score,
};
export const homeScope: Column<IdentityRow> = {
  name: 'identity_scope',
  description: 'Id of the scope that the identity lives in.',
  value: (row) => row.identity.scope,
};
export const scopeName: Column<IdentityRow> = {
  name: 'scope_name',
  description: 'Name of that scope.',
  value: (row) => row.scope?.name,
};
