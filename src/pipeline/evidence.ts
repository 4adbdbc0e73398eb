import { evidenceReports } from '../../reports/evidence/index.ts';
import { frameworks } from '../../rules/knowledge/frameworks/index.ts';
import { type PackedFacts, withManifest } from '../evidence/manifest.ts';
import type { AuditResult, ReportFile } from '../model/report.ts';
import { snapshotText } from '../snapshot/write.ts';
import { tool } from '../version.ts';

export interface EvidenceInput {
  readonly result: AuditResult;
  readonly facts: PackedFacts;
  readonly withSnapshot: boolean;
  /** Who answers for the pack; absent: nobody is named. */
  readonly preparedBy?: string | undefined;
  /** Makes the text of `manifest.json.sig`; absent: the pack is not signed. */
  readonly sign?: (manifest: Uint8Array) => string;
}

/** All files of an evidence pack, in the order in which they are to be written. Pure. */
export const evidencePack = ({
  result,
  facts,
  withSnapshot,
  preparedBy,
  sign,
}: EvidenceInput): readonly ReportFile[] => {
  const sanitised = new Map<string, number>();
  const { collectedAt, clock } = facts;
  const header = { tool, collectedAt, ...(clock === undefined ? {} : { clock }) };
  const snapshot: ReportFile = {
    name: 'snapshot.ndjson',
    text: { [Symbol.iterator]: () => snapshotText(header, facts, facts.completedAt ?? facts.collectedAt) },
  };
  return withManifest(
    [
      ...evidenceReports(
        { result, frameworks, startedAt: collectedAt, completedAt: facts.completedAt, preparedBy },
        (file, cells) => sanitised.set(file, cells),
      ),
      ...(withSnapshot ? [snapshot] : []),
    ],
    { result, facts, frameworks, sanitised, ...(sign === undefined ? {} : { sign }) },
  );
};
