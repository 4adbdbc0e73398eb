import type { AccessQuestion } from '../../../src/model/access.ts';
import { InputError } from '../../../src/model/input-error.ts';
import { nearest } from '../../../src/model/nearest.ts';
import { once } from '../../../src/model/once.ts';
import { builtInDirectoryRoles } from '../directory/built-in-roles.ts';
import { graphPermissions } from '../directory/graph-permissions.ts';
import { builtInRoles } from '../rbac/built-in-roles.ts';
import type { Plane } from '../rbac/role.ts';
import { normalScope } from '../rbac/scope.ts';

/**
 * What is asked: an action of Azure at a scope, an action of the directory, or a permission of Microsoft Graph. Each is held in
 * its own way.
 */
export type Asked = {
  /** As it was asked. */
  readonly written: string;
  /** Lower case; of an action of Azure a pattern asks for any that matches. */
  readonly action: string;
} & (
  | {
      readonly is: 'azure';
      /** Normal path. Absent: anywhere. */
      readonly place?: string;
      /** An action that built-in roles name among those on data is one of these alone, and the other way round. */
      readonly planes: readonly Plane[];
    }
  | {
      readonly is: 'directory';
      /** Object id, lower case. Absent: anywhere. */
      readonly object?: string;
    }
  | { readonly is: 'permission' }
);

const suggested = 5;

/** Providers of which some built-in role knows an action. */
const knownNamespaces = once(
  (): ReadonlySet<string> =>
    new Set(
      [...builtInRoles().values()].flatMap(({ entries }) =>
        entries.flatMap(({ actions, dataActions }) =>
          [...actions, ...dataActions].map((action) => action.slice(0, action.indexOf('/'))),
        ),
      ),
    ),
);

const named = once((): Readonly<Record<Plane, ReadonlySet<string>>> => {
  const entries = [...builtInRoles().values()].flatMap((role) => role.entries);
  return {
    management: new Set(entries.flatMap(({ actions }) => actions)),
    data: new Set(entries.flatMap(({ dataActions }) => dataActions)),
  };
});
const planesOf = (action: string): readonly Plane[] => {
  const found = (['management', 'data'] as const).filter((plane) => named()[plane].has(action));
  return found.length === 1 ? found : ['management', 'data'];
};

const directoryActions = once((): readonly string[] => [
  ...new Set([...builtInDirectoryRoles.values()].flatMap(({ actions }) => actions)),
]);

const notKnown = (written: string, known: readonly string[]): InputError => {
  const near = nearest(written, known).slice(0, suggested);
  return new InputError(
    'Azure has no such action or permission',
    written,
    near.length === 0
      ? 'Give an action of Azure (Microsoft.Storage/storageAccounts/listKeys/action), one of the directory, or a permission of Microsoft Graph.'
      : `Did you mean one of these?${near.map((each) => `\n  ${each}`).join('')}`,
  );
};

/** @throws InputError when the question names nothing that Azure knows, or the resource is no path or object id */
export const readQuestion = ({ privilege: written, resource: given }: AccessQuestion): Asked => {
  const action = written.toLowerCase();
  const resource = given === '*' ? undefined : given;
  if (!action.includes('/')) {
    const known = graphPermissions.map(({ name }) => name);
    // Permissions are many more than those that lead on: their form tells them.
    if (!/^[a-z][\w-]*(?:\.[\w-]+)+$/i.test(written)) throw notKnown(written, known);
    return { is: 'permission', written, action };
  }
  const namespace = action.slice(0, action.indexOf('/'));
  if (directoryActions().some((each) => each.toLowerCase().startsWith(`${namespace}/`))) {
    if (!directoryActions().some((each) => each.toLowerCase() === action) && !action.endsWith('/alltasks'))
      throw notKnown(written, directoryActions());
    const object = resource?.toLowerCase().replace(/^.*\//, '');
    return { is: 'directory', written, action, ...(object === undefined || object === '' ? {} : { object }) };
  }
  if (namespace !== '*' && !namespace.includes('*') && !knownNamespaces().has(namespace))
    throw notKnown(
      written,
      [...knownNamespaces()].map((each) => `${each}/*`),
    );
  if (resource === undefined) return { is: 'azure', written, action, planes: planesOf(action) };
  if (!resource.startsWith('/') || /[*?]/.test(resource))
    throw new InputError(
      'this is no scope of Azure',
      resource,
      'Give a path: /subscriptions/ID, /subscriptions/ID/resourceGroups/NAME, or the id of a resource.',
    );
  return { is: 'azure', written, action, planes: planesOf(action), place: normalScope(resource) };
};
