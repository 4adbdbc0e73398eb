import type { Obstacle } from '../../../src/model/access.ts';
import type { Principal } from '../facts/inventory.ts';
import { evaluateConditions } from '../policy/condition.ts';
import { matchesResource, type PolicyLayers, statementsFor } from '../policy/evaluate.ts';
import {
  accountIn,
  allowsOf,
  contextOf,
  decideWithin,
  type Request,
  type WhoCanFacts,
  withResourceLimits,
} from './asking.ts';

export const noAllow: Obstacle = { kind: 'no-allow', name: '' };

/** IAM's own resources have no policy that could let another account in, save the trust policies of roles. */
export const isOutOfReach = (principal: Principal, { action, resource }: Request): boolean => {
  const account = accountIn(resource);
  return account !== undefined && account !== principal.account && action.startsWith('iam:');
};

const denyOf = (
  facts: WhoCanFacts,
  principal: Principal,
  layers: PolicyLayers,
  request: Request,
): string | undefined => {
  const context = contextOf(facts, principal, request);
  for (const document of layers.identity) {
    for (const statement of statementsFor(document, request.action)) {
      if (statement.allow || matchesResource(statement, request.resource, context) !== 'yes') continue;
      if (evaluateConditions(statement, context).met !== 'yes') continue;
      const policy = principal.policies.find(({ document: own }) => own === statement.document);
      const place = statement.sid ?? `statement ${statement.index + 1}`;
      return `${policy?.name ?? 'policy'}, ${place}`;
    }
  }
  return undefined;
};

/** Why a request is denied: the first of the layers, in the order in which people look for it. */
export const obstacleOf = (
  facts: WhoCanFacts,
  principal: Principal,
  layers: PolicyLayers,
  request: Request,
): Obstacle => {
  const isDenied = (tried: PolicyLayers): boolean =>
    decideWithin(facts, principal, tried, request).verdict === 'denied';
  if (isDenied(allowsOf(layers))) return noAllow;
  if (isOutOfReach(principal, request)) return { kind: 'other-account', name: accountIn(request.resource)! };
  if (isDenied({ identity: layers.identity, limits: [] })) {
    return { kind: 'deny', name: denyOf(facts, principal, layers, request) ?? 'several statements together' };
  }
  const all = withResourceLimits(facts, principal, layers, request.resource);
  const stopping = all.limits.find((limit) => isDenied({ identity: layers.identity, limits: [limit] }));
  return stopping === undefined
    ? { kind: 'deny', name: 'several limits together' }
    : { kind: stopping.kind, name: stopping.name };
};
