import type { AccessQuestion } from '../../../src/model/access.ts';
import { InputError } from '../../../src/model/input-error.ts';
import { nearest } from '../../../src/model/nearest.ts';
import { once } from '../../../src/model/once.ts';
import { means } from '../entitlements/pieces.ts';
import { actionsOf, awsServices } from '../policy/actions.ts';
import { compileWildcard, hasWildcard } from '../policy/wildcard.ts';

/** One action that was asked for. */
export interface AskedAction {
  readonly id: number;
  /** `s3:GetObject`. */
  readonly written: string;
  readonly lower: string;
  readonly service: string;
  /** It knows no kind of resource: only `*` grants it, whatever resource was asked for. */
  readonly anyResourceOnly: boolean;
}

export interface Asked {
  /** At least one; sorted as AWS writes them. */
  readonly actions: readonly AskedAction[];
  /** `undefined`: any resource. */
  readonly resource: string | undefined;
  /** Whether `resource` is one resource and not a pattern. */
  readonly exact: boolean;
  readonly notes: readonly string[];
}

const suggested = 5;

/** Above the size of the largest service: each action is a question to every identity. */
const mostActions = 1000;

const actionForm = /^[a-z0-9*?-]+:[a-z0-9*?]+$/i;

const allActions = once((): readonly AskedAction[] =>
  awsServices().flatMap((service, index) => {
    const { first, end, nameOf, anyResourceOnly } = actionsOf(index);
    return Array.from({ length: end - first }, (_, at): AskedAction => {
      const id = first + at;
      const written = nameOf(id);
      return { id, written, lower: written.toLowerCase(), service, anyResourceOnly: anyResourceOnly(id) };
    });
  }),
);

const near = (asked: string, known: readonly AskedAction[]): readonly string[] => {
  const [service = '', name] = asked.toLowerCase().split(':');
  const ofService = known.filter((action) => action.service === service);
  const sameName = known.filter(({ lower }) => lower.endsWith(`:${name ?? service}`));
  const pool = ofService.length > 0 ? ofService : known;
  const words = pool.map(({ written }) => written);
  return [...new Set([...sameName.map(({ written }) => written), ...nearest(asked, words)])].slice(
    0,
    suggested,
  );
};

const unknownAction = (asked: string, known: readonly AskedAction[]): InputError => {
  const suggestions = near(asked, known);
  return new InputError(
    hasWildcard(asked) ? 'no action of AWS matches this' : 'AWS has no such action',
    asked,
    suggestions.length === 0
      ? 'Give an action as policies write it: s3:GetObject, or s3:Get* for any that matches.'
      : `Did you mean one of these?${suggestions.map((each) => `\n  ${each}`).join('')}`,
  );
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html; an account may be `aws`, empty or a pattern. */
const arnForm =
  /^arn:(aws[a-z-]*|[a-z*-]*\*[a-z*-]*):[a-z0-9*?-]+:[a-z0-9*?-]*:(\d{12}|aws|[a-z0-9*?-]*[*?][a-z0-9*?-]*|):[^\s]+$/;

const checkResource = (resource: string): void => {
  if (resource === '*' || (arnForm.test(resource) && !resource.includes('${'))) return;
  throw new InputError(
    'this is no ARN, and not *',
    resource,
    'Give an ARN, with * and ? for a pattern: arn:aws:s3:::bucket/key, arn:aws:iam::111122223333:role/*.',
  );
};

/** @throws InputError when the action is none of AWS, the resource no ARN, or the one does nothing on the other */
export const readQuestion = ({ privilege, resource: given }: AccessQuestion): Asked => {
  const known = allActions();
  const lower = privilege.toLowerCase();
  const matches = compileWildcard(lower);
  const named = actionForm.test(privilege) ? known.filter((action) => matches(action.lower)) : [];
  if (named.length === 0) throw unknownAction(privilege, known);
  if (named.length > mostActions) {
    throw new InputError(
      `${named.length} actions match, and ${mostActions} can be asked for at once`,
      privilege,
      'Name a service: s3:*. What one identity may do in all services: nhi-audit explain <identity>.',
    );
  }
  if (given !== undefined) checkResource(given);
  const resource = given === '*' ? undefined : given;
  const actions = named.sort((a, b) => (a.written < b.written ? -1 : 1));
  if (resource === undefined) return { actions, resource, exact: false, notes: [] };
  const meant = actions.filter(({ service }) => means(service, resource));
  if (meant.length === 0) {
    throw new InputError(
      `${privilege} does nothing on a resource of this service`,
      resource,
      'Leave --on out to see the resources on which it is allowed.',
    );
  }
  const onResource = meant.filter(({ anyResourceOnly }) => !anyResourceOnly);
  if (onResource.length === 0) {
    const names = meant.length === 1 ? meant[0]!.written : 'What was asked for';
    const note = `${names} knows no kind of resource: it is allowed on * or not at all, and was asked for *.`;
    return { actions: meant, resource: undefined, exact: false, notes: [note] };
  }
  return { actions: onResource, resource, exact: !hasWildcard(resource), notes: [] };
};
