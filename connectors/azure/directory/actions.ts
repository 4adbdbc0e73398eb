/**
 * Actions of roles of the directory: `<namespace>/<entity>[.<part>]/<properties>/<task>`. `allEntities`, `allProperties` and
 * `allTasks` stand for all; an action on all of an entity holds for its parts (`groups`: `groups.security`).
 * https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions#how-to-understand-role-permissions
 */
interface ResourceAction {
  readonly namespace: string;
  readonly entity: string;
  /** Of the entity: `security` of `groups.security`. Empty: all of it. */
  readonly part: string;
  /** Empty: the action is on the thing itself (`create`). */
  readonly properties: string;
  readonly task: string;
}

const parsed = (action: string): ResourceAction => {
  const [namespace = '', entity = '', ...rest] = action.toLowerCase().split('/');
  const dot = entity.indexOf('.');
  return {
    namespace,
    entity: dot < 0 ? entity : entity.slice(0, dot),
    part: dot < 0 ? '' : entity.slice(dot + 1),
    properties: rest.slice(0, -1).join('/'),
    task: rest.at(-1) ?? '',
  };
};

const known = new Map<string, ResourceAction>();
const actionOf = (text: string): ResourceAction => {
  let action = known.get(text);
  if (action === undefined) {
    action = parsed(text);
    if (known.size > 10_000) known.clear();
    known.set(text, action);
  }
  return action;
};

/** Whether one that holds `held` may do `wanted`. */
export const includesAction = (held: string, wanted: string): boolean => {
  const [has, wants] = [actionOf(held), actionOf(wanted)];
  return (
    has.namespace === wants.namespace &&
    (has.entity === wants.entity || has.entity === 'allentities') &&
    (has.part === '' || has.part === wants.part) &&
    (has.properties === wants.properties || has.properties === 'allproperties') &&
    (has.task === wants.task || has.task === 'alltasks')
  );
};

/** What an action does, in the levels of the model; `control` is for those that the techniques name. */
export const taskOf = (action: string): 'view' | 'read' | 'write' => {
  const { properties, task } = actionOf(action);
  if (task.startsWith('get')) return task.includes('credential') ? 'read' : 'view';
  if (!/read$/.test(task)) return 'write';
  return properties === 'allproperties' ? 'read' : 'view';
};

export const namespaceOf = (action: string): string => actionOf(action).namespace;
