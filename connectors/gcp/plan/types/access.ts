import { given, joined, limit, nothing } from '../../../../src/plan/fact-types.ts';
import { limitType } from '../../../../src/plan/limit.ts';
import type { Values } from '../../../../src/plan/planned-resource.ts';
import { isComputed } from '../../../../src/plan/planned-resource.ts';
import { blocksOf, type Text } from '../../../../src/plan/text.ts';
import { type Bound, type Fact, recordFact } from '../facts.ts';
import { known, memberIn, membersIn, roleName, standIn, text, textOr, type View } from '../names.ts';
import { accessPolicyTypes } from './access-policies.ts';
import { type PolicyPlace, policyPlace } from './places.ts';
import { type PlanType, type Reading, readLimit } from './reading.ts';

/** Members, bindings and policies, what roles hold, and what keeps others from what they hold. */

const conditionOf = (value: unknown, view: View): Bound['condition'] => {
  const [block] = blocksOf(value);
  if (block === undefined) return undefined;
  const expression = view.text(block.expression);
  // A condition that nobody knows yet limits nobody for sure, and is no end.
  return expression.is === 'known'
    ? { title: text(block.title) ?? null, expression: expression.text }
    : undefined;
};

const bound = (
  { place, node }: PolicyPlace,
  {
    role,
    members,
    condition,
  }: { readonly role: Text; readonly members: readonly Text[]; readonly condition: unknown },
  view: View,
): Reading =>
  given(role, 'which role it is', (name) =>
    joined(
      members.map((member) =>
        given(member, `who gets ${name}`, (who) => {
          const held = conditionOf(condition, view);
          return {
            facts: [
              {
                is: 'binding',
                place,
                node,
                role: name,
                member: who,
                ...(held === undefined ? {} : { condition: held }),
              },
            ],
          };
        }),
      ),
    ),
  );

const bindingsIn = (policy: string): readonly Values[] | undefined => {
  try {
    const read: unknown = JSON.parse(policy);
    const bindings = typeof read === 'object' && read !== null ? (read as Values).bindings : undefined;
    return Array.isArray(bindings) ? (bindings as readonly Values[]) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** `google_KIND_iam_member`, `_binding`, `_policy`. */
export const iamType = (kind: string, form: string): PlanType => ({
  gives: 'who gets which role on what, under which condition and until when',
  read: (resource, values, view) => {
    const place = policyPlace(kind, resource, values, view);
    if (form !== 'policy')
      return bound(
        place,
        {
          role: view.text(values.role),
          members: form === 'member' ? [memberIn(values.member, view)] : membersIn(values.members, view),
          condition: values.condition,
        },
        view,
      );
    return given(view.text(values.policy_data), 'the text of the policy', (data) => {
      const bindings = bindingsIn(data);
      if (bindings === undefined)
        return { facts: [], unknown: [{ what: 'the text of the policy', why: 'it is not JSON' }] };
      return joined(
        bindings.map(({ role, members, condition }) =>
          bound(
            place,
            {
              role: view.text(role),
              members: membersIn(members, view),
              condition: condition === undefined ? [] : [condition],
            },
            view,
          ),
        ),
      );
    });
  },
});

const customRole: PlanType = {
  gives: 'what a role of one’s own holds',
  read: (resource, values, view) => {
    const name = roleName(resource, values, view);
    const hidden =
      isComputed(values.permissions) || view.texts(values.permissions).some(({ is }) => is === 'computed');
    return {
      facts: [
        recordFact('gcp.role', name, {
          name,
          title: text(values.title) ?? name,
          stage: text(values.stage) ?? null,
          includedPermissions: known(values.permissions, view).sort(),
        }),
      ],
      unknown: hidden
        ? [
            {
              who: `role ${name}`,
              what: 'what the role holds',
              why: 'it is known only after the change is applied',
            },
          ]
        : [],
    };
  },
};

/** https://cloud.google.com/iam/docs/pam-overview */
const entitlement: PlanType = {
  gives: 'roles that somebody may take for a time, on request',
  read: (resource, values, view) => {
    const parent = textOr(values.parent, view, resource.address);
    const access = blocksOf(values.privileged_access).flatMap(({ gcp_iam_access: each }) => blocksOf(each));
    const members = blocksOf(values.eligible_users).flatMap(({ principals }) => membersIn(principals, view));
    const hidden = members.find(({ is }) => is === 'computed');
    const name = `${view.nameOf(parent)}/locations/${text(values.location) ?? 'global'}/entitlements/${textOr(values.entitlement_id, view, resource.address)}`;
    const steps = blocksOf(values.approval_workflow).flatMap(({ manual_approvals: each }) =>
      blocksOf(each).flatMap(({ steps: inner }) => blocksOf(inner)),
    );
    return {
      facts: [
        recordFact('gcp.entitlement', name, {
          name,
          state: 'AVAILABLE',
          eligibleUsers: [
            { principals: members.flatMap((each) => (each.is === 'known' ? [each.text] : [])) },
          ],
          maxRequestDuration: text(values.max_request_duration) ?? null,
          approval: steps.length > 0,
          approvers: steps.flatMap(({ approvers }) =>
            blocksOf(approvers).flatMap(({ principals }) => known(principals, view)),
          ),
          privilegedAccess: {
            gcpIamAccess: {
              resource:
                access.flatMap((each) => text(each.resource) ?? [])[0] ??
                `//cloudresourcemanager.googleapis.com/${view.nameOf(parent)}`,
              roleBindings: access.flatMap(({ role_bindings: each }) =>
                blocksOf(each).flatMap(({ role, condition_expression: expression }) => {
                  const held = view.text(role);
                  return held.is === 'known'
                    ? [{ role: held.text, conditionExpression: text(expression) ?? null }]
                    : [];
                }),
              ),
            },
          },
        }),
      ],
      unknown: hidden?.is === 'computed' ? [{ what: 'who may take it', why: hidden.why }] : [],
    };
  },
};

/** https://cloud.google.com/iam/docs/deny-access */
const denyFacts: PlanType['read'] = (resource, values, view) => {
  const parent = textOr(values.parent, view, resource.address);
  const id = textOr(values.name, view, resource.address);
  const name = `policies/${parent}/denypolicies/${id}`;
  const rules = blocksOf(values.rules).flatMap(({ deny_rule: each }) =>
    blocksOf(each).map((rule) => ({
      denyRule: {
        deniedPrincipals: known(rule.denied_principals, view),
        exceptionPrincipals: known(rule.exception_principals, view),
        deniedPermissions: known(rule.denied_permissions, view),
        exceptionPermissions: known(rule.exception_permissions, view),
        denialCondition:
          blocksOf(rule.denial_condition).map(({ expression }) => ({
            expression: textOr(expression, view, resource.address),
          }))[0] ?? null,
      },
    })),
  );
  return {
    facts: [
      recordFact('gcp.deny-policy', name, { name, displayName: text(values.display_name) ?? id, rules }),
    ],
  };
};

const boundaryFacts: PlanType['read'] = (resource, values, view) => {
  const name = `organizations/${textOr(values.organization, view, resource.address)}/locations/${text(values.location) ?? 'global'}/principalAccessBoundaryPolicies/${textOr(values.principal_access_boundary_policy_id, view, resource.address)}`;
  return {
    facts: [
      recordFact('gcp.boundary', name, {
        name,
        displayName: text(values.display_name) ?? null,
        details:
          blocksOf(values.details).map((details) => ({
            enforcementVersion: text(details.enforcement_version) ?? null,
            rules: blocksOf(details.rules).map((rule) => ({
              effect: text(rule.effect) ?? null,
              resources: known(rule.resources, view),
            })),
          }))[0] ?? null,
      }),
    ],
  };
};

const policyBindingFacts =
  (kind: string): PlanType['read'] =>
  (resource, values, view) => {
    const above =
      kind === 'projects'
        ? view.projectOf(resource, values)
        : textOr(values.folder ?? values.organization, view, resource.address).replace(/^\w+\//, '');
    const name = `${kind}/${above}/locations/${text(values.location) ?? 'global'}/policyBindings/${textOr(values.policy_binding_id, view, resource.address)}`;
    const policy = view.text(values.policy);
    const target = blocksOf(values.target).map(({ principal_set: set, resource: on }) =>
      on == null || on === ''
        ? { principalSet: textOr(set, view, resource.address) }
        : { resource: textOr(on, view, resource.address) },
    )[0];
    return {
      facts: [
        recordFact('gcp.policy-binding', name, {
          name,
          policy: policy.is === 'known' ? policy.text : standIn(resource.address),
          policyKind: text(values.policy_kind) ?? null,
          target: target ?? null,
          condition: conditionOf(values.condition, view) ?? null,
        }),
      ],
    };
  };

const orgPolicyFact = (resource: string, constraint: string, enforced: boolean): Fact =>
  recordFact('gcp.org-policy', `${resource} ${constraint}`, { resource, constraint, enforced });

const isTrue = (value: unknown): boolean => value === true || String(value).toLowerCase() === 'true';

/** https://cloud.google.com/resource-manager/docs/organization-policy/overview */
const orgPolicyFacts: PlanType['read'] = (_, values, view) => {
  const parent = view.text(values.parent);
  const name = view.text(values.name);
  const rules = blocksOf(values.spec).flatMap(({ rules: each }) => blocksOf(each));
  const enforced = rules.filter(({ enforce }) => text(enforce) !== undefined || typeof enforce === 'boolean');
  // A rule under a condition holds for some of what lies there.
  if (parent.is !== 'known' || name.is !== 'known' || enforced.length === 0) return nothing;
  const constraint = name.text.slice(name.text.lastIndexOf('/') + 1);
  return {
    facts: [
      orgPolicyFact(
        view.nameOf(parent.text),
        constraint,
        enforced.every(({ enforce, condition }) => isTrue(enforce) && blocksOf(condition).length === 0),
      ),
    ],
  };
};

const noLonger = 'what the principal access boundary no longer keeps its principals from';

/** https://registry.terraform.io/providers/hashicorp/google/latest/docs */
export const accessTypes: Readonly<Record<string, PlanType>> = {
  ...accessPolicyTypes,
  google_project_iam_member: iamType('project', 'member'),
  google_project_iam_binding: iamType('project', 'binding'),
  google_project_iam_policy: iamType('project', 'policy'),
  google_project_iam_custom_role: customRole,
  google_organization_iam_custom_role: customRole,
  google_privileged_access_manager_entitlement: entitlement,
  google_iam_deny_policy: readLimit(
    limitType('a deny policy', 'what the deny policy no longer denies'),
    denyFacts,
  ),
  google_iam_principal_access_boundary_policy: readLimit(
    limitType('a principal access boundary', noLonger),
    boundaryFacts,
  ),
  ...Object.fromEntries(
    ['projects', 'folders', 'organizations'].map((kind) => [
      `google_iam_${kind}_policy_binding`,
      readLimit(
        limitType('who is held by a principal access boundary, or where an access policy holds', noLonger),
        policyBindingFacts(kind),
      ),
    ]),
  ),
  google_org_policy_policy: readLimit(
    limitType('a policy of the organisation', 'what the policy of the organisation no longer forbids'),
    orgPolicyFacts,
  ),
  google_access_context_manager_service_perimeter: limit(
    limitType('a service perimeter', 'whom the service perimeter no longer keeps out'),
  ),
};
