import { Document, isMap, isPair, isScalar, isSeq, type Scalar, visit, type YAMLMap } from 'yaml';
import type { JobChange } from './corrected.ts';

/** Changes to the steps of a job, and to what it hands over. */

const stepAt = (job: YAMLMap, number: number): YAMLMap | undefined => {
  const steps = job.get('steps');
  const step = isSeq(steps) ? steps.items[number - 1] : undefined;
  return isMap(step) ? step : undefined;
};

/** Sets members of a map in a map, which is made where there is none. */
const setIn = (map: YAMLMap, name: string, members: Readonly<Record<string, string>>): void => {
  const given = map.get(name);
  if (!isMap(given)) map.set(name, members);
  else for (const [key, value] of Object.entries(members)) given.set(key, value);
};

/** One setting of the job, or of one of its steps. */
export const withSetting =
  (name: string, value: string, step?: number): JobChange =>
  (job) => {
    const place = step === undefined ? job : stepAt(job, step);
    place?.set(name, value);
    return place !== undefined;
  };

/** Inputs of one step. */
export const withInputs =
  (number: number, inputs: Readonly<Record<string, string>>): JobChange =>
  (job) => {
    const step = stepAt(job, number);
    if (step !== undefined) setIn(step, 'with', inputs);
    return step !== undefined;
  };

const expression = /\$\{\{(.*?)\}\}/g;

/** `ISSUE_TITLE` of `github.event.issue.title` */
const variableOf = (field: string): string =>
  field
    .replace(/^github\.(?:event\.)?/, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();

const shells = /^(?:bash|sh)\b/;

/**
 * The script of a step reads the text of outsiders from a variable. Only for shells that know `$NAME`, and where no quote
 * stands in the way.
 * @param field `github.event.issue.title`
 */
export const throughVariable =
  (number: number, field: string): JobChange =>
  (job) => {
    const step = stepAt(job, number);
    const run = step?.get('run', true);
    const shell = step?.get('shell') ?? 'bash';
    if (step === undefined || !isScalar(run) || typeof run.value !== 'string') return false;
    if (typeof shell !== 'string' || !shells.test(shell) || /windows/i.test(String(job.get('runs-on'))))
      return false;
    const name = variableOf(field);
    let found = '';
    const lines = run.value.split('\n').map((line) =>
      line.replace(expression, (written, inner: string) => {
        if (!inner.toLowerCase().includes(field)) return written;
        // In single quotes the shell reads no variable; two forms of one text need two variables.
        if (line.replace(expression, '').includes("'") || (found !== '' && found !== written)) found = 'no';
        if (found === 'no') return written;
        found = written;
        const isQuoted = (line.slice(0, line.indexOf(written)).match(/"/g) ?? []).length % 2 === 1;
        return isQuoted ? `\${${name}}` : `"$${name}"`;
      }),
    );
    if (found === '' || found === 'no') return false;
    run.value = lines.join('\n');
    setIn(step, 'env', { [name]: found });
    return true;
  };

const commented = (scalar: Scalar, comment: string): void => {
  scalar.comment = comment;
};

/** A called workflow gets the secrets that it needs by name. */
export const namesSecrets: JobChange = (job) => {
  if (job.get('secrets') !== 'inherit') return false;
  job.set('secrets', new Document({ NAME: `\${{ secrets.NAME }}` }).contents);
  const given = job.get('secrets');
  const value = isMap(given) ? given.get('NAME', true) : undefined;
  if (isScalar(value)) commented(value, ' and so each secret that the workflow needs');
  return true;
};

/** Where all secrets stand in a variable or an input, one stands by name. */
export const namesSecretsOf =
  (expressions: readonly string[]): JobChange =>
  (job) => {
    let found = false;
    visit(job, {
      Pair: (_, { key, value }) => {
        if (!isScalar(value) || typeof value.value !== 'string' || !isScalar(key) || key.value === 'run')
          return;
        const { value: written } = value;
        if (!expressions.some((each) => written.includes(each))) return;
        value.value = `\${{ secrets.NAME }}`;
        commented(value, ' and so each secret that it needs');
        found = true;
      },
    });
    return found;
  };

/** The job asks for a token of the workflow, and holds the stored key no more. */
export const withWorkflowToken =
  (secret: string): JobChange =>
  (job) => {
    const isKey = (value: unknown): boolean =>
      isScalar(value) &&
      typeof value.value === 'string' &&
      new RegExp(`^\\$\\{\\{\\s*secrets\\.${secret}\\s*\\}\\}$`, 'i').test(value.value);
    let found = false;
    visit(job, {
      Map: (_, map) => {
        const kept = map.items.filter(({ value }) => !isKey(value));
        found ||= kept.length < map.items.length;
        map.items = kept;
      },
    });
    visit(job, {
      Pair: (_, pair) =>
        isPair(pair) && isMap(pair.value) && pair.value.items.length === 0 ? visit.REMOVE : undefined,
    });
    const permissions = job.get('permissions');
    if (isMap(permissions)) permissions.set('id-token', 'write');
    else job.set('permissions', { contents: 'read', 'id-token': 'write' });
    return found;
  };
