import { InputError } from '../model/input-error.ts';

/** Rows that one statement gives. A connection that breaks off is waited for. */
export type Rows = <Row>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/** Schema of the fleet's own tables. */
export const schema = 'nhi_audit_fleet';

/** Raised with each change of the tables. A worker of an older version then stops, and says so. */
export const tablesVersion = 1;

/** Several workers may begin at once: one makes the tables, the others wait for it. */
export const createTables = `
BEGIN;
SELECT pg_advisory_xact_lock(7318349394477);
CREATE SCHEMA IF NOT EXISTS ${schema};
CREATE TABLE IF NOT EXISTS ${schema}.meta (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version integer NOT NULL
);
INSERT INTO ${schema}.meta (version) VALUES (${tablesVersion}) ON CONFLICT DO NOTHING;
-- What is collected. Times are of the database's clock but for collected_at, which a worker corrects by it.
CREATE TABLE IF NOT EXISTS ${schema}.target (
  key text PRIMARY KEY,
  source text NOT NULL,
  id text,
  provider text NOT NULL,
  title text,
  found_at timestamptz NOT NULL DEFAULT now(),
  gone_at timestamptz,
  wanted_at timestamptz,
  ended_at timestamptz,
  failing_since timestamptz,
  failures integer NOT NULL DEFAULT 0,
  dead_at timestamptz,
  last_error text
);
-- One row for each snapshot that lies in the store; the newest of a target is what reports read.
CREATE TABLE IF NOT EXISTS ${schema}.snapshot (
  target text NOT NULL REFERENCES ${schema}.target (key) ON DELETE CASCADE,
  object text NOT NULL,
  collected_at timestamptz NOT NULL,
  completed_at timestamptz NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now(),
  bytes bigint NOT NULL,
  entries bigint NOT NULL,
  gaps integer NOT NULL,
  tool_version text NOT NULL,
  PRIMARY KEY (target, object)
);
CREATE INDEX IF NOT EXISTS snapshot_newest ON ${schema}.snapshot (target, collected_at DESC, stored_at DESC);
CREATE INDEX IF NOT EXISTS snapshot_object ON ${schema}.snapshot (object);
CREATE TABLE IF NOT EXISTS ${schema}.budget (
  name text PRIMARY KEY,
  next_at timestamptz NOT NULL
);
COMMIT;`;

/** @throws InputError where the tables are of a newer version */
export const assertVersion = async (rows: Rows): Promise<void> => {
  const [found] = await rows<{ readonly version: number }>(`SELECT version FROM ${schema}.meta`);
  if (found === undefined || found.version <= tablesVersion) return;
  throw new InputError(
    `the database of the fleet has version ${found.version}, and this nhi-audit knows ${tablesVersion}: a newer one made it`,
    `schema ${schema}`,
    'Update nhi-audit on this machine.',
  );
};
