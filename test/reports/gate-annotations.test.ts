import { describe, expect, test } from 'vitest';
import { gateAnnotationsFormat } from '../../reports/gate/annotations.ts';
import type { GateResult } from '../../src/model/gate.ts';
import { sampleGate as sample } from './gate-sample.ts';
import { sampleInForce } from './sample.ts';

const sampleGate = (): GateResult => ({ ...sample(), exceptions: [] });

const written = (result: GateResult): readonly string[] => {
  const [file] = gateAnnotationsFormat.files(result, { width: 80, colour: false });
  return [...file!.text].join('').split('\n').slice(0, -1);
};

/** As the runner reads a command: name, properties, message. */
const parsed = (line: string) => {
  const [, name, properties, message] = /^::(\w+) ([^:]*)::(.*)$/s.exec(line)!;
  const decoded = (text: string): string =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  return {
    name,
    properties: Object.fromEntries(
      properties!.split(',').map((each) => each.split('=').map(decoded) as [string, string]),
    ),
    message: decoded(message!),
  };
};

describe('annotations', () => {
  test('a configuration that nobody named and that loosens is told at its place, and what is in force', () => {
    expect(written({ ...sampleGate(), changes: [], inForce: sampleInForce }).map(parsed)).toMatchObject([
      {
        name: 'warning',
        properties: { title: 'The configuration loosens', file: 'nhi-audit.yaml', line: '1' },
        message: expect.stringContaining('humanNames is ["jane.*"], default []: looser'),
      },
      {
        name: 'notice',
        properties: { title: 'Configuration of the gate' },
        message: expect.stringContaining(
          `exceptions conf/exceptions.yaml, named by a flag, sha256 ${'d'.repeat(64)}`,
        ),
      },
    ]);
  });

  test('stand at the file and line of what fails or cannot be told, and nowhere else', () => {
    expect(written(sampleGate()).map(parsed)).toMatchObject([
      {
        name: 'error',
        properties: { title: 'New standing grant', file: 'infra/plan.json', line: '12' },
        message: expect.stringMatching(
          /^who: .*\nwhat: .*\nwhere: .*\nsince: .*\nif it leaks: .*\ninstead: /,
        ),
      },
      { name: 'error', properties: { title: 'Indeterminate', file: './infra/modules/app.tf', line: '1' } },
    ]);
  });

  test('exceptions that somebody has to look after are warnings at their lines', () => {
    const { exceptions } = sample();
    const [valid] = exceptions;
    const soon = { ...valid!, status: 'expires-soon' as const, problems: ['it ends in 4 days'] };
    const told = written({ ...sampleGate(), changes: [], exceptions: [...exceptions, soon] }).map(parsed);
    expect(told).toMatchObject([
      { name: 'warning', properties: { title: 'An exception has ended', line: '12' } },
      { name: 'warning', properties: { title: 'An exception without effect', line: '24' } },
      {
        name: 'warning',
        properties: { title: 'An exception ends soon', file: 'nhi-audit.exceptions.yaml', line: '3' },
        message: `${valid!.id}: it ends in 4 days`,
      },
    ]);
  });

  test('but for one at which a failing change stands already', () => {
    const { changes, exceptions } = sample();
    const [, ended] = exceptions;
    const change = { ...changes[0]!, class: 'exception-expired' as const, location: ended!.location };
    const told = written({ ...sampleGate(), changes: [change], exceptions: [ended!] }).map(parsed);
    expect(told.map(({ name }) => name)).toEqual(['error']);
  });

  test('a gate without a verdict says so', () => {
    const result: GateResult = {
      ...sampleGate(),
      verdict: 'not-evaluated',
      reason: 'no baseline',
      changes: [],
    };
    expect(written(result).map(parsed)).toEqual([
      { name: 'error', properties: { title: 'The gate could not be evaluated' }, message: 'no baseline' },
    ]);
  });

  test('of more than ten the rest is counted', () => {
    const [change] = sampleGate().changes;
    const lines = written({ ...sampleGate(), changes: Array.from({ length: 13 }, () => change!) });
    expect(lines).toHaveLength(11);
    expect(parsed(lines.at(-1)!)).toMatchObject({
      name: 'notice',
      message: '3 more changes are in the job summary.',
    });
  });

  test.each(['\n::add-mask::x', '\r\n::error::x', '%0A::error::x', 'a,line=9::b', '\u2028::error::x'])(
    'no name ends a command or begins another: %j',
    (hostile) => {
      const [change] = sampleGate().changes;
      const location = { file: `plan${hostile}.json`, line: 3 };
      const lines = written({
        ...sampleGate(),
        changes: [{ ...change!, who: hostile, what: hostile, location }],
      });
      expect(lines).toHaveLength(1);
      const { name, properties, message } = parsed(lines[0]!);
      expect(name).toBe('error');
      expect(Object.keys(properties)).toEqual(['title', 'file', 'line']);
      expect(properties.line).toBe('3');
      expect(message.split('\n')).toHaveLength(6);
    },
  );
});
