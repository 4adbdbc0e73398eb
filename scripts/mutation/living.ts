import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** A change that no test needs to notice. */
export interface LivingChange {
  /** From the project's root. */
  readonly file: string;
  /** The line that is changed, without the white space around it. */
  readonly line: string;
  /** What Stryker puts there; every change of the line if absent. */
  readonly replacement?: string | undefined;
  readonly reason: string;
}

const reasonSchema = z.strictObject({
  reason: z.string().min(20),
  changes: z
    .array(
      z.strictObject({
        file: z.string(),
        line: z.string(),
        replacement: z.string().optional(),
      }),
    )
    .min(1),
});

/** `test/mutation/living.yaml`: reasons, and under each what lives because of it. */
export const readLivingChanges = (path: string): readonly LivingChange[] =>
  z
    .array(reasonSchema)
    .parse(parse(readFileSync(path, 'utf8')))
    .flatMap(({ reason, changes }) => changes.map((change) => ({ ...change, reason })));
