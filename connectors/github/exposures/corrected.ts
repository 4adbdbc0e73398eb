import { Document, isAlias, isMap, isScalar, isSeq, type Scalar, visit, type YAMLMap } from 'yaml';
import { readYaml } from '../../../src/yaml/document.ts';

const namesSecrets = /\$\{\{[^}]*(?<![\w.-])secrets\b/i;

/** A change to one job of a workflow; false: there is nothing of it to change. */
export type JobChange = (job: YAMLMap) => boolean;

/** A fix is read on a screen: what is longer, or has lines that no screen holds, is left to an editor. */
const mostLines = 60;
const longestLine = 200;

const isShown = (line: string): boolean => line.length <= longestLine && !/[\p{C}\p{Zl}\p{Zp}]/u.test(line);

/**
 * Jobs of a workflow as they should stand, whole, under `jobs:`, with what was given as comments kept. Empty where the text
 * cannot be read, is too long to print, rests on an anchor elsewhere in the file, or has nothing to change.
 * @param text as the record has it: secrets are taken out of it before
 */
export const correctedJobs = (
  text: string | undefined,
  names: readonly string[],
  change: JobChange,
): readonly string[] => {
  if (text === undefined) return [];
  const { document, problem } = readYaml(text);
  const jobs = document.get('jobs');
  if (problem !== undefined || !isMap(jobs)) return [];
  const corrected = new Document({ jobs: {} });
  const gone = new Set<string>();
  for (const name of names) {
    const pair = jobs.items.find(({ key }) => isScalar(key) && String(key.value) === name);
    if (pair === undefined || !isMap(pair.value)) return [];
    let bound = false;
    visit(pair.value, {
      Node: (_, node) => {
        if (!isAlias(node) && node.anchor === undefined) return undefined;
        bound = true;
        return visit.BREAK;
      },
    });
    if (bound) return [];
    const around = withEnvironment(document.get('env'), pair.value);
    if (!change(pair.value)) return [];
    const moved = around.settle();
    for (const each of moved) gone.add(each);
    corrected.setIn(['jobs', name], pair.value);
  }
  return linesOf(gone.size === 0 ? corrected : withoutAtTop(document, corrected, gone, names.length));
};

/**
 * Secrets in `env` of the workflow are those of each job: they stand in the job while it is changed. What the change left as it
 * was goes back.
 */
const withEnvironment = (env: unknown, job: YAMLMap): { readonly settle: () => readonly string[] } => {
  const secrets = isMap(env)
    ? env.items.filter(({ value }) => isScalar(value) && namesSecrets.test(String(value.value)))
    : [];
  const own = job.get('env');
  const added = secrets.filter(({ key }) => !(isMap(own) && own.has(key)));
  if (added.length === 0 || (own !== undefined && !isMap(own))) return { settle: () => [] };
  if (own === undefined) job.set('env', new Document({}).contents);
  const within = job.get('env') as YAMLMap;
  for (const { key, value } of added) within.set((key as Scalar).clone(), (value as Scalar).clone());
  return {
    settle: () => {
      const changed = added.filter(({ key, value }) => {
        const now = within.get(key, true);
        return !isScalar(now) || now.value !== (value as Scalar).value;
      });
      for (const pair of added) if (!changed.includes(pair)) within.delete(pair.key);
      if (within.items.length === 0) job.delete('env');
      return changed.map(({ key }) => String((key as Scalar).value));
    },
  };
};

/** With `env` of the workflow as it is to be, and what that means for its other jobs. */
const withoutAtTop = (
  document: Document,
  corrected: Document,
  gone: ReadonlySet<string>,
  shown: number,
): Document => {
  const env = document.get('env') as YAMLMap;
  const jobs = document.get('jobs') as YAMLMap;
  env.items = env.items.filter(({ key }) => !gone.has(String((key as Scalar).value)));
  const whole = new Document({ env: {}, jobs: {} });
  whole.set('env', env);
  whole.set('jobs', corrected.get('jobs'));
  if (jobs.items.length > shown)
    whole.commentBefore = ` ${[...gone].join(', ')}: set in env of each other job that needs it`;
  return whole;
};

const linesOf = (document: Document): readonly string[] => {
  const lines = document.toString({ lineWidth: 0 }).trimEnd().split('\n');
  return lines.length > mostLines || !lines.every(isShown) ? [] : lines;
};

/**
 * A whole workflow file that runs the code of outsiders under `pull_request`, with a token that reads. Empty as above.
 * @param events what starts it today, of those that outsiders cause
 */
export const underPullRequest = (text: string | undefined, events: readonly string[]): readonly string[] => {
  if (text === undefined) return [];
  const { document, problem } = readYaml(text);
  const jobs = document.get('jobs');
  if (problem !== undefined || !isMap(document.contents) || !isMap(jobs)) return [];
  const on = document.get('on', true);
  const names = isMap(on) ? on.items.map(({ key }) => key) : isSeq(on) ? on.items : isScalar(on) ? [on] : [];
  // What stays beside it keeps its own settings: only a file that nothing else starts is told anew.
  if (names.length === 0 || !names.every((name) => isScalar(name) && events.includes(String(name.value))))
    return [];
  document.set('on', 'pull_request');
  document.set('permissions', { contents: 'read' });
  for (const { value: job } of jobs.items) if (isMap(job)) job.delete('permissions');
  return linesOf(document);
};

/** The steps of a job that use an action, as nodes. */
const stepsWith = (job: YAMLMap, uses: string): readonly { step: YAMLMap; used: Scalar }[] => {
  const steps = job.get('steps');
  if (!isSeq(steps)) return [];
  return steps.items.flatMap((step) => {
    const used = isMap(step) ? step.get('uses', true) : undefined;
    return isMap(step) && isScalar(used) && used.value === uses ? [{ step, used }] : [];
  });
};

/** Its checkouts keep no token. @param uses `actions/checkout@v4` */
export const keepsNoToken =
  (uses: string): JobChange =>
  (job) => {
    const found = stepsWith(job, uses);
    for (const { step } of found) {
      const given = step.get('with');
      if (isMap(given)) given.set('persist-credentials', false);
      else step.set('with', { 'persist-credentials': false });
    }
    return found.length > 0;
  };

const least =
  (given: Readonly<Record<string, string>>): JobChange =>
  (job) => {
    const permissions = new Document(given).contents!;
    // A comment behind an empty map would break the line.
    if (Object.keys(given).length > 0) permissions.comment = ' and what else its steps use';
    const pair = job.items.find(({ key }) => isScalar(key) && key.value === 'permissions');
    if (pair === undefined) job.set('permissions', permissions);
    else pair.value = permissions;
    return true;
  };

/** Its token reads the code and nothing else, with a word on what to add. */
export const readsOnly: JobChange = least({ contents: 'read' });

const holdsNothing: JobChange = least({});

/** Takes out of a map what is set from secrets; a map without members goes, too. */
const withoutSecretsIn = (map: YAMLMap, name: string): void => {
  const given = map.get(name);
  if (!isMap(given)) return;
  given.items = given.items.filter(
    ({ value }) => !(isScalar(value) && namesSecrets.test(String(value.value))),
  );
  if (given.items.length === 0) map.delete(name);
};

/** It has no permission and no secret. False: a script or a condition names one, or what it calls gets them. */
export const holdsNoSecret: JobChange = (job) => {
  if (job.has('secrets') || !holdsNothing(job)) return false;
  const steps = job.get('steps');
  withoutSecretsIn(job, 'env');
  for (const step of isSeq(steps) ? steps.items : []) {
    if (!isMap(step)) continue;
    withoutSecretsIn(step, 'env');
    withoutSecretsIn(step, 'with');
  }
  return !namesSecrets.test(JSON.stringify(job.toJSON()));
};

/** Steps and a called workflow by a commit that is still to be filled in, with the version behind it. */
export const pinned =
  (uses: string): JobChange =>
  (job) => {
    const called = job.get('uses', true);
    const nodes = [
      ...stepsWith(job, uses).map(({ used }) => used),
      ...(isScalar(called) && called.value === uses ? [called] : []),
    ];
    const at = uses.lastIndexOf('@');
    for (const node of nodes) {
      node.value = `${at < 0 ? uses : uses.slice(0, at)}@FULL_COMMIT`;
      if (at >= 0) node.comment = ` ${uses.slice(at + 1)}`;
    }
    return nodes.length > 0;
  };
