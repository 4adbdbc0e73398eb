import type { RepositoryReference } from '../facts/records.ts';
import { actionFiles, isSound, localUses } from '../workflows/local-actions.ts';
import { localActionsAnswerSchema } from './answers.ts';
import { queries, slotsOfActions } from './queries.ts';
import { makeStep, type Place, type Step, tooMuch } from './step.ts';

/**
 * Actions that lie in the repository that uses them: their steps run in its jobs.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#runs-for-composite-actions
 */
export interface UsedAction {
  readonly repository: RepositoryReference;
  readonly nodeId: string;
  /** As `localPlace` says it: `./.github/actions/deploy` */
  readonly used: string;
}

const call = queries.LocalActions.id;

/** Of an organisation: a hundred calls. */
const most = 100 * slotsOfActions;
/** Composite actions nest up to ten deep. https://docs.github.com/en/actions/concepts/workflows-and-actions/custom-actions */
const deepest = 10;
const largestText = 256 * 1024;

const nameOf = ({ repository, used }: UsedAction): string => `${repository.full_name} ${used}`;

/** Names that mean nothing else to git: `HEAD:` and a path. */
const isPath = (used: string): boolean =>
  used === './' ||
  used
    .split('/')
    .slice(1)
    .every((part) => /^[\w@+. -]{1,255}$/.test(part) && !/^\.{1,2}$/.test(part));

const pathOf = (used: string, file: string): string => (used === './' ? file : `${used.slice(2)}/${file}`);

interface Answered {
  readonly text?: string | null | undefined;
  readonly isTruncated?: boolean | undefined;
  readonly isBinary?: boolean | null | undefined;
}

/** What is wanted of each slot; those that are left over ask for the first again. */
const variablesOf = (batch: readonly UsedAction[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: slotsOfActions }, (_, slot) => batch[slot] ?? batch[0]!).flatMap(
      ({ nodeId, used }, slot) => [
        [`id${slot}`, nodeId],
        ...actionFiles.map((file, at) => [`path${slot}_${at}`, `HEAD:${pathOf(used, file)}`]),
      ],
    ),
  );

const textOf = (step: Step, wanted: UsedAction, path: string, file: Answered): string | undefined => {
  const readable = file.isTruncated !== true && file.isBinary !== true;
  const text = readable ? (file.text ?? undefined) : undefined;
  if (text !== undefined && text.length <= largestText) return text;
  step.remark(call, `${wanted.repository.full_name} ${path} is too large or no text`, true);
  return undefined;
};

/** The actions that those which were read use in their turn. */
const readBatch = async (step: Step, batch: readonly UsedAction[]): Promise<readonly UsedAction[]> => {
  const where = batch.length === 1 ? nameOf(batch[0]!) : `${batch.length} actions`;
  const data = await step.query('LocalActions', variablesOf(batch), where, batch.length > 1);
  if (data === tooMuch) {
    const half = Math.ceil(batch.length / 2);
    return [...(await readBatch(step, batch.slice(0, half))), ...(await readBatch(step, batch.slice(half)))];
  }
  const parsed = localActionsAnswerSchema.safeParse(data);
  if (!parsed.success) {
    if (data !== undefined) step.remark(call, 'an answer did not have the shape of the GitHub API', true);
    return [];
  }
  return batch.flatMap((wanted, slot) => {
    const files = parsed.data[`slot${slot}`];
    const found = [files?.file0, files?.file1]
      .map((file, at) => ({ path: pathOf(wanted.used, actionFiles[at]!), file }))
      .find(({ file }) => file?.text !== undefined || file?.isBinary !== undefined);
    if (found?.file === undefined || found.file === null) return [];
    const text = textOf(step, wanted, found.path, found.file);
    if (text === undefined) return [];
    const { repository } = wanted;
    step.put(call, 'github.local-action', `${repository.full_name}/${found.path}`, {
      repository,
      path: found.path,
      text,
    });
    if (!isSound(text))
      step.remark(
        call,
        `${repository.full_name} ${found.path} is no sound YAML: what it does is not known`,
        true,
      );
    return localUses(text).map((used) => ({ ...wanted, used }));
  });
};

/** Texts of the actions that workflows use, and of those that these use. */
export const readLocalActions = async (place: Place, first: readonly UsedAction[]): Promise<void> => {
  const seen = new Set<string>();
  let asked = 0;
  let open = first;
  for (let depth = 0; depth < deepest && open.length > 0; depth += 1) {
    const odd = new Set<string>();
    const fresh = open.filter((each) => {
      const known = seen.has(nameOf(each));
      seen.add(nameOf(each));
      if (!known && !isPath(each.used)) odd.add(nameOf(each));
      return !known && isPath(each.used);
    });
    if (odd.size > 0)
      place.ledger.remark(call, `${odd.size} whose paths are not written plainly were not read`, true);
    const now = fresh.slice(0, most - asked);
    if (now.length < fresh.length)
      place.ledger.remark(call, `of the actions in repositories the first ${most} were read`, true);
    asked += now.length;
    const next: UsedAction[] = [];
    for (let at = 0; at < now.length; at += slotsOfActions) {
      const batch = now.slice(at, at + slotsOfActions);
      const key = `local actions ${batch.map(({ repository, used }) => `${repository.id}:${used}`).join(' ')}`;
      next.push(...(await makeStep(place, key, (step) => readBatch(step, batch))));
    }
    open = next;
  }
};
