import { once } from '../../../src/model/once.ts';
import { type ActionSet, actionList } from '../policy/actions.ts';
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
import { selfMetActions } from './self-met-conditions.ts';

/** Every action that some technique needs, in lower case: the only ones the graph asks about. */
const powerfulActions: ReadonlySet<string> = new Set(
  [
    'sts:AssumeRole',
    'iam:PassRole',
    ...samlTechniques.flatMap(({ actions }) => actions),
    'iam:DeletePolicyVersion',
    'iam:CreatePolicy',
    'iam:DeactivateMFADevice',
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

const powerfulList = once(() => actionList([...powerfulActions]));
const selfMetList = once(() => actionList(selfMetActions));

type Use = 'technique' | 'condition' | 'none';
const usesOfActions = new WeakMap<ActionSet, Use>();
const useOf = (actions: ActionSet): Use => {
  let known = usesOfActions.get(actions);
  if (known === undefined) {
    const isCondition = (): boolean => actions.includesAny(selfMetList());
    known = actions.includesAny(powerfulList()) ? 'technique' : isCondition() ? 'condition' : 'none';
    usesOfActions.set(actions, known);
  }
  return known;
};

/** Whether a technique depends on a statement, or meeting the conditions of one does. */
export const isRelevant = ({ actions }: Statement): boolean => useOf(actions) !== 'none';

/** What a document has to do with the techniques; the same for all who hold it. */
interface Relevance {
  /** Allows an action that a technique needs. Most documents do not: their holders need no questions. */
  readonly allows: boolean;
  /** Allows or denies such an action, or one that serves to meet conditions. */
  readonly matters: boolean;
  /** Speaks there of the principal itself: its name, its tags. */
  readonly personal: boolean;
}

const relevances = new WeakMap<PolicyDocument, Relevance>();

export const relevanceOf = (document: PolicyDocument): Relevance => {
  let known = relevances.get(document);
  if (known === undefined) {
    const statements = document.statements.filter(isRelevant);
    known = {
      allows: statements.some(({ allow, actions }) => allow && useOf(actions) === 'technique'),
      matters: statements.length > 0,
      personal: statements.some(speaksOfPrincipal),
    };
    // A weak map with an entry for each text of an estate would cost more than the answer; nearly all say nothing.
    if (known.matters) relevances.set(document, known);
  }
  return known;
};
