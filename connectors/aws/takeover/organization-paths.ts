import type { EdgeDetails } from '../../../src/takeover/edge-details.ts';
import { known } from '../policy/condition.ts';
import { type Decision, denied, statementsFor } from '../policy/evaluate.ts';
import { type OrganizationTechnique, organizationTechniques } from '../techniques/index.ts';
import { type Asking, ask, askOnChosenResource } from './asking.ts';
import { both, detailsOf } from './decisions.ts';
import type { Directory } from './directory.ts';
import { documentsOf, type Holder, mayDo } from './holder.ts';
import type { Drawing } from './parts.ts';

type Parts = Asking & Directory & Drawing;

/** What the snapshot shows of the services that work across an organisation, by the roles that they made. */
interface Shown {
  /** Roles of permission sets, by account. */
  readonly permissionSets: ReadonlyMap<string, readonly number[]>;
  /** Accounts in which stack sets of an organisation work. */
  readonly stackSets: ReadonlySet<string>;
}

const shownIn = new WeakMap<Directory, Shown>();

/**
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-service-managed.html
 */
const shown = (parts: Directory): Shown => {
  let found = shownIn.get(parts);
  if (found === undefined) {
    const permissionSets = new Map<string, number[]>();
    const stackSets = new Set<string>();
    parts.principals.forEach(({ kind, name, reserved, account }, index) => {
      if (kind !== 'role') return;
      if (/^(stacksets-exec-|AWSServiceRoleForCloudFormationStackSetsOrgMember)/.test(name))
        stackSets.add(account);
      if (!reserved || !name.startsWith('AWSReservedSSO_')) return;
      const list = permissionSets.get(account);
      if (list === undefined) permissionSets.set(account, [index]);
      else list.push(index);
    });
    found = { permissionSets, stackSets };
    shownIn.set(parts, found);
  }
  return found;
};

/** Name of the permission set that a role was made for: `AWSReservedSSO_<name>_<digits>`. */
const permissionSetOf = (roleName: string): string => roleName.replace(/^AWSReservedSSO_|_[0-9a-f]+$/g, '');

/** Accounts that a technique takes. Without an organisation in the snapshot only the holder's own may be among them. */
const accountsFor = (
  parts: Asking & Directory,
  holder: Holder,
  { reaches }: OrganizationTechnique,
): readonly string[] => {
  const { all: known, of, isManagement } = parts.guardrails.organizations;
  if (known.length === 0) return reaches === 'members' ? [] : [holder.account];
  const organization = of(holder.account);
  if (organization === undefined) return [];
  const all = [...parts.byAccount.keys()].filter((account) => organization.accounts.has(account));
  // The management account is never administered from elsewhere.
  if (!isManagement(holder.account) || reaches === 'members')
    return all.filter((account) => !isManagement(account));
  return all;
};

const decideFor = (
  asking: Asking,
  holder: Holder,
  { needs }: OrganizationTechnique,
  member: string,
): Decision => {
  let result: Decision | undefined;
  for (const { action, on } of needs) {
    const pattern = on.replace('{member}', member);
    const answer =
      action === 'sts:AssumeRoot'
        ? ask(holder, asking, {
            action,
            resource: pattern.replace('{partition}', holder.partition),
            resourceAccount: member,
            // The one task policy that leads to a password.
            more: new Map([
              [
                'sts:taskpolicyarn',
                known(`arn:${holder.partition}:iam::aws:policy/root-task/IAMCreateRootUserPassword`),
              ],
            ]),
          })
        : askOnChosenResource(holder, asking, action, pattern);
    if (answer.verdict === 'denied') return denied;
    result = result === undefined ? answer : both(result, answer);
  }
  return result ?? denied;
};

/** Whether the holder's statements on an action tell accounts apart. */
const namesAccounts = (holder: Holder, { needs }: OrganizationTechnique): boolean =>
  documentsOf(holder.layers).some((document) =>
    needs.some(({ action }) =>
      statementsFor(document, action.toLowerCase()).some(
        ({ resources, conditions }) =>
          resources.some(({ text }) => /\d{6}/.test(text)) ||
          conditions.some(({ key }) => key.startsWith('aws:resource')),
      ),
    ),
  );

/** Nodes that an account's fall comes down to, with what the step rests on. */
const targetsIn = (
  parts: Parts,
  holder: Holder,
  { reaches, shownBy, assumes }: OrganizationTechnique,
  account: string,
  accounts: readonly string[],
): readonly { readonly to: number; readonly assumes: readonly string[] }[] => {
  const { permissionSets, stackSets } = shown(parts);
  const roles = permissionSets.get(account) ?? [];
  const control = parts.graph.control(parts.scopeOf(account));
  const open = [
    ...(assumes === undefined ? [] : [assumes]),
    ...(shownBy === 'stack-sets' && !accounts.some((each) => stackSets.has(each))
      ? ['stack sets have trusted access to the organisation']
      : []),
    ...(parts.guardrails.organizations.all.length === 0
      ? [`account ${holder.account} administers IAM Identity Center`]
      : []),
  ];
  if (reaches === 'permission-set-roles') return roles.map((to) => ({ to, assumes: open }));
  if (reaches !== 'accounts-with-permission-sets') return [{ to: control, assumes: open }];
  if (roles.length === 0) return [];
  // Whoever came in by a permission set writes that one, and has what it wrote.
  const own =
    holder.principal?.reserved === true && holder.members.length > 0
      ? permissionSetOf(holder.principal.name)
      : undefined;
  const comesBy = roles.some((role) => permissionSetOf(parts.principals[role]!.name) === own);
  return [{ to: control, assumes: comesBy ? open.filter((text) => text !== assumes) : open }];
};

/** Whether an account administers a service for the organisation that is known; where none is, any may. */
const administers = ({ inventory }: Asking, account: string, service: string): boolean =>
  inventory.organizations.size === 0 ||
  [...inventory.organizations.values()].some(({ MasterAccountId }) => MasterAccountId === account) ||
  (inventory.delegatedServices.get(account)?.includes(service) ?? false);

/** What a holder in the management account, or in one that administers a service, can do to accounts of the organisation. */
export const addOrganizationEdges = (parts: Parts, holder: Holder): void => {
  for (const technique of organizationTechniques) {
    if (!administers(parts, holder.account, technique.service)) continue;
    if (!technique.needs.every(({ action }) => mayDo(holder, action))) continue;
    const accounts = accountsFor(parts, holder, technique);
    const { permissionSets } = shown(parts);
    if (technique.shownBy === 'permission-sets' && !accounts.some((each) => permissionSets.has(each)))
      continue;
    const apart = namesAccounts(holder, technique);
    let common: { readonly decision: Decision; readonly node: number } | undefined;
    for (const account of accounts) {
      const decision =
        apart || common === undefined ? decideFor(parts, holder, technique, account) : common.decision;
      if (decision.verdict === 'denied') {
        if (!apart) break;
        continue;
      }
      // Accounts that are not told apart share one step.
      if (!apart && common === undefined) {
        const node = parts.graph.targets(`accounts by ${technique.id}`);
        common = { decision, node };
        parts.graph.edge(holder.node, node, technique, detailsOf(decision));
      }
      for (const { to, assumes } of targetsIn(parts, holder, technique, account, accounts)) {
        const details: EdgeDetails = { ...detailsOf(decision), assumes: [...decision.assumes, ...assumes] };
        if (common === undefined) parts.graph.edge(holder.node, to, technique, details);
        else parts.graph.belongs(common.node, to, { assumes });
      }
    }
  }
};
