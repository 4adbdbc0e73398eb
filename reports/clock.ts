import type { Clock } from '../src/model/clock.ts';

/** As every document writes it; null: whoever made the report said the time. */
export const clockRecord = (clock: Clock | undefined): object | null =>
  clock === undefined
    ? null
    : {
        basis: clock.basis,
        fileTime: clock.fileTime ?? null,
        newestInside: clock.newest?.time ?? null,
        newestPlace: clock.newest?.place ?? null,
        says: clock.says,
      };
