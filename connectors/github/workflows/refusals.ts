import { isJson, type Json, type LinesOf, list } from './file.ts';

/**
 * What GitHub does not take in a workflow file, as far as it bears on what jobs may do. Such a file does not run, or means
 * something that is not read here.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export interface Refusal {
  readonly why: string;
  /** From 1. */
  readonly line: number;
}

type Path = readonly (string | number)[];

const known = (...names: readonly string[]): ReadonlySet<string> => new Set(names);

const ofWorkflow = known('name', 'run-name', 'on', 'permissions', 'env', 'defaults', 'concurrency', 'jobs');
const ofJob = known(
  ...['name', 'permissions', 'needs', 'if', 'runs-on', 'snapshot', 'environment', 'concurrency', 'outputs'],
  ...[
    'env',
    'defaults',
    'steps',
    'timeout-minutes',
    'cancel-timeout-minutes',
    'strategy',
    'continue-on-error',
  ],
  ...['container', 'services', 'uses', 'with', 'secrets'],
);
const ofStep = known(
  ...['id', 'name', 'if', 'uses', 'run', 'with', 'env', 'shell', 'working-directory', 'timeout-minutes'],
  ...['continue-on-error', 'background', 'wait', 'wait-all', 'cancel', 'parallel'],
);
const accesses: ReadonlySet<unknown> = new Set(['read', 'write', 'none']);

const shown = (name: string): string => (name.length > 60 ? `${name.slice(0, 60)}…` : name);

interface Found {
  readonly why: string;
  readonly at: Path;
}

const strangers = (written: Json, names: ReadonlySet<string>, at: Path, of: string): readonly Found[] =>
  Object.keys(written)
    .filter((name) => !names.has(name) && name !== '<<')
    .map((name) => ({ why: `${of} has no key \`${shown(name)}\``, at: [...at, name] }));

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions */
const inPermissions = (holder: Json, at: Path): readonly Found[] => {
  const { permissions } = holder;
  if (permissions === undefined || permissions === null) return [];
  const place = [...at, 'permissions'];
  if (!isJson(permissions)) {
    if (permissions === 'read-all' || permissions === 'write-all') return [];
    const expression = typeof permissions === 'string' && permissions.includes('${{');
    return [
      {
        why: expression
          ? 'its permissions are an expression, which nobody can work out'
          : 'its permissions are neither `read-all`, `write-all` nor a list of permissions',
        at: place,
      },
    ];
  }
  return Object.entries(permissions)
    .filter(([name, access]) => name !== '<<' && !accesses.has(access))
    .map(([name]) => ({
      why: `the permission \`${shown(name)}\` is neither \`read\`, \`write\` nor \`none\``,
      at: [...place, name],
    }));
};

const isComputed = (used: unknown): boolean => typeof used === 'string' && used.includes('${{');

const inStep = (step: unknown, at: Path): readonly Found[] => {
  if (!isJson(step)) return [{ why: 'a step is no mapping', at }];
  return [
    ...strangers(step, ofStep, at, 'a step'),
    ...(isComputed(step.uses)
      ? [{ why: 'a step names its action by an expression', at: [...at, 'uses'] }]
      : []),
    ...list(step.parallel).flatMap((inner, index) =>
      isJson(inner) && inner.parallel !== undefined
        ? [{ why: 'parallel steps lie in parallel steps', at: [...at, 'parallel', index] }]
        : inStep(inner, [...at, 'parallel', index]),
    ),
  ];
};

const inJob = (name: string, job: unknown): readonly Found[] => {
  const at: Path = ['jobs', name];
  if (!isJson(job)) return [{ why: `the job ${shown(name)} is no mapping`, at }];
  return [
    ...strangers(job, ofJob, at, 'a job'),
    ...inPermissions(job, at),
    ...(isComputed(job.uses)
      ? [{ why: 'a job names the workflow that it calls by an expression', at: [...at, 'uses'] }]
      : []),
    ...(job.steps !== undefined && !Array.isArray(job.steps)
      ? [{ why: 'the steps of a job are no list', at: [...at, 'steps'] }]
      : []),
    ...(Array.isArray(job.steps) ? job.steps : []).flatMap((step: unknown, index) =>
      inStep(step, [...at, 'steps', index]),
    ),
  ];
};

/** Merge keys, and keys that differ only in case, anywhere. */
const inMappings = (root: Json): readonly Found[] => {
  const found: Found[] = [];
  const seen = new Set<unknown>();
  const open: { readonly value: unknown; readonly at: Path }[] = [{ value: root, at: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, at } = next;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    // What several aliases stand for is looked at once.
    seen.add(value);
    const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
      ? [...value.entries()]
      : Object.entries(value);
    const names = new Set<string>();
    for (const [name, inner] of entries) {
      open.push({ value: inner, at: [...at, name] });
      if (typeof name !== 'string') continue;
      if (name === '<<') found.push({ why: 'it has a merge key (`<<`)', at: [...at, name] });
      const lower = name.toLowerCase();
      if (names.has(lower))
        found.push({ why: `the key \`${shown(name)}\` stands there twice`, at: [...at, name] });
      names.add(lower);
    }
  }
  return found;
};

/** In the order of the lines, each reason once. */
export const refusalsOf = (written: Json, lines: LinesOf): readonly Refusal[] => {
  const jobs = isJson(written.jobs) ? Object.entries(written.jobs) : [];
  const found = [
    ...inMappings(written),
    ...strangers(written, ofWorkflow, [], 'a workflow'),
    ...inPermissions(written, []),
    ...jobs.flatMap(([name, job]) => (name === '<<' ? [] : inJob(name, job))),
  ].map(({ why, at }) => ({ why, line: lines(...at) }));
  return [...new Map(found.map((refusal) => [refusal.why, refusal])).values()].toSorted(
    (a, b) => a.line - b.line || (a.why < b.why ? -1 : 1),
  );
};
