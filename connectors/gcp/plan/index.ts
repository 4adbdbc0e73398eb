import type { Condition } from '../../../src/model/condition.ts';
import type { Level } from '../../../src/model/level.ts';
import { isoTime } from '../../../src/model/time.ts';
import {
  given,
  type IdentityFact,
  type IdentityType,
  identityReader,
  joined,
  type Line,
  line,
  none,
  type ReaderView,
  standIn,
  type TypeReading,
  type Who,
} from '../../../src/plan/identity-reader.ts';
import { isComputed, type PlannedResource, type Values } from '../../../src/plan/planned-resource.ts';
import { blocksOf, type Text, whyComputed } from '../../../src/plan/text.ts';
import { federatedOf, limit, poolProvider, trustedPool } from './federation.ts';
import { meaningOf } from './roles.ts';
import { typesOf } from './unread-types.ts';

/** Terraform's Google Cloud provider, as far as a plan itself shows grant, scope, condition and end. */

const accountEmail = (resource: PlannedResource, values: Values): string => {
  if (typeof values.email === 'string' && values.email !== '') return values.email;
  const { account_id: id, project } = values;
  return typeof id === 'string' && typeof project === 'string'
    ? `${id}@${project}.iam.gserviceaccount.com`
    : standIn(resource.address);
};

/** https://cloud.google.com/iam/docs/principal-identifiers */
const partyOf = (member: string): Who | undefined => {
  const federated = federatedOf(member);
  // Who of a pool is meant is a condition: all of it holds what a part of it holds.
  if (federated !== undefined)
    return {
      id: `gcp://iam.googleapis.com/${federated.pool}`,
      kind: 'workload-identity-pool',
      scope: 'gcp',
      name: federated.pool,
      nature: 'machine',
    };
  const colon = member.indexOf(':');
  const kind = colon < 0 ? member : member.slice(0, colon);
  if (kind === 'deleted') return undefined;
  const name = colon < 0 ? member : member.slice(colon + 1);
  const project = /@([^.]+)\.iam\.gserviceaccount\.com$/.exec(name)?.[1];
  const nature = { serviceAccount: 'machine', user: 'human' }[kind] as Who['nature'];
  return {
    id: `gcp:${member}`,
    kind,
    scope: project === undefined ? 'gcp' : `projects/${project}`,
    name,
    ...(nature === undefined ? {} : { nature }),
  };
};

/** A member is often written around the attribute of an account: what else stands in such a text a plan does not show. */
const memberOf = (value: unknown, view: ReaderView): Text => {
  if (isComputed(value) && value.from.some(({ resource }) => resource.type !== 'google_service_account'))
    return { is: 'computed', why: whyComputed(value.written) };
  const text = view.text(value);
  return text.is === 'known' && !/^(all\w+$|\w+:)/.test(text.text)
    ? { is: 'known', text: `serviceAccount:${text.text}` }
    : text;
};

const membersOf = (value: unknown, view: ReaderView): readonly Text[] =>
  Array.isArray(value)
    ? value.map((item) => memberOf(item, view))
    : isComputed(value)
      ? [memberOf(value, view)]
      : [];

const timeLimit = /^request\.time\s*<=?\s*timestamp\(\s*["']([^"']+)["']\s*\)$/;

/** https://cloud.google.com/iam/docs/conditions-overview; only what ends by itself is worked out, the rest is compared as written. */
const conditionOf = (value: unknown): Pick<Line, 'duration' | 'until' | 'conditions'> => {
  const [block] = blocksOf(value);
  const expression = block?.expression;
  if (block === undefined) return { duration: 'permanent', conditions: [] };
  if (typeof expression !== 'string') return { duration: 'unknown', conditions: [] };
  const parts = expression.includes('||') ? [expression] : expression.split('&&');
  const written = parts.map((part) =>
    part
      .trim()
      .replace(/^\((.*)\)$/s, '$1')
      .trim(),
  );
  const ends = written.flatMap((part) => timeLimit.exec(part)?.[1] ?? []).map((end) => Date.parse(end));
  const until = Math.min(...ends);
  const conditions = written
    .filter((part) => !timeLimit.test(part))
    .map((part): Condition => ({ class: 'other', operator: 'CEL', key: part, values: ['true'] }));
  return Number.isFinite(until)
    ? { duration: 'time-bound', until: isoTime(until)!, conditions }
    : { duration: 'permanent', conditions };
};

/** What a policy stands on: by kind, in the words of the provider's attributes. */
const notPlace = new Set([
  'role',
  'member',
  'members',
  'condition',
  'policy_data',
  'etag',
  'id',
  'region',
  'location',
  'project',
]);
const textIn = (value: unknown, view: ReaderView): string | undefined => {
  const text = view.text(value);
  return text.is === 'known' ? text.text : text.is === 'computed' ? `{${text.why}}` : undefined;
};

const placeOf = (
  kind: string,
  resource: PlannedResource,
  values: Values,
  view: ReaderView,
): { readonly scope: string; readonly resources: readonly string[] } => {
  const bare = (text: string | undefined): string | undefined =>
    text?.replace(/^(projects|folders|organizations)\//, '');
  const project = bare(textIn(values.project, view));
  const whole = {
    project,
    folder: bare(textIn(values.folder, view)),
    organization: bare(textIn(values.org_id, view)),
  }[kind];
  if (whole !== undefined)
    return { scope: `${kind}s/${whole}`, resources: [`${kind}s/${whole}`, `${kind}s/${whole}/*`] };
  const name = Object.keys(values)
    .filter((key) => !notPlace.has(key))
    .sort()
    .flatMap((key) => textIn(values[key], view) ?? [])
    .join('/');
  const written = /^projects\/([^/]+)\//.exec(name)?.[1];
  const scope = `projects/${project ?? written ?? `{project of ${resource.providerKey}}`}`;
  return { scope, resources: [`${scope}/${kind}/${name.slice(name.lastIndexOf('/') + 1)}`] };
};

/** Roles on a service account by which somebody becomes it. https://cloud.google.com/iam/docs/service-account-permissions */
const becomes =
  /^roles\/(owner|editor|iam\.(workloadIdentityUser|serviceAccountTokenCreator|serviceAccountUser|serviceAccountOpenIdTokenCreator|serviceAccountKeyAdmin|serviceAccountAdmin|securityAdmin))$/;

const accountOf = (value: unknown, view: ReaderView): Who | undefined => {
  const text = view.text(value);
  if (text.is !== 'known') return undefined;
  return partyOf(`serviceAccount:${text.text.slice(text.text.lastIndexOf('/') + 1)}`);
};

const projectOf = (values: Values, address: string, view: ReaderView): string =>
  `projects/${textIn(values.project, view) ?? `{project of ${address}}`}`;

const grant = (
  kind: string,
  resource: PlannedResource,
  values: Values,
  view: ReaderView,
  binding: { readonly role: Text; readonly members: readonly Text[]; readonly condition: unknown },
): TypeReading =>
  given(binding.role, 'which role it is', (role) =>
    joined(
      binding.members.map((member) =>
        given(member, `who gets ${role}`, (text) => {
          const who = partyOf(text);
          if (who === undefined) return none;
          const ends = conditionOf(binding.condition);
          const account =
            kind === 'service_account' && becomes.test(role)
              ? accountOf(values.service_account_id, view)
              : undefined;
          const federated = federatedOf(text);
          const everyone = /^all(Authenticated)?Users$/.test(text);
          const trust: IdentityFact[] =
            account === undefined
              ? []
              : [
                  {
                    who: account,
                    trust: {
                      mechanism: 'impersonate',
                      ...(federated === undefined
                        ? {
                            party: everyone ? ('everyone' as const) : ('identity' as const),
                            principal: text,
                            external: everyone ? ('yes' as const) : ('unknown' as const),
                          }
                        : trustedPool(federated)),
                      conditions: [
                        ...(federated?.conditions ?? []),
                        ...ends.conditions,
                        ...(ends.until === undefined
                          ? []
                          : [
                              {
                                class: 'time-bound' as const,
                                operator: 'CEL',
                                key: 'request.time',
                                values: [ends.until],
                                until: ends.until,
                              },
                            ]),
                      ],
                    },
                  },
                ];
          return {
            facts: [
              {
                who,
                line: line({
                  ...placeOf(kind, resource, values, view),
                  ...meaningOf(role),
                  ...ends,
                  conditions: [...(federated?.conditions ?? []), ...ends.conditions],
                }),
              },
              ...trust,
            ],
          };
        }),
      ),
    ),
  );

const policyBindings = (text: string): readonly Values[] | undefined => {
  try {
    const policy: unknown = JSON.parse(text);
    const bindings = typeof policy === 'object' && policy !== null ? (policy as Values).bindings : undefined;
    return Array.isArray(bindings) ? (bindings as readonly Values[]) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const iamType = (kind: string, form: string): IdentityType => ({
  gives: 'who gets which role on what, under which condition and until when',
  read: (resource, values, view) => {
    if (form !== 'policy') {
      const members = form === 'member' ? [memberOf(values.member, view)] : membersOf(values.members, view);
      return grant(kind, resource, values, view, {
        role: view.text(values.role),
        members,
        condition: values.condition,
      });
    }
    return given(view.text(values.policy_data), 'the text of the policy', (text) => {
      const bindings = policyBindings(text);
      if (bindings === undefined)
        return {
          facts: [],
          unknown: [{ what: 'the text of the policy', why: 'it is not JSON', privileged: true }],
        };
      return joined(
        bindings.map(({ role, members, condition }) =>
          grant(kind, resource, values, view, {
            role: view.text(role),
            members: membersOf(members, view),
            condition: condition === undefined ? [] : [condition],
          }),
        ),
      );
    });
  },
});

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
  gives: `a ${kind} of a service account: it works until somebody deletes it`,
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

/** https://cloud.google.com/identity/docs/groups */
const cloudGroup = (resource: PlannedResource, values: Values): Who => {
  const [key] = blocksOf(values.group_key);
  const name = typeof key?.id === 'string' && key.id !== '' ? key.id : standIn(resource.address);
  return partyOf(`group:${name}`)!;
};

const groupMember: IdentityType = {
  gives: 'who enters a group',
  read: (_, values, view) =>
    given(view.text(values.group), 'which group it is', (group) => {
      const [key] = [...blocksOf(values.preferred_member_key), ...blocksOf(values.member_key)];
      return given(view.text(key?.id), 'who enters the group', (principal) => ({
        facts: [
          {
            who: partyOf(`group:${groupName(group, view)}`)!,
            trust: {
              mechanism: 'assume',
              party: 'identity',
              principal,
              external: 'unknown',
              conditions: [],
            },
          },
        ],
      }));
    }),
};

/** A membership names its group by `groups/ID`, roles by its address. */
const groupName = (text: string, { plan }: ReaderView): string => {
  const own = plan.resources.find(
    ({ type, before, after }) =>
      type === 'google_cloud_identity_group' && [before, after].some((values) => values?.id === text),
  );
  const values = own?.after ?? own?.before;
  return own === undefined || values === undefined ? text : cloudGroup(own, values).name;
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
    google_iam_deny_policy: limit('a deny policy', 'what the deny policy no longer denies'),
    google_iam_principal_access_boundary_policy: limit(
      'a principal access boundary',
      'what the principal access boundary no longer keeps its principals from',
    ),
    ...Object.fromEntries(
      ['projects', 'folders', 'organizations'].map((kind) => [
        `google_iam_${kind}_policy_binding`,
        limit(
          'who is held by a principal access boundary',
          'what the principal access boundary no longer keeps its principals from',
        ),
      ]),
    ),
    google_org_policy_policy: limit(
      'a policy of the organisation',
      'what the policy of the organisation no longer forbids',
    ),
    google_access_context_manager_service_perimeter: limit(
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
