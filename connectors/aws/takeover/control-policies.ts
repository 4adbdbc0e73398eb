import type { KeyValue } from '../policy/condition.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { type PolicyLayers, statementsFor } from '../policy/evaluate.ts';
import { type Asking, ask } from './asking.ts';
import { documentsOf, type Holder, mayDo } from './holder.ts';
import { namesFor } from './names.ts';

/** Actions of which one pair on all users and roles is enough for everything. */
const permissionWriters = [
  ['iam:attachuserpolicy', 'iam:attachrolepolicy'],
  ['iam:putuserpolicy', 'iam:putrolepolicy'],
] as const;

const controlling = new WeakMap<PolicyDocument, boolean>();

/** Whether whoever has the policy has everything, or can write itself everything. */
export const givesControl = (document: PolicyDocument): boolean => {
  let gives = controlling.get(document);
  if (gives === undefined) {
    gives = saysControl(document);
    controlling.set(document, gives);
  }
  return gives;
};

const saysControl = ({ statements }: PolicyDocument): boolean =>
  statements.some(
    ({ allow, actions, conditions, resources, notResource }) =>
      allow &&
      conditions.length === 0 &&
      !notResource &&
      resources.some(({ text }) => text === '*') &&
      (actions.everything ||
        permissionWriters.some((pair) => pair.every((action) => actions.includes(action)))),
  ) &&
  !statements.some(
    ({ allow, actions }) => !allow && permissionWriters.flat().some((action) => actions.includes(action)),
  );

/** Actions by which a user or role gets a managed policy. */
export const attaching = {
  user: 'iam:AttachUserPolicy',
  role: 'iam:AttachRolePolicy',
} as const;

export const policyArn = 'iam:policyarn';

/** Values of `iam:PolicyARN` in the holder's statements on attaching: it may attach these policies and no others. */
export const attachableNames = (holder: Holder, action: string): readonly string[] => [
  ...new Set(
    documentsOf(holder.layers).flatMap((document) =>
      statementsFor(document, action.toLowerCase()).flatMap(({ conditions }) =>
        conditions.filter(({ key }) => key === policyArn).flatMap(({ values }) => values),
      ),
    ),
  ),
];

const attachActions = [...Object.values(attaching), 'iam:AttachGroupPolicy'] as const;

const controlOfHolders = new WeakMap<PolicyLayers, KeyValue>();

/** Policies that an `iam:PolicyARN` condition would have to let through for the holder to gain everything. */
export const controlPolicies = (asking: Asking, holder: Holder): KeyValue => {
  let value = controlOfHolders.get(holder.layers);
  if (value === undefined) {
    value = readControlPolicies(asking, holder);
    controlOfHolders.set(holder.layers, value);
  }
  return value;
};

const readControlPolicies = (asking: Asking, holder: Holder): KeyValue => {
  const { partition } = holder;
  const own = [...asking.inventory.policies.values()].filter(
    ({ account, document }) =>
      (account === holder.account || account === 'aws') &&
      document !== undefined &&
      givesControl(asking.inventory.store.documents[document]!),
  );
  // Whoever makes a policy says what is in it.
  const create = 'iam:CreatePolicy';
  const made = mayDo(holder, create)
    ? attachActions
        .flatMap((action) => attachableNames(holder, action))
        .flatMap((name) => [...namesFor(holder, create, name)])
        .filter((resource) => ask(holder, asking, { action: create, resource }).verdict === 'allowed')
    : [];
  const arns = new Set([
    `arn:${partition}:iam::aws:policy/AdministratorAccess`,
    `arn:${partition}:iam::aws:policy/IAMFullAccess`,
    ...own.map(({ arn }) => arn),
    ...made,
  ]);
  return { is: 'chosen', among: [...arns].map((arn) => [arn]) };
};
