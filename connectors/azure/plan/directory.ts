import type { Condition } from '../../../src/model/condition.ts';
import type { StateCredential, StateTrust } from '../../../src/model/gate.ts';
import type { Level } from '../../../src/model/level.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import { isoTime } from '../../../src/model/time.ts';
import {
  given,
  type IdentityFact,
  type IdentityType,
  joined,
  type Line,
  line,
  none,
  type ReaderView,
  type TypeReading,
  type Who,
} from '../../../src/plan/identity-reader.ts';
import { limitType } from '../../../src/plan/limit.ts';
import type { PlannedResource, Values } from '../../../src/plan/planned-resource.ts';
import { blocksOf, type Text } from '../../../src/plan/text.ts';
import { own, party, text } from './names.ts';
import { appRole, directoryRole, type RoleMeaning } from './roles.ts';

/** Entra: applications, their secrets, owners, groups, permissions of APIs and directory roles. */

const day = 86_400_000;

const directoryLine = (
  who: Who,
  meaning: RoleMeaning,
  scope: string,
  limit: Pick<Line, 'duration' | 'until'>,
): IdentityFact => ({
  who,
  line: line({ ...meaning, scope: 'entra', resources: scope === '/' ? ['*'] : [scope], ...limit }),
});

const directoryAssignment =
  (roleField: string, principalField: string, duration: Line['duration']): IdentityType['read'] =>
  (_, values, view) =>
    given(view.text(values[principalField]), 'who gets the role', (id) =>
      given(view.text(values[roleField]), 'which role it is', (role) => {
        const scope = view.text(values.directory_scope_id ?? values.app_scope_id);
        return {
          facts: [
            directoryLine(party(id, view), directoryRole(role), scope.is === 'known' ? scope.text : '/', {
              duration,
            }),
          ],
        };
      }),
    );

const hours = /^(\d+)h/;

/** https://learn.microsoft.com/graph/api/resources/passwordcredential */
const lifeOf = (
  values: Values,
  view: ReaderView,
): Pick<StateCredential, 'lifetime' | 'expiresAt' | 'days'> => {
  const start = Date.parse(typeof values.start_date === 'string' ? values.start_date : view.plan.madeAt);
  const [, relative] =
    hours.exec(typeof values.end_date_relative === 'string' ? values.end_date_relative : '') ?? [];
  const end =
    typeof values.end_date === 'string' && values.end_date !== ''
      ? Date.parse(values.end_date)
      : relative === undefined
        ? Number.NaN
        : start + (Number(relative) * day) / 24;
  // Without an end of its own it gets one of the directory's: two years, or what a policy says.
  if (Number.isNaN(end)) return { lifetime: 'expiring' };
  return {
    lifetime: 'expiring',
    expiresAt: isoTime(end)!,
    days: Math.round((end - start) / day),
  };
};

const credential = (field: readonly string[], kind: string): IdentityType => ({
  gives: `a ${kind} of an application, and its end`,
  read: (resource, values, view) =>
    given(
      view.text(field.map((name) => values[name]).find((value) => value !== undefined && value !== null)),
      'which application it is for',
      (id) => ({
        facts: [
          {
            who: party(id, view),
            credential: { id: text(values.key_id) ?? resource.address, kind, ...lifeOf(values, view) },
          },
        ],
      }),
    ),
});

/** How tokens are matched: `eq` by the text, `matches` with `*` and `?`. */
const claim = /^claims\['([^']+)'\]\s+(eq|matches)\s+'([^']*)'$/i;
const claimClass: Readonly<Record<string, Condition['class']>> = {
  sub: 'federated-subject',
  aud: 'federated-audience',
};

/** Parts that must all hold: cut at `and` outside of quotes. */
const partsOf = (expression: string): readonly string[] => {
  const parts: string[] = [''];
  let isQuoted = false;
  for (const token of expression.split(/('|\sand\s)/i)) {
    if (token === "'") isQuoted = !isQuoted;
    if (!isQuoted && /^\sand\s$/i.test(token)) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
};

/**
 * An expression of a flexible credential, part by part; one that is not understood stands as it is written.
 * https://learn.microsoft.com/entra/workload-id/workload-identities-flexible-federated-identity-credentials
 */
const claimsIn = (expression: string): readonly Condition[] =>
  partsOf(expression).map((part): Condition => {
    const [, name, operator, value] = claim.exec(part) ?? [];
    if (name === undefined || value === undefined)
      return { class: 'other', operator: 'Claims', key: part, values: ['true'] };
    return {
      class: ownMember(claimClass, name) ?? 'federated-claim',
      operator: operator!.toLowerCase() === 'eq' ? 'StringEquals' : 'StringLike',
      key: name,
      values: [value],
    };
  });

export const federated = (parents: readonly string[]): IdentityType => ({
  gives: 'whose tokens an identity takes: issuer, subject or claims, audience',
  read: (_, values, view) =>
    given(
      view.text(parents.map((name) => values[name]).find((value) => value !== undefined && value !== null)),
      'which identity it is for',
      (id) =>
        given(view.text(values.issuer), 'which issuer it trusts', (issuer) => {
          const subject = view.text(values.subject);
          const expression = view.text(values.claims_matching_expression);
          const who = party(id, view);
          const audiences = view
            .texts(values.audience ?? values.audiences)
            .flatMap((each) => (each.is === 'known' ? [each.text] : []));
          const texts = typeof values.audience === 'string' ? [values.audience] : audiences;
          const conditions: readonly Condition[] = [
            ...(subject.is === 'known'
              ? [
                  {
                    class: 'federated-subject' as const,
                    operator: 'StringEquals',
                    key: 'sub',
                    values: [subject.text],
                  },
                ]
              : []),
            ...(expression.is === 'known' ? claimsIn(expression.text) : []),
            ...(texts.length === 0
              ? []
              : [
                  {
                    class: 'federated-audience' as const,
                    operator: 'StringEquals',
                    key: 'aud',
                    values: [...texts].sort(),
                  },
                ]),
          ];
          return {
            facts: [
              {
                who,
                trust: {
                  mechanism: 'federate',
                  party: 'federated',
                  principal: issuer,
                  external: 'yes',
                  conditions,
                },
              },
            ],
            unknown: [subject, expression].flatMap((each) =>
              each.is === 'computed'
                ? [{ who, what: 'which subject it trusts', why: each.why, privileged: true }]
                : [],
            ),
          };
        }),
    ),
});

const holder = (
  who: Who,
  principal: string,
  view: ReaderView,
  mechanism: StateTrust['mechanism'],
): IdentityFact => ({
  who,
  trust: {
    mechanism,
    party: 'identity',
    principal: party(principal, view).id,
    external: 'no',
    conditions: [],
  },
});

const holders = (
  who: Who,
  value: unknown,
  view: ReaderView,
  mechanism: StateTrust['mechanism'],
  what: string,
): TypeReading =>
  joined(
    view
      .texts(value)
      .map((each) => given(each, what, (id) => ({ facts: [holder(who, id, view, mechanism)] }))),
  );

export const identityType = (
  gives: string,
  more: (who: Who, values: Values, view: ReaderView, resource: PlannedResource) => TypeReading = () => none,
): IdentityType => ({
  gives,
  identity: own,
  read: (resource, values, view) => {
    const who = own(resource, values);
    return joined([{ facts: [{ who }] }, more(who, values, view, resource)]);
  },
});

const application = identityType(
  'an application, its secrets and who owns it',
  (who, values, view, resource) =>
    joined([
      holders(who, values.owners, view, 'write-credential', 'who owns it'),
      {
        facts: blocksOf(values.password).map((block) => ({
          who,
          credential: {
            id: text(block.key_id) ?? `${resource.address} password`,
            kind: 'client-secret',
            ...lifeOf(block, view),
          },
        })),
      },
    ]),
);

const rulesOf = (values: Values | undefined, view: ReaderView): readonly Text[] =>
  blocksOf(values?.dynamic_membership).map(({ enabled, rule }) =>
    enabled === false ? { is: 'absent' } : view.text(rule),
  );

/**
 * Whoever meets the rule of a group is in it, and nothing here tells who that is: another rule may let others in.
 * https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership
 */
const changedRule = (who: Who, { before, after }: PlannedResource, view: ReaderView): TypeReading => {
  if (before === undefined || after === undefined) return none;
  const [was, is] = [before, after].map((values) => JSON.stringify(rulesOf(values, view)));
  if (was === is) return none;
  const why = 'nothing here lists whoever meets a rule';
  return { facts: [], unknown: [{ who, what: 'whom the rule of the group lets in', why, privileged: true }] };
};

/** https://registry.terraform.io/providers/hashicorp/azuread/latest/docs */
export const directoryTypes: Readonly<Record<string, IdentityType>> = {
  azuread_application: application,
  azuread_application_registration: identityType('an application'),
  azuread_service_principal: identityType('a service principal and who owns it', (who, values, view) =>
    holders(who, values.owners, view, 'write-credential', 'who owns it'),
  ),
  azuread_application_owner: {
    gives: 'who owns an application, and so makes secrets for it',
    read: (_, values, view) =>
      given(view.text(values.application_id), 'which application it is', (id) =>
        holders(party(id, view), [values.owner_object_id], view, 'write-credential', 'who owns it'),
      ),
  },
  azuread_application_password: credential(['application_id', 'application_object_id'], 'client-secret'),
  azuread_application_certificate: credential(['application_id', 'application_object_id'], 'certificate'),
  azuread_service_principal_password: credential(['service_principal_id'], 'client-secret'),
  azuread_service_principal_certificate: credential(['service_principal_id'], 'certificate'),
  azuread_application_federated_identity_credential: federated(['application_id', 'application_object_id']),
  azuread_application_flexible_federated_identity_credential: federated(['application_id']),
  azuread_app_role_assignment: {
    gives: 'a permission of an API, Microsoft Graph among them',
    read: (_, values, view) =>
      given(view.text(values.principal_object_id), 'who gets the permission', (id) =>
        given(view.text(values.app_role_id), 'which permission it is', (role) => {
          const resource = view.text(values.resource_object_id);
          const fact = directoryLine(party(id, view), appRole(role), '/', { duration: 'permanent' });
          return {
            facts: [
              {
                ...fact,
                line: { ...fact.line!, resources: [resource.is === 'known' ? resource.text : '*'] },
              },
            ],
          };
        }),
      ),
  },
  azuread_service_principal_delegated_permission_grant: {
    gives: 'permissions of an API on behalf of users',
    read: (_, values, view) =>
      given(view.text(values.service_principal_object_id), 'who gets the permission', (id) => {
        const scopes = view
          .texts(values.claim_values)
          .flatMap((each) => (each.is === 'known' ? [`delegated ${each.text}`] : []))
          .sort();
        const level: Level = scopes.some((each) => /write|manage|fullcontrol/i.test(each)) ? 'write' : 'read';
        const who = party(id, view);
        return scopes.length === 0
          ? none
          : {
              facts: [
                { who, line: line({ scope: 'entra', service: 'directory', level, privileges: scopes }) },
              ],
            };
      }),
  },
  azuread_directory_role_assignment: {
    gives: 'a directory role',
    read: directoryAssignment('role_id', 'principal_object_id', 'permanent'),
  },
  azuread_directory_role_member: {
    gives: 'a directory role',
    read: directoryAssignment('role_object_id', 'member_object_id', 'permanent'),
  },
  azuread_directory_role_eligibility_schedule_request: {
    gives: 'a directory role that must be activated',
    read: directoryAssignment('role_definition_id', 'principal_id', 'eligible'),
  },
  azuread_conditional_access_policy: limitType(
    'what must be met to sign in',
    'what the Conditional Access policy no longer asks for',
  ),
  azuread_named_location: limitType(
    'a place from which people sign in',
    'who signs in from the named location without being asked for more',
  ),
  azuread_group_role_management_policy: limitType(
    'what must be met to activate a membership',
    'what the activation of the membership no longer asks for',
  ),
  azuread_group: identityType('a group, its members and owners', (who, values, view, resource) =>
    joined([
      holders(who, values.members, view, 'assume', 'who is in the group'),
      holders(who, values.owners, view, 'write-permission', 'who owns the group'),
      changedRule(who, resource, view),
    ]),
  ),
  azuread_group_member: {
    gives: 'who enters a group',
    read: (_, values, view) =>
      given(view.text(values.group_object_id), 'which group it is', (id) =>
        holders(
          party(id, view, { kind: 'group' }),
          [values.member_object_id],
          view,
          'assume',
          'who enters the group',
        ),
      ),
  },
};
