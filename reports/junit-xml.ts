import { attributes, xmlText } from './xml-text.ts';

/**
 * JUnit XML, as Jenkins, GitLab and GitHub actions read it. It has no schema of its own; the elements here are those of
 * https://github.com/testmoapp/junitxml.
 */

export interface JunitCase {
  readonly name: string;
  readonly className: string;
  /** Absent: passed. */
  readonly outcome?: {
    /** `error`: no verdict. `skipped`: not judged, or accepted. */
    readonly is: 'failure' | 'error' | 'skipped';
    readonly type?: string;
    readonly message: string;
    /** Lines of detail, made when they are written. */
    readonly lines?: () => readonly string[];
  };
}

export interface JunitSuite {
  readonly name: string;
  /** Read twice: counted first, as XML wants the counts before the cases. */
  readonly cases: Iterable<JunitCase>;
}

interface Tally {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

const counters = { failure: 'failures', error: 'errors', skipped: 'skipped' } as const;

const tally = (cases: Iterable<JunitCase>): Tally => {
  const counted = { tests: 0, failures: 0, errors: 0, skipped: 0 };
  for (const { outcome } of cases) {
    counted.tests++;
    if (outcome !== undefined) counted[counters[outcome.is]]++;
  }
  return counted;
};

const sum = (tallies: readonly Tally[]): Tally => ({
  tests: tallies.reduce((total, { tests }) => total + tests, 0),
  failures: tallies.reduce((total, { failures }) => total + failures, 0),
  errors: tallies.reduce((total, { errors }) => total + errors, 0),
  skipped: tallies.reduce((total, { skipped }) => total + skipped, 0),
});

const longestDetail = 2_000;

function* caseText({ name, className, outcome }: JunitCase): Generator<string> {
  const head = `    <testcase${attributes({ name, classname: className, time: 0 })}`;
  if (outcome === undefined) {
    yield `${head}/>\n`;
    return;
  }
  const { is, type, message } = outcome;
  const told = `${is}${attributes({ message, ...(type === undefined ? {} : { type }) })}`;
  yield `${head}>\n      <${told}`;
  const lines = is === 'skipped' ? [] : (outcome.lines?.() ?? []);
  if (lines.length === 0) yield '/>';
  else yield `>${lines.map((line) => xmlText(line, longestDetail)).join('\n')}</${is}>`;
  yield '\n    </testcase>\n';
}

/** @param clock ISO 8601, UTC: the time of the facts */
export function* junitDocument(
  name: string,
  clock: string | undefined,
  suites: readonly JunitSuite[],
): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  const tallies = suites.map(({ cases }) => tally(cases));
  yield `<testsuites${attributes({ name, ...sum(tallies), time: 0 })}>\n`;
  for (const [index, suite] of suites.entries()) {
    const timestamp = clock === undefined ? {} : { timestamp: clock.replace(/(?:\.\d+)?Z$/, '') };
    yield `  <testsuite${attributes({ name: suite.name, ...tallies[index]!, time: 0, ...timestamp })}>\n`;
    for (const each of suite.cases) yield* caseText(each);
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}
