import type { Connector, LiveHead } from '../../connectors/connector.ts';
import type { Bounds } from '../collection/bounds.ts';
import type { Settings } from '../model/settings.ts';
import type { FleetDatabase } from './database.ts';
import type { FleetFile } from './fleet-file.ts';
import type { SnapshotStore } from './store/store.ts';

/** A connector whose provider can be asked live. */
export interface FleetConnector extends Pick<Connector, 'id'> {
  readonly live: LiveHead;
}

/** What the commands of a fleet work with. */
export interface Fleet {
  readonly file: FleetFile;
  readonly database: FleetDatabase;
  readonly store: SnapshotStore;
  readonly connectors: ReadonlyMap<string, FleetConnector>;
  readonly settings: Settings;
  readonly bounds?: Bounds;
  /** The clock of this machine. */
  readonly now: () => Date;
  /** A line for whoever watches. */
  readonly note: (line: string) => void;
}
