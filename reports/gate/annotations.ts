import type { JudgedException } from '../../src/model/exception.ts';
import type { GateChange, GateResult } from '../../src/model/gate.ts';
import { deviationWords, fileSentences, loosenedRemedy, loosenedWords } from '../in-force.ts';
import { bounded } from '../inert-text.ts';
import { baseWords } from './base-words.ts';
import { changeWords } from './change-words.ts';
import type { GateFormat } from './gate-format.ts';
import { unreadLines } from './unread-words.ts';

/**
 * Workflow commands of GitHub Actions, one a line: the runner shows them at the file and line of the change.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */

/** Shown of one step and one kind: https://docs.github.com/en/actions/reference/limits */
const most = 10;
const longest = 1_000;

/** As the runner reads them back: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
const data = (text: string): string => text.replaceAll('%', '%25');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const command = (
  name: 'error' | 'warning' | 'notice',
  properties: Readonly<Record<string, string>>,
  message: readonly string[],
): string => {
  const list = Object.entries(properties).map(
    ([key, value]) => `${key}=${property(bounded(value, longest))}`,
  );
  // Each line is made of one line by itself, so that no text can end the command.
  const lines = message.map((line) => data(bounded(line, longest))).join('%0A');
  return `::${name} ${list.join(',')}::${lines}\n`;
};

const annotation = (change: GateChange): string =>
  command(
    change.fails ? 'error' : 'warning',
    {
      title: changeWords[change.class].title,
      ...(change.location === undefined
        ? {}
        : { file: change.location.file, line: String(change.location.line) }),
    },
    [
      `who: ${change.who}`,
      `what: ${change.what}`,
      `where: ${change.where}`,
      `since: ${change.since}`,
      `if it leaks: ${change.falls}`,
      `instead: ${change.instead}`,
    ],
  );

/** What nobody has to do anything about is not shown at the code. */
const isShown = ({ fails, exception, class: kind }: GateChange): boolean =>
  fails || (exception === undefined && (kind === 'indeterminate' || kind === 'not-read'));

const exceptionTitles: Partial<Record<JudgedException['status'], string>> = {
  'expires-soon': 'An exception ends soon',
  expired: 'An exception has ended',
  'review-overdue': 'The review of an exception is overdue',
  'rotation-overdue': 'A credential under an exception is not replaced in time',
  invalid: 'An exception without effect',
};

/** Exceptions that somebody has to look after, but for those at which a change stands already. */
const exceptionWarnings = ({ exceptions, changes }: GateResult): readonly string[] => {
  const told = new Set(changes.filter(isShown).map(({ location }) => `${location?.file}:${location?.line}`));
  return exceptions.flatMap(({ id, status, problems, location: { file, line } }) => {
    const title = exceptionTitles[status];
    return title === undefined || told.has(`${file}:${line}`)
      ? []
      : [command('warning', { title, file, line: String(line) }, [`${id}: ${problems.join('; ')}`])];
  });
};

/** What counts, at the configuration itself where it should not have counted unasked. */
const inForceAnnotations = ({ inForce }: GateResult): readonly string[] => {
  if (inForce === undefined) return [];
  const told = loosenedWords({ inForce });
  const file = inForce.files.find(({ role }) => role === 'configuration')?.path;
  return [
    ...(told === undefined || file === undefined
      ? []
      : [
          command('warning', { title: 'The configuration loosens', file, line: '1' }, [
            told,
            ...inForce.deviations.slice(0, most).map(deviationWords),
            loosenedRemedy,
          ]),
        ]),
    command('notice', { title: 'Configuration of the gate' }, fileSentences(inForce)),
  ];
};

const annotations = (result: GateResult): string[] => {
  const shown = result.changes.filter(isShown);
  const unread = unreadLines(result);
  const left = shown.length - most;
  return [
    ...(result.verdict === 'not-evaluated'
      ? [command('error', { title: 'The gate could not be evaluated' }, [result.reason])]
      : []),
    ...shown.slice(0, most).map(annotation),
    ...exceptionWarnings(result).slice(0, most),
    ...(unread.length === 0
      ? []
      : [
          command('notice', { title: 'Not read' }, [
            ...unread.slice(0, most),
            ...(unread.length > most ? [`${unread.length - most} more are in the job summary.`] : []),
          ]),
        ]),
    ...inForceAnnotations(result),
    ...(result.base === undefined
      ? []
      : [command('notice', { title: 'Base of the gate' }, [baseWords(result.base)])]),
    ...(left > 0
      ? [command('notice', { title: 'nhi-audit' }, [`${left} more changes are in the job summary.`])]
      : []),
  ];
};

/** An annotation for each change that fails or that nobody can tell, and for exceptions that somebody has to look after. */
export const gateAnnotationsFormat: GateFormat = {
  id: 'annotations',
  title: 'annotations of GitHub Actions',
  files: (result) => [{ name: 'gate-annotations.log', text: annotations(result) }],
};
