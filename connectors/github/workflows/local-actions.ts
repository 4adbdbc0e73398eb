import { readYaml } from '../../../src/yaml/document.ts';
import { isJson, type Json, stepsIn } from './file.ts';

/**
 * Actions that lie in the repository: the steps of a composite one run in the job that uses it.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#runs-for-composite-actions
 */

/** GitHub's words for the file, in the order in which it looks. */
export const actionFiles = ['action.yml', 'action.yaml'] as const;

const parsed = (text: string): Json | undefined => {
  const { document, problem } = readYaml(text);
  if (problem !== undefined) return undefined;
  try {
    const written: unknown = document.toJS({ maxAliasCount: 100 });
    return isJson(written) ? written : undefined;
  } catch (failure) {
    // Aliases that do not end.
    if (failure instanceof ReferenceError) return undefined;
    throw failure;
  }
};

/** What stands behind `uses`: without a slash at its end. */
const placeOf = (used: string): string => used.replace(/\/+$/, '');

/** @param texts by what `uses` says; one that cannot be read is none */
export const localActions = (texts: ReadonlyMap<string, string>): ((used: string) => Json | undefined) => {
  const read = new Map<string, Json | undefined>();
  return (used) => {
    const place = placeOf(used);
    const text = texts.get(place);
    if (text === undefined) return undefined;
    if (!read.has(place)) read.set(place, parsed(text));
    return read.get(place);
  };
};

/** Local actions that a workflow or an action uses, each once. */
export const localUses = (text: string): readonly string[] => {
  const written = parsed(text);
  if (written === undefined) return [];
  const holders = [
    ...(isJson(written.jobs) ? Object.values(written.jobs) : []),
    ...(isJson(written.runs) ? [written.runs] : []),
  ];
  const used = holders
    .filter(isJson)
    .flatMap((holder) =>
      stepsIn(holder.steps).flatMap(({ uses }) => (typeof uses === 'string' ? [uses] : [])),
    );
  return [...new Set(used.filter((each) => each.startsWith('./')).map(placeOf))].sort();
};

/** How many a checkout may have that anybody looks at. */
export const mostActions = 500;

/** @param read the text of the action in a folder of the checkout; undefined: there is none */
export const usedActions = (
  workflows: readonly string[],
  read: (used: string) => string | undefined,
): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  const open = [...new Set(workflows.flatMap(localUses))];
  const seen = new Set(open);
  for (let used = open.pop(); used !== undefined && found.size < mostActions; used = open.pop()) {
    const text = read(used);
    if (text === undefined) continue;
    found.set(used, text);
    for (const next of localUses(text)) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return found;
};
