import { describe, expect, test } from 'vitest';
import { gateFormats } from '../../../reports/gate/index.ts';
import type { GateBase } from '../../../src/model/gate.ts';
import { sampleGate } from '../gate-sample.ts';
import { hostileTexts } from '../hostile.ts';
import { readerOf } from '../readers.ts';

const written = (base?: GateBase): readonly (readonly [name: string, text: string])[] =>
  gateFormats.flatMap(({ files }) =>
    files({ ...sampleGate(), ...(base === undefined ? {} : { base }) }, { width: 80, colour: false }).map(
      ({ name, text }) => [name, [...text].join('')] as const,
    ),
  );

const commit = '0123456789'.repeat(4);

describe('the base in reports of the gate', () => {
  test.each(gateFormats)('$id names ref and commit', ({ files }) => {
    const result = { ...sampleGate(), base: { ref: 'refs/remotes/origin/main', commit } };
    const text = files(result, { width: 80, colour: false })
      .flatMap((file) => [...file.text])
      .join('');
    expect(text).toContain('refs/remotes/origin/main');
    expect(text).toContain(commit);
  });

  test('an id that was given stands there once', () => {
    const [, terminal] = written({ ref: commit, commit }).find(([name]) => name === 'gate.txt')!;
    expect(terminal).toMatch(new RegExp(`^ {2}Base {6}commit ${commit}$`, 'm'));
  });

  test('without one the document says null, and the others nothing', () => {
    for (const [name, text] of written()) {
      if (name === 'gate.json') expect(JSON.parse(text)).toMatchObject({ base: null });
      else expect(text).not.toMatch(/base (?:was|of)|Base {2}/i);
    }
  });

  const shapes = (base: GateBase) => written(base).map(([name, text]) => readerOf(name)(text));
  const plain = shapes({ ref: 'refs/heads/main', commit });
  test.each(hostileTexts)('%s in it does nothing', (_, text) => {
    expect(shapes({ ref: `refs/heads/${text}`, commit: `${commit}${text}` })).toEqual(plain);
  });
});
