import type { InputKind } from '../model/coverage.ts';

/** A row of a provider's table of calls: its guard, printed permissions, coverage and pages follow from the table. */
export interface Call<Part extends string> {
  /** Empty: the call only leads to another one, or no rule rests on what it gives. */
  readonly gives: readonly InputKind[];
  /** By what the scan was asked for it. */
  readonly part: Part;
  /** What it is for. */
  readonly why: string;
  /** When and how often it is made. */
  readonly when: string;
}

/** A call with the id that coverage has for it. */
export interface NamedCall<Part extends string> extends Call<Part> {
  readonly id: string;
}

/** What a provider shows to nobody, or not to everybody: said in every scan, so that it is not taken for "none". */
export interface BlindSpot {
  readonly source: string;
  readonly detail: string;
}
