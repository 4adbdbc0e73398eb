/**
 * Stands in for `vitest` in the tests that mutation testing runs over and over in one process (./warm-tests.ts): tests are
 * noted instead of being run once. Has what the rooms' tests use; anything else fails when they are loaded.
 */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect } from 'vitest';

export { expect, vi } from 'vitest';

type Action = (...args: readonly unknown[]) => unknown;

interface NotedTest {
  /** The file, and the names down to the test. */
  readonly id: string;
  readonly run: () => Promise<void>;
}

interface Registry {
  readonly tests: NotedTest[];
  /** File and names of the groups that are open. */
  names: readonly string[];
  /** Hooks of the groups that are open, outermost first. */
  before: readonly Action[];
  /** The test that runs: what its snapshots are called, and how many it has looked at. */
  running: { readonly file: string; readonly title: string; looked: number };
}

const key = Symbol.for('nhi-audit: noted tests');
const place = globalThis as unknown as Record<symbol, Registry>;
// Outside of the module, which is loaded anew with the others.
place[key] ??= { tests: [], names: [], before: [], running: { file: '', title: '', looked: 0 } };
const registry = place[key];

/** Loads files one after another and gives their tests. */
export const notedTests = async (
  files: readonly string[],
  load: (file: string) => Promise<unknown>,
): Promise<readonly NotedTest[]> => {
  registry.tests.length = 0;
  for (const file of files) {
    registry.names = [file];
    registry.before = [];
    await load(file);
  }
  return [...registry.tests];
};

const isAction = (value: unknown): value is Action => typeof value === 'function';

/** Of `(name, action, timeout?)` and `(name, options, action)`. */
const actionIn = (parts: readonly unknown[]): Action => parts.find(isAction)!;

/** A name with the first of its values, as snapshots have it. */
const titled = (name: string, args: readonly unknown[]): string => name.replace('%s', () => String(args[0]));

const note = (name: string, action: Action, args: readonly unknown[]): void => {
  const { before } = registry;
  const [file = '', ...groups] = registry.names;
  const title = [...groups, titled(name, args)].join(' > ');
  registry.tests.push({
    // Two of a name stay apart.
    id: `${[...registry.names, name].join(' > ')} ${registry.tests.length}`,
    run: async () => {
      registry.running = { file, title, looked: 0 };
      for (const hook of before) await hook();
      await action(...args);
    },
  });
};

const group = (name: string, action: Action, args: readonly unknown[]): void => {
  const { names, before } = registry;
  registry.names = [...names, name];
  action(...args);
  registry.names = names;
  registry.before = before;
};

type Use = (name: string, action: Action, args: readonly unknown[]) => void;

const withCases = (use: Use) =>
  Object.assign((name: string, ...parts: readonly unknown[]) => use(name, actionIn(parts), []), {
    each:
      (cases: readonly unknown[]) =>
      (name: string, ...parts: readonly unknown[]) => {
        for (const [index, row] of cases.entries())
          use(
            name.includes('%s') ? name : `${name} ${index}`,
            actionIn(parts),
            Array.isArray(row) ? row : [row],
          );
      },
  });

const never: Use = () => {};
const notes = withCases(note);

export const test = Object.assign(notes, { skipIf: (skips: boolean) => (skips ? withCases(never) : notes) });
export const it = test;
export const describe = withCases(group);

export const beforeEach = (action: Action): void => {
  registry.before = [...registry.before, action];
};
export const beforeAll = (action: Action): void => {
  let done: Promise<unknown> | undefined;
  beforeEach(() => (done ??= Promise.resolve(action())));
};
/** Processes that tests start end with this one. */
export const afterAll = (): void => {};

const snapshots = new Map<string, Readonly<Record<string, string>>>();

/** Those of a test file: https://vitest.dev/guide/snapshot.html */
const snapshotsOf = (file: string): Readonly<Record<string, string>> => {
  const known = snapshots.get(file);
  if (known !== undefined) return known;
  const exports: Record<string, string> = {};
  const text = readFileSync(join(dirname(file), '__snapshots__', `${basename(file)}.snap`), 'utf8');
  new Function('exports', text)(exports);
  snapshots.set(file, exports);
  return exports;
};

// vitest looks for them by the one test that it knows of.
expect.extend({
  toMatchSnapshot: (received: unknown) => {
    const { running } = registry;
    running.looked += 1;
    const name = `${running.title} ${running.looked}`;
    const wanted = snapshotsOf(running.file)[name];
    if (typeof received !== 'string') throw new Error(`${name}: a snapshot of what is no text`);
    const shown = received.includes('\n') ? `\n"${received}"\n` : `"${received}"`;
    return { pass: wanted === shown, message: () => `${name} is\n${shown}\nand not\n${wanted}` };
  },
});
