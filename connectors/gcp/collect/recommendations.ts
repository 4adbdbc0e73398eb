import { at, type Element, listOf, type Made, object, text } from '../import/element.ts';
import { keepList, makeStep, type Place } from './place.ts';

const recommendation = 'recommender.recommendations.list google.iam.policy.Recommender';
const insights = [
  'recommender.insights.list google.iam.policy.Insight',
  'recommender.insights.list google.iam.policy.LateralMovementInsight',
  'recommender.insights.list google.iam.serviceAccount.Insight',
] as const;

/** https://cloud.google.com/policy-intelligence/docs/policy-insights#insight-details */
const insightOf = (data: Element): Made => {
  const content = object(data.content);
  const of = object(content.risk);
  return {
    kind: 'gcp.insight',
    id: text(data.name),
    data: {
      ...data,
      state: object(data.stateInfo).state,
      member: content.member ?? of.member,
      role: content.role,
      email: content.email,
      lastAuthenticatedTime: content.lastAuthenticatedTime,
      exercisedPermissions: at(content, ['exercisedPermissions', 'permission']),
      inferredPermissions: at(content, ['inferredPermissions', 'permission']),
      currentTotalPermissionsCount: /^\d{1,9}$/.test(String(content.currentTotalPermissionsCount))
        ? Number(content.currentTotalPermissionsCount)
        : undefined,
    },
  };
};

/** Operations: a role is removed from a policy, others are added. https://cloud.google.com/policy-intelligence/docs/review-apply-role-recommendations */
const recommendationOf = (data: Element): Made => {
  const operations = listOf(object(data.content).operationGroups)
    .flatMap((group) => listOf(object(group).operations))
    .map(object);
  const rolesBy = (action: string): readonly string[] =>
    operations
      .filter((each) => each.action === action && text(each.path).startsWith('/iamPolicy/bindings'))
      .flatMap(({ pathFilters }) => {
        const role = object(pathFilters)['/iamPolicy/bindings/*/role'];
        return typeof role === 'string' ? [role] : [];
      });
  const [first] = operations;
  const { member, removedRole, addedRoles } = object(object(data.content).overview);
  const removed = rolesBy('remove');
  const added = rolesBy('add');
  return {
    kind: 'gcp.recommendation',
    id: text(data.name),
    data: {
      ...data,
      state: object(data.stateInfo).state,
      resource: first?.resource,
      member: member ?? object(first?.pathFilters)['/iamPolicy/bindings/*/members/*'],
      removedRoles: removed.length > 0 ? removed : typeof removedRole === 'string' ? [removedRole] : [],
      addedRoles: added.length > 0 ? added : Array.isArray(addedRoles) ? addedRoles : [],
    },
  };
};

/** What Google thinks is too much. A refusal for the quota of the day ends it: it would be refused for each of hundreds. */
export const readRecommendations = async (place: Place, nodes: readonly string[]): Promise<void> => {
  place.due(recommendation, ...insights);
  for (const node of nodes)
    await makeStep(place, `recommendations ${node}`, async (step) => {
      await keepList(step, recommendation, recommendationOf, { node }, node);
      for (const call of insights) {
        await keepList(step, call, insightOf, { node }, node);
      }
    });
};
