import type { FactRef } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import { ownMember } from '../model/own-member.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';

/** What a pointer leads to; `found: false`: the record or the member is not among the facts. */
export interface Target {
  readonly found: boolean;
  readonly value?: unknown;
}

const lost: Target = { found: false };

/** A document that is kept as text, as it was given: JSON, perhaps encoded for an address. */
const opened = (text: string): unknown => {
  for (const candidate of [() => text, () => decodeURIComponent(text)]) {
    try {
      return JSON.parse(candidate());
    } catch {
      // Not of this form: the next one is tried.
    }
  }
  return undefined;
};

const step = (value: unknown, key: string): Target => {
  const at = typeof value === 'string' ? opened(value) : value;
  if (Array.isArray(at)) {
    const index = /^(?:0|[1-9]\d*)$/.test(key) ? Number(key) : at.length;
    return index < at.length ? { found: true, value: at[index] } : lost;
  }
  if (typeof at !== 'object' || at === null) return lost;
  const member = ownMember(at as Readonly<Record<string, unknown>>, key);
  return member === undefined ? lost : { found: true, value: member };
};

/** RFC 6901, which leads on into documents that are kept as text. https://www.rfc-editor.org/rfc/rfc6901 */
export const targetOf = (data: unknown, pointer: string | undefined): Target => {
  if (pointer === undefined || pointer === '') return { found: true, value: data };
  let target: Target = { found: true, value: data };
  for (const part of pointer.split('/').slice(1)) {
    target = step(target.value, part.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (!target.found) return lost;
  }
  return target;
};

/**
 * The finding of a fingerprint, or of the beginning of one.
 * @throws InputError when there is none, or several
 */
export const findingOf = (findings: readonly Finding[], fingerprint: string): Finding => {
  const wanted = fingerprint.toLowerCase();
  const found = findings.filter((each) => each.fingerprint.startsWith(wanted));
  const [only] = found;
  if (only !== undefined && found.length === 1 && wanted.length >= 8) return only;
  const exact = found.find((each) => each.fingerprint === wanted);
  if (exact !== undefined) return exact;
  throw new InputError(
    found.length === 0
      ? 'no finding of these facts has this fingerprint'
      : `${found.length} findings begin with this; eight characters at least, and enough to tell them apart, are needed`,
    fingerprint.slice(0, 64),
    'Take one from findings.csv or from the report, and give the same files and configuration.',
  );
};

/** What a place in the facts holds: each record of that kind and id, with its scope. */
const placesOf = (records: readonly SnapshotRecord[], { record, id, pointer }: FactRef) =>
  records
    .filter((each) => each.record === record && each.id === id)
    .map(({ scope, data }) => ({ scope, ...targetOf(data, pointer) }));

/** A finding, each place that it rests on with what stands there, and the whole records. */
export const shownFinding = (finding: Finding, records: readonly SnapshotRecord[]): object => {
  const evidence = [...finding.evidence, ...finding.path.flatMap((step) => step.evidence)];
  const wanted = new Set(evidence.map(({ record, id }) => JSON.stringify([record, id])));
  return {
    schema: 'nhi-audit/finding-evidence/v1',
    finding: {
      fingerprint: finding.fingerprint,
      rule: finding.rule,
      title: finding.title,
      severity: finding.severity,
      confidence: finding.confidence,
      status: finding.status,
      identity: finding.identity,
      scope: finding.scope,
      controls: finding.controls,
      fix: finding.fix,
    },
    evidence: evidence.map(({ says, record, id, pointer }) => ({
      says,
      record,
      id,
      pointer: pointer ?? null,
      places: placesOf(records, { record, id, ...(pointer === undefined ? {} : { pointer }) }),
    })),
    records: records.filter(({ record, id }) => wanted.has(JSON.stringify([record, id]))),
  };
};
