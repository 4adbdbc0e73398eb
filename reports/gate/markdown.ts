import type { ChangeLocation, GateChange, GateResult } from '../../src/model/gate.ts';
import { inForceSentences } from '../in-force.ts';
import { exceptionTable, listed, summaryBytes } from '../markdown-parts.ts';
import { code, prose, table, withinBytes } from '../markdown-text.ts';
import { changeWords } from './change-words.ts';
import type { GateFormat } from './gate-format.ts';
import { unreadLines } from './unread-words.ts';

const longest = { changes: 200, others: 50, gaps: 20, notRead: 40, exceptions: 20, inForce: 30 } as const;

const verdicts = {
  pass: 'Pass: no new permanent privilege',
  fail: 'Fail: new permanent privilege',
  'not-evaluated': 'No verdict',
} as const;

const placed = ({ file, line, address }: ChangeLocation): string =>
  `${code(`${file}:${line}`, 200)}${address === undefined ? '' : ` ${code(address, 200)}`}`;

/** Who, what, where, since which change, what falls, what instead: always in this order. */
const told = (change: GateChange): string => `
### ${changeWords[change.class].title}: ${code(change.who, 160)}

- **Who**: ${code(change.who)}${change.kind === undefined ? '' : ` (${prose(change.kind, 60)})`}
- **What**: ${prose(change.what)} (${change.severity})
- **Where**: ${prose(change.where)}${change.location === undefined ? '' : `, in ${placed(change.location)}`}
- **Since**: ${prose(change.since)}
- **If it leaks**: ${prose(change.falls)}
- **Instead**: ${prose(change.instead)}
- ${prose(change.verdict)} Fingerprint ${code(change.fingerprint, 64)}
`;

function* summary(result: GateResult): Generator<string> {
  const failing = result.changes.filter(({ fails }) => fails);
  const others = result.changes.filter(({ fails }) => !fails);
  yield `# ${verdicts[result.verdict]}\n\n`;
  yield `${prose(result.reason)}\n\n`;
  yield `Compared: ${prose(result.before, 200)} with ${prose(result.after, 200)}. ${failing.length} failing, ${others.length} let through, ${result.narrowed} narrowed.\n`;
  if (result.base !== undefined) {
    yield `\nBase: ${code(result.base.ref, 300)} at commit ${code(result.base.commit, 64)}.\n`;
  }
  if (failing.length > 0) yield '\n## What fails\n';
  for (const change of failing.slice(0, longest.changes)) yield told(change);
  if (failing.length > longest.changes) {
    yield `\n${failing.length - longest.changes} more in the other reports.\n`;
  }
  if (others.length > 0) {
    yield '\n## What is let through\n\n';
    yield `${table(
      ['Who', 'What', 'Why', 'Exception'],
      others
        .slice(0, longest.others)
        .map(({ who, what, verdict, exception }) => [
          code(who, 160),
          prose(what, 300),
          prose(verdict, 300),
          exception === undefined ? '-' : code(exception, 80),
        ]),
    )}\n`;
    if (others.length > longest.others)
      yield `\n${others.length - longest.others} more in the other reports.\n`;
  }
  yield* listed('Not read', unreadLines(result), longest.notRead);
  yield* listed('Configuration in force', inForceSentences(result), longest.inForce);
  yield* listed('What could not be compared', result.gaps, longest.gaps);
  yield* exceptionTable(result.exceptions, longest.exceptions);
}

/** For the summary of a CI job or a comment of a pull request. */
export const gateMarkdownFormat: GateFormat = {
  id: 'markdown',
  title: 'a summary in Markdown, for CI jobs',
  files: (result) => [{ name: 'gate.md', text: [withinBytes(summary(result), summaryBytes)] }],
};
