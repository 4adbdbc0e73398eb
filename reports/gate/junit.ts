import type { GateChange, GateResult } from '../../src/model/gate.ts';
import { changeClasses } from '../../src/model/gate.ts';
import { inForceSuites } from '../in-force.ts';
import type { JunitCase, JunitSuite } from '../junit-xml.ts';
import { junitDocument } from '../junit-xml.ts';
import { inPieces } from '../pieces.ts';
import { baseWords } from './base-words.ts';
import { changeWords } from './change-words.ts';
import type { GateFormat } from './gate-format.ts';
import { unreadLines } from './unread-words.ts';

const changeCase = (change: GateChange): JunitCase => {
  const { location } = change;
  const named = { name: `${change.who}: ${change.what}`, className: `gate.${change.class}` };
  if (!change.fails) return { ...named, outcome: { is: 'skipped', message: change.verdict } };
  const place =
    location === undefined ? '' : `, in ${location.file}:${location.line} ${location.address ?? ''}`;
  return {
    ...named,
    outcome: {
      is: 'failure',
      type: change.severity,
      message: `${change.who}: ${change.what}`,
      lines: () => [
        `who: ${change.who}`,
        `what: ${change.what}`,
        `where: ${change.where}${place}`,
        `since: ${change.since}`,
        `if it leaks: ${change.falls}`,
        `instead: ${change.instead}`,
        `fingerprint: ${change.fingerprint}`,
      ],
    },
  };
};

const verdictSuite = (result: GateResult): JunitSuite => ({
  name: 'verdict',
  cases: [
    {
      name: 'the gate could be evaluated',
      className: 'gate.verdict',
      ...(result.verdict === 'not-evaluated'
        ? { outcome: { is: 'error', message: result.reason } as const }
        : {}),
    },
    ...(result.base === undefined
      ? []
      : [{ name: `the base was found: ${baseWords(result.base)}`, className: 'gate.verdict' }]),
    ...result.gaps.map(
      (gap): JunitCase => ({
        name: gap,
        className: 'gate.verdict',
        outcome: { is: 'skipped', message: `could not be compared: ${gap}` },
      }),
    ),
  ],
});

/** Those that fail are in the suite of their class. */
const unreadSuite = (result: GateResult): readonly JunitSuite[] => {
  const lines = unreadLines({
    ...result,
    ...(result.unread === undefined
      ? {}
      : {
          unread: {
            ...result.unread,
            listed: result.unread.listed.filter(({ fingerprint }) => fingerprint === undefined),
          },
        }),
  });
  const caseOf = (name: string): JunitCase => ({
    name,
    className: 'gate.not-read-listed',
    outcome: { is: 'skipped', message: `not read: ${name}` },
  });
  return lines.length === 0 ? [] : [{ name: 'Not read, and listed only', cases: lines.map(caseOf) }];
};

/** A class in which nothing changed passes only where there is a verdict. */
const classSuite = (result: GateResult, kind: GateChange['class']): JunitSuite => {
  const cases = result.changes.filter((change) => change.class === kind).map(changeCase);
  const quiet: JunitCase = {
    name: 'no such change',
    className: `gate.${kind}`,
    ...(result.verdict === 'not-evaluated'
      ? { outcome: { is: 'skipped', message: result.reason } as const }
      : {}),
  };
  return { name: changeWords[kind].title, cases: cases.length > 0 ? cases : [quiet] };
};

/** A suite for each class of change, a failure for each change that fails. */
export const gateJunitFormat: GateFormat = {
  id: 'junit',
  title: 'JUnit XML, for CI servers',
  files: (result) => [
    {
      name: 'gate-junit.xml',
      text: inPieces(() =>
        junitDocument(`${result.tool.name} gate`, undefined, [
          verdictSuite(result),
          ...inForceSuites(result),
          ...changeClasses.map((kind) => classSuite(result, kind)),
          ...unreadSuite(result),
        ]),
      ),
    },
  ],
};
