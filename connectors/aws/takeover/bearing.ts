import type { ActionSet } from '../policy/actions.ts';
import type { PolicyDocument, Statement } from '../policy/document.ts';
import { boundaryActions } from '../techniques/boundaries.ts';
import {
  creationTechniques,
  credentialTechniques,
  organizationTechniques,
  passRoleTechniques,
  permissionTechniques,
  samlTechniques,
  workloadTechniques,
} from '../techniques/index.ts';
import { denyRemovers } from './deny-removal.ts';
import { speaksOfPrincipal } from './holder.ts';
import { preparingActions } from './preparing.ts';

/** Every action that some technique needs, in lower case: the only ones the graph asks about. */
const powerfulActions: ReadonlySet<string> = new Set(
  [
    'sts:AssumeRole',
    'iam:PassRole',
    ...samlTechniques.flatMap(({ actions }) => actions),
    'iam:DeletePolicyVersion',
    'iam:CreatePolicy',
    'iam:CreateInstanceProfile',
    'iam:AddRoleToInstanceProfile',
    'iam:RemoveRoleFromInstanceProfile',
    ...boundaryActions,
    ...denyRemovers,
    ...credentialTechniques.flatMap(({ needs }) => needs.map(({ action }) => action)),
    ...permissionTechniques.map(({ action }) => action),
    ...creationTechniques.flatMap(({ create, oneOf }) => [create, ...oneOf.flat()]),
    ...passRoleTechniques.flatMap(({ needs }) => needs.map(({ action }) => action)),
    ...organizationTechniques.flatMap(({ needs }) => needs.map(({ action }) => action)),
    ...workloadTechniques.flatMap(({ needs }) => needs.map(({ action }) => action)),
  ].map((action) => action.toLowerCase()),
);

const actionsOfTechniques = [...powerfulActions];

type Power = 'technique' | 'preparing' | 'none';
const powerOfActions = new WeakMap<ActionSet, Power>();
const powerOf = (actions: ActionSet): Power => {
  let known = powerOfActions.get(actions);
  if (known === undefined) {
    const any = (list: readonly string[]): boolean => list.some((action) => actions.includes(action));
    known = any(actionsOfTechniques) ? 'technique' : any(preparingActions) ? 'preparing' : 'none';
    powerOfActions.set(actions, known);
  }
  return known;
};

/** Whether a technique turns on a statement, or what serves to meet the conditions of one. */
export const bears = ({ actions }: Statement): boolean => powerOf(actions) !== 'none';

/** What a document has to do with the techniques; the same for all who hold it. */
interface Bearing {
  /** Allows an action that a technique needs. Most documents do not: their holders need no questions. */
  readonly allows: boolean;
  /** Allows or denies such an action, or one that serves to meet conditions. */
  readonly matters: boolean;
  /** Speaks there of the principal itself: its name, its tags. */
  readonly personal: boolean;
}

const bearings = new WeakMap<PolicyDocument, Bearing>();

export const bearingOf = (document: PolicyDocument): Bearing => {
  let known = bearings.get(document);
  if (known === undefined) {
    const statements = document.statements.filter(bears);
    known = {
      allows: statements.some(({ allow, actions }) => allow && powerOf(actions) === 'technique'),
      matters: statements.length > 0,
      personal: statements.some(speaksOfPrincipal),
    };
    // A weak map with an entry for each text of an estate would cost more than the answer; nearly all say nothing.
    if (known.matters) bearings.set(document, known);
  }
  return known;
};
