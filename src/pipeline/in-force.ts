import { rules } from '../../rules/index.ts';
import { inForceOf } from '../audit/deviations.ts';
import type { FileInForce, InForce } from '../model/in-force.ts';
import type { Settings } from '../model/settings.ts';

export interface Loaded {
  /** As they were read, without what flags say. */
  readonly settings: Settings;
  /** Absent: the defaults. */
  readonly inForce?: FileInForce | undefined;
}

/** What reports name. @param allowed `--allow-loosened-config` */
export const namedInForce = (
  { settings, inForce }: Loaded,
  exceptions: readonly FileInForce[],
  allowed: boolean = false,
): InForce =>
  inForceOf({
    settings,
    rules,
    files: [...(inForce === undefined ? [] : [inForce]), ...exceptions],
    allowed,
  });
