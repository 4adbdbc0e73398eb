import type { Evidence } from '../../../src/model/evidence.ts';
import type { Attachment } from '../../../src/model/identity.ts';
import type { Way } from '../../../src/model/reach.ts';
import type { RemedyWorld } from '../../../src/model/remedy.ts';
import { compileWildcard } from '../policy/wildcard.ts';
import { textsOf, type WrittenDocument, type WrittenStatement } from '../policy/written.ts';
import { actionsOfSteps } from './step-actions.ts';

/** What else allows a step: statements beside the one that the graph names. */

/** In a policy variable can be anything. */
const asPattern = (text: string): string => text.replaceAll(/\$\{[^}]*\}/g, '*');

const matchesAny = (patterns: readonly string[], texts: readonly string[], lower: boolean): boolean => {
  const folded = lower ? texts.map((text) => text.toLowerCase()) : texts;
  return patterns.some((pattern) => {
    const matches = compileWildcard(asPattern(lower ? pattern.toLowerCase() : pattern));
    return folded.some(matches);
  });
};

/** Whether a statement allows one of some actions on one of some resources. */
const allows = (
  { Effect, Action, NotAction, Resource, NotResource }: WrittenStatement,
  actions: readonly string[],
  resources: readonly string[] | undefined,
): boolean => {
  if (Effect !== 'Allow') return false;
  const named =
    Action === undefined
      ? actions.some((action) => !matchesAny(textsOf(NotAction), [action], true))
      : matchesAny(textsOf(Action), actions, true);
  if (!named || resources === undefined) return named;
  return NotResource === undefined
    ? matchesAny(textsOf(Resource), resources, false)
    : resources.some((resource) => !matchesAny(textsOf(NotResource), [resource], false));
};

/** What the actions of a step are checked against. Undefined: nobody knows. */
const resourcesOf = (
  { from, to, through }: Way,
  actions: readonly string[],
  { identityById }: RemedyWorld,
): readonly string[] | undefined => {
  if (!actions.every((action) => /^(?:iam|sts):/i.test(action)))
    return through.length > 0 ? through : undefined;
  const target = (to === undefined ? undefined : identityById(to)) ?? identityById(from);
  return target === undefined
    ? undefined
    : // Who writes one of its policies or groups writes its permissions.
      [target.id, ...target.attachments.map(({ source }) => source.id)];
};

const pointerOf = ({ source, statements }: Attachment, position: number): string =>
  statements === 'single'
    ? `${source.pointer ?? ''}/Statement`
    : `${source.pointer ?? ''}/Statement/${position}`;

/** Of whoever takes a step all statements that allow it, those that the way names among them. */
export const placesOfStep = (way: Way, world: RemedyWorld): readonly Evidence[] => {
  const actions = actionsOfSteps(way.techniques);
  const origin = world.identityById(way.from);
  if (actions === undefined || origin === undefined) return way.evidence;
  // Whom the target's own policy lets in by name needs no permission: what its policies say is of no matter.
  const isOwn = ({ record, id, pointer = '' }: Evidence): boolean =>
    origin.attachments.some(
      ({ source }) =>
        source.record === record && source.id === id && pointer.startsWith(source.pointer ?? ''),
    );
  if (!way.evidence.some(isOwn)) return way.evidence;
  const resources = resourcesOf(way, actions, world);
  const known = new Set(way.evidence.map(({ record, id, pointer }) => `${record}\n${id}\n${pointer}`));
  const further = origin.attachments.flatMap((attachment): readonly Evidence[] => {
    if (attachment.statements === 'elsewhere') return [];
    const document = world.documentAt(attachment.source) as Partial<WrittenDocument> | undefined;
    return (document?.Statement ?? []).flatMap((statement, position): readonly Evidence[] => {
      const pointer = pointerOf(attachment, position);
      const { record, id } = attachment.source;
      if (known.has(`${record}\n${id}\n${pointer}`) || !allows(statement, actions, resources)) return [];
      return [{ record, id, pointer, says: `policy ${attachment.name} allows this step as well` }];
    });
  });
  return [...way.evidence, ...further];
};
