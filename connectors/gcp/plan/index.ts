import type { Level } from '../../../src/model/level.ts';
import {
  given,
  type IdentityType,
  identityReader,
  joined,
  line,
  none,
  type Who,
} from '../../../src/plan/identity-reader.ts';
import { limitType } from '../../../src/plan/limit.ts';
import type { PlannedResource, Values } from '../../../src/plan/planned-resource.ts';
import { blocksOf } from '../../../src/plan/text.ts';
import { iamType } from './bindings.ts';
import { poolProvider } from './federation.ts';
import { cloudGroup, groupMember } from './groups.ts';
import { accountEmail, accountOf, membersOf, partyOf, placeOf, projectOf, textIn } from './names.ts';
import { meaningOf } from './roles.ts';
import { typesOf } from './unread-types.ts';

/** Terraform's Google Cloud provider, as far as a plan itself shows grant, scope, condition and end. */

const account = (resource: PlannedResource, values: Values): Who =>
  partyOf(`serviceAccount:${accountEmail(resource, values)}`)!;

const customRole: IdentityType = {
  gives: 'what a role of one’s own holds',
  read: (resource, values, view) =>
    given(view.text(values.role_id), 'which role it is', (id) => {
      const permissions = view.texts(values.permissions);
      const { scope } = placeOf(
        values.org_id === undefined ? 'project' : 'organization',
        resource,
        { ...values, role_id: undefined },
        view,
      );
      const held = permissions.flatMap((each) => (each.is === 'known' ? [each.text] : [])).sort();
      const who: Who = { id: `gcp:${scope}/roles/${id}`, kind: 'role', scope, name: id };
      const level: Level = held.some((each) =>
        /setIamPolicy$|^iam\.(serviceAccounts\.(actAs|getAccessToken|sign\w+|implicitDelegation)|serviceAccountKeys\.create|roles\.update)/.test(
          each,
        ),
      )
        ? 'control'
        : held.every((each) => /\.(get|list|getIamPolicy|view|search)$/.test(each))
          ? 'read'
          : 'write';
      return {
        facts:
          held.length === 0 ? [] : [{ who, line: line({ scope, service: '*', level, privileges: held }) }],
        unknown: permissions.some(({ is }) => is === 'computed')
          ? [
              {
                who,
                what: 'what the role holds',
                why: 'it is known only after the change is applied',
                privileged: true,
              },
            ]
          : [],
      };
    }),
};

const staticOf = (field: string, kind: string): IdentityType => ({
  gives: `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind} of a service account: it works until somebody deletes it`,
  read: (resource, values, view) => {
    const who = accountOf(values[field], view);
    if (who === undefined)
      return view.text(values[field]).is === 'absent'
        ? none
        : {
            facts: [],
            unknown: [
              {
                what: 'which account the key is for',
                why: 'it is known only after the change is applied',
                privileged: true,
              },
            ],
          };
    return { facts: [{ who, credential: { id: resource.address, kind, lifetime: 'static' } }] };
  },
});

/** https://cloud.google.com/iam/docs/pam-overview */
const entitlement: IdentityType = {
  gives: 'roles that somebody may take for a time, on request',
  read: (resource, values, view) => {
    const parent = textIn(values.parent, view) ?? resource.address;
    const roles = blocksOf(values.privileged_access).flatMap(({ gcp_iam_access: access }) =>
      blocksOf(access).flatMap(({ role_bindings: bindings }) =>
        blocksOf(bindings).map(({ role }) => view.text(role)),
      ),
    );
    const users = blocksOf(values.eligible_users).flatMap(({ principals }) => membersOf(principals, view));
    return joined(
      users.flatMap((user) =>
        roles.map((role) =>
          given(role, 'which role it is', (held) =>
            given(user, 'who may take it', (text) => {
              const who = partyOf(text);
              return who === undefined
                ? none
                : {
                    facts: [
                      {
                        who,
                        line: line({
                          scope: parent,
                          ...meaningOf(held),
                          resources: [parent, `${parent}/*`],
                          duration: 'eligible',
                        }),
                      },
                    ],
                  };
            }),
          ),
        ),
      ),
    );
  },
};

const iamName = /^google_(.+)_iam_(member|binding|policy)$/;

/** https://registry.terraform.io/providers/hashicorp/google/latest/docs */
export const gcpPlan = identityReader({
  provider: 'gcp',
  unreadTypes: typesOf,
  otherTypes: 'And every other `google_*_iam_member`, `google_*_iam_binding` and `google_*_iam_policy`.',
  types: {
    google_project_iam_member: iamType('project', 'member'),
    google_project_iam_binding: iamType('project', 'binding'),
    google_project_iam_policy: iamType('project', 'policy'),
    google_service_account: {
      gives: 'a service account',
      identity: account,
      read: (resource, values) => ({ facts: [{ who: account(resource, values) }] }),
    },
    google_service_account_key: staticOf('service_account_id', 'service-account-key'),
    google_storage_hmac_key: staticOf('service_account_email', 'hmac-key'),
    google_apikeys_key: staticOf('service_account_email', 'api-key'),
    google_project_iam_custom_role: customRole,
    google_organization_iam_custom_role: customRole,
    google_iam_workload_identity_pool_provider: poolProvider(
      'workload_identity_pool_id',
      (values, address, view) => projectOf(values, address, view),
    ),
    google_iam_workforce_pool_provider: poolProvider('workforce_pool_id', () => 'gcp'),
    google_cloud_identity_group: {
      gives: 'a group',
      identity: cloudGroup,
      read: (resource, values) => ({ facts: [{ who: cloudGroup(resource, values) }] }),
    },
    google_cloud_identity_group_membership: groupMember,
    google_privileged_access_manager_entitlement: entitlement,
    google_iam_deny_policy: limitType('a deny policy', 'what the deny policy no longer denies'),
    google_iam_principal_access_boundary_policy: limitType(
      'a principal access boundary',
      'what the principal access boundary no longer keeps its principals from',
    ),
    ...Object.fromEntries(
      ['projects', 'folders', 'organizations'].map((kind) => [
        `google_iam_${kind}_policy_binding`,
        limitType(
          'who is held by a principal access boundary',
          'what the principal access boundary no longer keeps its principals from',
        ),
      ]),
    ),
    google_org_policy_policy: limitType(
      'a policy of the organisation',
      'what the policy of the organisation no longer forbids',
    ),
    google_access_context_manager_service_perimeter: limitType(
      'a service perimeter',
      'whom the service perimeter no longer keeps out',
    ),
  },
  otherType: (type) => {
    const [, kind, form] = iamName.exec(type) ?? [];
    return kind === undefined ? undefined : iamType(kind, form!);
  },
  attributeOf: ({ resource, attribute }, view) => {
    if (resource.type === 'google_cloud_identity_group') {
      const values = view.valuesOf(resource);
      return values === undefined ? undefined : cloudGroup(resource, values).name;
    }
    if (resource.type !== 'google_service_account') return undefined;
    const email = accountEmail(resource, view.valuesOf(resource) ?? {});
    return attribute === 'member' ? `serviceAccount:${email}` : email;
  },
});
