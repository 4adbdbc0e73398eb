import type { TargetMember, TargetSet } from '../../../src/takeover/targets.ts';
import type { Principal } from '../facts/inventory.ts';
import { type KeyValue, known } from '../policy/condition.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { type Decision, denied, statementsFor } from '../policy/evaluate.ts';
import { commonExample, compileWildcard } from '../policy/wildcard.ts';
import type { Need, PassRoleTechnique } from '../techniques/index.ts';
import { type Asking, askNeeds } from './asking.ts';
import { better } from './decisions.ts';
import type { Directory } from './directory.ts';
import { documentsOf, type Holder } from './holder.ts';
import type { Drawing } from './parts.ts';

/**
 * Handing a role to a service is not one question for all roles: the request may name the role, and the role may let
 * only some of the service's resources in.
 */
const namesRole: Readonly<Record<string, (role: Principal) => KeyValue>> = {
  'cloudformation:rolearn': ({ arn }) => known(arn),
  'codebuild:servicerole': ({ arn }) => known(arn),
  'codebuild:buildbatchconfig.servicerole': ({ arn }) => known(arn),
  'emr-containers:executionrolearn': ({ arn }) => known(arn),
  'ec2:instanceprofile': (role) => profilesOf(role),
  'ec2:newinstanceprofile': (role) => profilesOf(role),
};

const profilesOf = ({ instanceProfiles }: Principal): KeyValue => ({
  is: 'chosen',
  ...(instanceProfiles === undefined ? {} : { among: instanceProfiles.map((arn) => [arn]) }),
});

/** Whether the holder's statements on what a technique needs tell roles apart. */
const asksForRole = (holder: Holder, needs: readonly Need[]): boolean =>
  documentsOf(holder.layers).some((document) =>
    needs.some(({ action }) =>
      statementsFor(document, action.toLowerCase()).some(({ conditions }) =>
        conditions.some(({ key }) => Object.hasOwn(namesRole, key)),
      ),
    ),
  );

const sources = new WeakMap<PolicyDocument, readonly string[]>();
/** All resources of a service. */
const anyOf = /^(arn:[^:]*:[^:]*:[^:]*:[^:]*:)?\*$/;
const positive = /^(string(equals|like)(ignorecase)?|arn(equals|like))$/;

/** Resources of a service that a trust policy lets act as the role; empty: it asks for none. */
const sourcesOf = (trust: PolicyDocument): readonly string[] => {
  let found = sources.get(trust);
  if (found === undefined) {
    const allows = statementsFor(trust, 'sts:assumerole').filter(
      ({ allow, principals }) => allow && principals !== undefined && principals.service.length > 0,
    );
    const asked = allows.map(({ conditions }) =>
      conditions.flatMap(({ key, operator, ifExists, values }) =>
        key === 'aws:sourcearn' && positive.test(operator) && !ifExists ? values : [],
      ),
    );
    const any = asked.some((values) => values.length === 0) || asked.flat().some((text) => anyOf.test(text));
    found = any ? [] : asked.flat();
    sources.set(trust, found);
  }
  return found;
};

const parted = new WeakMap<TargetSet, readonly TargetSet[]>();

/** Roles that ask for a resource of the service by its name, apart from those that do not. */
export const bySource = (
  parts: Asking & Directory & Pick<Drawing, 'targets'>,
  roles: TargetSet,
): readonly TargetSet[] => {
  let found = parted.get(roles);
  if (found === undefined) {
    const asks = ({ node }: TargetMember): boolean =>
      sourcesOfRole(parts, parts.principals[node]!).length > 0;
    found = !roles.members.some(asks)
      ? [roles]
      : [false, true].map((named) =>
          parts.targets.set(`${roles.key}${named ? ' that ask' : ' that do not ask'} for its resource`, () =>
            roles.members.filter((member) => asks(member) === named),
          ),
        );
    parted.set(roles, found);
  }
  return found;
};

const sourcesOfRole = ({ inventory }: Asking, { trust }: Principal): readonly string[] =>
  trust === undefined ? [] : sourcesOf(inventory.store.documents[trust]!);

/** The need, on a resource that a source pattern lets in as well; as it is where the pattern is about something else. */
const narrowed = (need: Need, source: string, { partition, account }: Holder): Need => {
  const { on } = need;
  const wanted = on.replace('{partition}', partition).replace('{account}', account);
  const covers = compileWildcard(source)(wanted.replaceAll('?*', 'nhi-audit'));
  const meets = on !== '*' && !source.includes('${') && commonExample(wanted, source) !== undefined;
  return meets && !covers ? { ...need, on: source as Need['on'] } : need;
};

/** What a technique needs of one role besides passing it; undefined: the same of all. The roles are those of {@link bySource}. */
export const needsOf = (
  parts: Asking & Directory,
  holder: Holder,
  { needs }: PassRoleTechnique,
  roles: TargetSet,
): ((role: Principal) => Decision) | undefined => {
  const [first] = roles.members;
  const asks = first !== undefined && sourcesOfRole(parts, parts.principals[first.node]!).length > 0;
  if (!asks && !asksForRole(holder, needs)) return undefined;
  return (role) => {
    const more = new Map(Object.entries(namesRole).map(([key, value]) => [key, value(role)] as const));
    const all = (list: readonly Need[]): Decision => askNeeds(holder, parts, list, more);
    const from = sourcesOfRole(parts, role);
    return from.length === 0
      ? all(needs)
      : from.map((source) => all(needs.map((need) => narrowed(need, source, holder)))).reduce(better, denied);
  };
};

/** `iam:AssociatedResourceArn`: a resource of the service that the role is passed to, in the account. */
export const associatedResource = ({ needs }: PassRoleTechnique, { account }: Holder): KeyValue => {
  const services = new Set(needs.map(({ action }) => action.slice(0, action.indexOf(':'))));
  return {
    is: 'chosen',
    fits: (values) =>
      values?.every((value) => {
        const [, , service = '', , owner = ''] = value.split(':');
        return services.has(service) && (!/^\d{12}$/.test(owner) || owner === account);
      }) ?? false,
  };
};
