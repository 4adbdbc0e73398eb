import type { JudgedException } from '../../src/model/exception.ts';
import type { ChangeLocation, GateChange, GateResult, JudgedUnread } from '../../src/model/gate.ts';
import { inForceRecord } from '../in-force.ts';
import { jsonText } from '../inert-text.ts';
import { inPieces } from '../pieces.ts';
import type { GateFormat } from './gate-format.ts';

const schema = 'nhi-audit/gate/v1';

const placeOf = (location: ChangeLocation | undefined) =>
  location === undefined
    ? null
    : { file: location.file, line: location.line, address: location.address ?? null };

/** What is not known is `null`; every key is always there. */
const changeRecord = (change: GateChange) => ({
  class: change.class,
  fingerprint: change.fingerprint,
  severity: change.severity,
  fails: change.fails,
  verdict: change.verdict,
  who: change.who,
  provider: change.provider ?? null,
  kind: change.kind ?? null,
  what: change.what,
  where: change.where,
  scope: change.scope,
  since: change.since,
  falls: change.falls,
  blastRadius: { before: change.blastRadius.before, after: change.blastRadius.after },
  instead: change.instead,
  location: placeOf(change.location),
  exception: change.exception ?? null,
});

const exceptionOf = ({ id, status, problems, exception, location }: JudgedException) => ({
  id,
  status,
  problems,
  owner: exception?.owner ?? null,
  approver: exception?.approver ?? null,
  expires: exception?.expires ?? null,
  location: { file: location.file, line: location.line },
});

const unreadRecord = (unread: JudgedUnread) => ({
  address: unread.address,
  type: unread.type,
  provider: unread.provider,
  change: unread.change,
  effect: unread.effect,
  fails: unread.fails,
  verdict: unread.verdict,
  why: unread.why,
  fields: unread.fields,
  shows: unread.shows ?? null,
  location: placeOf(unread.location),
  fingerprint: unread.fingerprint ?? null,
});

/** `"name": [`, one record a line, `]`. */
function* list<T>(name: string, items: readonly T[], record: (item: T) => unknown): Generator<string> {
  yield `  ${jsonText(name)}: [`;
  for (const [index, item] of items.entries())
    yield `${index === 0 ? '' : ','}\n    ${jsonText(record(item))}`;
  yield items.length === 0 ? ']' : '\n  ]';
}

function* document(result: GateResult): Generator<string> {
  const { tool, mode, before, after, verdict, reason, narrowed } = result;
  const base = result.base === undefined ? null : { ref: result.base.ref, commit: result.base.commit };
  yield `{\n  "schema": ${jsonText(schema)},\n`;
  yield `  "tool": ${jsonText({ name: tool.name, version: tool.version })},\n`;
  for (const [name, value] of Object.entries({ mode, before, after, base, verdict, reason, narrowed })) {
    yield `  ${jsonText(name)}: ${jsonText(value)},\n`;
  }
  yield `  "inForce": ${jsonText(inForceRecord(result))},\n`;
  yield* list('gaps', result.gaps, (gap) => gap);
  yield ',\n';
  yield* list('notRead', result.unread?.listed ?? [], unreadRecord);
  yield ',\n';
  yield* list('notReadIgnored', result.unread?.ignored ?? [], ({ type, count }) => ({ type, count }));
  yield ',\n';
  yield* list('exceptions', result.exceptions, exceptionOf);
  yield ',\n';
  yield* list('changes', result.changes, changeRecord);
  yield '\n}\n';
}

/** The gate's result for scripts, `nhi-audit/gate/v1`. One record a line. */
export const jsonGate: GateFormat = {
  id: 'json',
  title: 'the result of the gate, for scripts',
  files: (result) => [{ name: 'gate.json', text: inPieces(() => document(result)) }],
};
