import { limitType } from '../../../../src/plan/limit.ts';
import { blocksOf } from '../../../../src/plan/text.ts';
import { recordFact } from '../facts.ts';
import { known, text, textOr } from '../names.ts';
import { type PlanType, readLimit } from './reading.ts';

/** Access policies of IAM v3, which allow and deny where a policy binding puts them. */
const facts =
  (kind: string, parent: string): PlanType['read'] =>
  (resource, values, view) => {
    const above =
      kind === 'projects'
        ? view.projectOf(resource, values)
        : textOr(values[parent], view, resource.address).replace(/^\w+\//, '');
    const id = textOr(values.access_policy_id, view, resource.address);
    const name = `${kind}/${above}/locations/${text(values.location) ?? 'global'}/accessPolicies/${id}`;
    const rules = blocksOf(values.details).flatMap(({ rules: each }) =>
      blocksOf(each).map((rule) => {
        const [operation] = blocksOf(rule.operation);
        return {
          effect: text(rule.effect) ?? null,
          principals: known(rule.principals, view),
          excludedPrincipals: known(rule.excluded_principals, view),
          operation: {
            permissions: known(operation?.permissions, view),
            excludedPermissions: known(operation?.excluded_permissions, view),
          },
          conditions: Object.fromEntries(
            blocksOf(rule.conditions).map(({ service, expression }) => [
              textOr(service, view, resource.address),
              { expression: textOr(expression, view, resource.address) },
            ]),
          ),
        };
      }),
    );
    return {
      facts: [
        recordFact('gcp.access-policy', name, {
          name,
          displayName: text(values.display_name) ?? id,
          details: { rules },
        }),
      ],
    };
  };

/** https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/iam_project_access_policy */
export const accessPolicyTypes: Readonly<Record<string, PlanType>> = Object.fromEntries(
  (
    [
      ['project', 'projects'],
      ['folder', 'folders'],
      ['organization', 'organizations'],
    ] as const
  ).map(([parent, kind]) => [
    `google_iam_${parent}_access_policy`,
    readLimit(limitType('an access policy', 'what the access policy no longer denies'), facts(kind, parent)),
  ]),
);
