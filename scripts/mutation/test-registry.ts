/**
 * Stands in for `vitest` in the tests that mutation testing runs over and over in one process (./warm-tests.ts): tests are
 * noted instead of being run once. Has what the rooms' tests use; anything else fails when they are loaded.
 */
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
}

const key = Symbol.for('nhi-audit: noted tests');
const place = globalThis as unknown as Record<symbol, Registry>;
// Outside of the module, which is loaded anew with the others.
place[key] ??= { tests: [], names: [], before: [] };
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

const note = (name: string, action: Action, args: readonly unknown[]): void => {
  const { before } = registry;
  registry.tests.push({
    // Two of a name stay apart.
    id: `${[...registry.names, name].join(' > ')} ${registry.tests.length}`,
    run: async () => {
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
          use(`${name} ${index}`, actionIn(parts), Array.isArray(row) ? row : [row]);
      },
  });

export const test = withCases(note);
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
