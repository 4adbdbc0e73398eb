import { expect, it } from 'vitest';
import { once } from '../../src/model/once.ts';

it('makes a value when it is first asked for, and never again', () => {
  let made = 0;
  const table = once(() => {
    made += 1;
    return { made };
  });
  expect(made).toBe(0);
  const first = table();
  expect(first).toStrictEqual({ made: 1 });
  expect(table()).toBe(first);
  expect(made).toBe(1);
});

it('keeps a value that is undefined', () => {
  let made = 0;
  const nothing = once(() => {
    made += 1;
    return undefined;
  });
  expect([nothing(), nothing(), made]).toStrictEqual([undefined, undefined, 1]);
});

it('keeps no failure', () => {
  let tries = 0;
  const table = once(() => {
    tries += 1;
    if (tries === 1) throw new Error('not there yet');
    return tries;
  });
  expect(table).toThrow('not there yet');
  expect(table()).toBe(2);
});
