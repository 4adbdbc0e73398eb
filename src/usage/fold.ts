import type { SnapshotRecord } from '../model/snapshot.ts';
import type { UsageEvent } from './event.ts';
import { createLines, type LineKey, longestName } from './lines.ts';
import type { UseData, WindowData } from './record.ts';
import { createWindows } from './windows.ts';

/**
 * Many events as few lines: identity × privilege × credential, with the first of its resources and networks. Sums, ends and
 * first-by-text are the same in whatever order events come and however they were split into files; memory is that of the lines.
 */
export interface UsageFold {
  readonly add: (event: UsageEvent) => void;
  /** Lines that were folded before: from a snapshot, or of another part. */
  readonly addUse: (scope: string, data: UseData) => void;
  readonly addWindow: (scope: string, data: WindowData) => void;
  /** Sorted. */
  readonly uses: () => readonly { readonly scope: string; readonly data: UseData }[];
  readonly windows: () => readonly { readonly scope: string; readonly data: WindowData }[];
}

/** Of whose session was begun: a use of it by somebody else, and of none of its privileges. */
export const entered = 'entered';

const keyOf = (event: UsageEvent, identity: string, action: string): LineKey => ({
  Log: event.log,
  Identity: identity,
  Action: action,
  ...(event.credential === undefined ? {} : { Credential: event.credential }),
  ...(event.refused ? { Refused: true as const } : {}),
  Service: event.service,
  ...(event.unmapped === true ? { Unmapped: true as const } : {}),
});

/** @param what for the message where there are too many lines: the file that is being read */
export const createUsageFold = (what: () => string = () => 'logs of use'): UsageFold => {
  const lines = createLines(what);
  const windows = createWindows();
  return {
    add: (event) => {
      windows.add(event);
      const { identity, enters } = event;
      if (enters !== undefined && enters.id.length <= longestName && !event.refused)
        lines.add(
          enters.scope,
          {
            Log: event.log,
            Identity: enters.id,
            Action: entered,
            Service: event.service,
          },
          { ...event, resources: [] },
        );
      if (identity === undefined || identity.id.length > longestName) return;
      for (const action of event.actions)
        if (action.length <= longestName) lines.add(identity.scope, keyOf(event, identity.id, action), event);
    },
    addUse: lines.addFolded,
    addWindow: windows.addFolded,
    uses: lines.list,
    windows: windows.list,
  };
};

/** The fold as records of a provider. */
export function* recordsOf(provider: string, fold: UsageFold): Generator<SnapshotRecord> {
  for (const { scope, data } of fold.windows())
    yield { record: `${provider}.use-window`, scope, id: data.Log, data };
  for (const { scope, data } of fold.uses()) yield { record: `${provider}.use`, scope, id: data.Id, data };
}
