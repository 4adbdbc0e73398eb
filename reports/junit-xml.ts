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
    /** Lines of detail. */
    readonly lines?: readonly string[];
  };
}

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

const tally = (cases: readonly JunitCase[]) => {
  const count = (is: string): number => cases.filter(({ outcome }) => outcome?.is === is).length;
  return {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
};

const longestDetail = 2_000;

function* caseText({ name, className, outcome }: JunitCase): Generator<string> {
  const head = `    <testcase${attributes({ name, classname: className, time: 0 })}`;
  if (outcome === undefined) {
    yield `${head}/>\n`;
    return;
  }
  const { is, type, message, lines = [] } = outcome;
  const told = `${is}${attributes({ message, ...(type === undefined ? {} : { type }) })}`;
  yield `${head}>\n      <${told}`;
  if (is === 'skipped' || lines.length === 0) yield '/>';
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
  yield `<testsuites${attributes({ name, ...tally(suites.flatMap(({ cases }) => cases)), time: 0 })}>\n`;
  for (const suite of suites) {
    const timestamp = clock === undefined ? {} : { timestamp: clock.replace(/(?:\.\d+)?Z$/, '') };
    yield `  <testsuite${attributes({ name: suite.name, ...tally(suite.cases), time: 0, ...timestamp })}>\n`;
    for (const each of suite.cases) yield* caseText(each);
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}
