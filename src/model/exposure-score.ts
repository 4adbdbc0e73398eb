/** A side from which somebody may get hold of an identity. Table with points: `src/audit/exposure.ts`. */
export const exposurePartIds = ['credential', 'outside', 'reach', 'code'] as const;
export type ExposurePartId = (typeof exposurePartIds)[number];

/** What one side adds to the exposure of an identity. */
export interface ExposurePart {
  readonly part: ExposurePartId;
  /** What is known to be so, and half of what is not known, `most` at most. */
  readonly points: number;
  readonly most: number;
  /** What is known to be so, one short clause each. */
  readonly known: readonly string[];
  /** What could not be told, one short clause each. */
  readonly unknown: readonly string[];
}

/** How easily an attacker can compromise an identity. */
export interface ExposureScore {
  /** 0 to 100, a whole number. Absent: nothing is known. */
  readonly score?: number;
  /** One for each side, in the order of {@link exposurePartIds}. */
  readonly parts: readonly ExposurePart[];
}
