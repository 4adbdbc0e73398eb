import { shellQuote } from '../../src/model/command-line.ts';
import type { PathStep } from '../../src/model/finding.ts';
import type { Identity } from '../../src/model/identity.ts';
import type { PathCut, PathCuts } from '../../src/model/reach.ts';
import type { Cut } from '../../src/model/remedy.ts';
import type { RuleContext } from '../../src/model/rule.ts';
import { cutOf, fixOf } from './remedies.ts';
import { counted, plain } from './wording.ts';

/** The cheapest way to end a path to control. */
export interface PathFix {
  readonly text: string;
  /** Who takes the step that is cut, and that step with the places that change. Absent: the path as it is. */
  readonly origin?: Identity | undefined;
  readonly step?: PathStep;
}

type Known = Pick<RuleContext, 'estate' | 'remedies' | 'identityById' | 'index'>;

/** Whom the commands keep from control besides. */
const whoLoses = ({ others, othersInUse }: PathCut['alike']): string =>
  others === 0
    ? 'No other identity depends on it to get there.'
    : `${counted(others, 'other identity', 'other identities')}${
        othersInUse === others ? '' : `, ${othersInUse} of them in use,`
      } ${others === 1 ? 'loses' : 'lose'} the way to control with it.`;

/** A command that says more, where nobody knows one that ends it. */
const explain = ({ estate, index }: Known): string | undefined => {
  const quoted = shellQuote(estate.identities[index]!.id);
  return quoted && `nhi-audit explain ${quoted}`;
};

const oneStep = (path: readonly PathStep[], cut: PathCut, made: Cut, { identityById }: Known): PathFix => {
  const step = path[cut.position];
  return {
    text: fixOf(
      `Cut step ${cut.position + 1} of ${path.length} (${plain(cut.by, 120)}): without it this identity controls nothing any more. ${whoLoses(made.rows.some(({ ofOriginAlone }) => ofOriginAlone) ? cut : cut.alike)} ${made.says.join(' ')}`,
      ...made.commands,
    ),
    origin: identityById(cut.from),
    ...(step === undefined ? {} : { step: { ...step, evidence: made.places } }),
  };
};

/**
 * Of the steps of which one is enough, the first in their order that somebody knows how to cut; where no single step is, all
 * first steps. Where nobody knows how, what to look for.
 */
export const fixOfPath = (
  { enough, steps, first, more }: PathCuts,
  path: readonly PathStep[],
  context: Known,
): PathFix => {
  const { remedies, estate, identityById } = context;
  for (const cut of enough) {
    const made = remedies.cut([cut]);
    if (made !== undefined) return oneStep(path, cut, made, context);
  }
  const all = more === 0 ? remedies.cut(first) : undefined;
  if (all !== undefined) {
    return {
      text: fixOf(
        `${
          first.length === 1
            ? 'All ways to control begin with one step. Cut it.'
            : `No single step is enough: ${counted(first.length, 'way')} lead to control. Cut all of them where they begin.`
        } ${all.says.join(' ')}`,
        ...all.commands,
      ),
      origin: identityById(first[0]!.from),
      ...(path[0] === undefined ? {} : { step: { ...path[0], evidence: all.places } }),
    };
  }
  for (const [position, step] of path.entries()) {
    const way = steps.find(({ from, to }) => from === step.from && to === step.to);
    const made = way && remedies.cut([way]);
    if (way === undefined || made === undefined) continue;
    return {
      text: fixOf(
        `Cut step ${position + 1} of ${path.length} (${plain(way.by, 120)}). The identity has further ways to control, which this does not close: scan again afterwards to see them. ${made.says.join(' ')}`,
        ...made.commands,
      ),
      origin: identityById(way.from),
      step: { ...step, evidence: made.places },
    };
  }
  const mechanism = estate.takeover.techniques.find(({ id }) => id === path[0]?.technique)?.mechanism;
  return {
    text: fixOf(
      `Cut the path at its first step. ${mechanism === undefined ? 'Take the permission for it away.' : cutOf[mechanism]}`,
      ...path
        .slice(0, 1)
        .flatMap(({ by, evidence }) => [
          `# step: ${plain(by, 240)}`,
          ...evidence.map(
            ({ id, pointer }) =>
              `# allowed in: ${plain(id)}${pointer === undefined ? '' : ` ${plain(pointer)}`}`,
          ),
        ]),
      explain(context),
    ),
  };
};
