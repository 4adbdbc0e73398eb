import { given, nothing } from '../../../../src/plan/fact-types.ts';
import { isComputed, type PlannedResource, type Values } from '../../../../src/plan/planned-resource.ts';
import { recordFact } from '../facts.ts';
import { standIn, text, type View } from '../names.ts';
import { assignmentFact } from './access.ts';
import type { PlanType, Reading } from './reading.ts';

/**
 * Resources of Azure as the API has them. Role assignments, role definitions and federated credentials are read; of the rest
 * those that give privileges are told.
 * https://registry.terraform.io/providers/azure/azapi/latest/docs
 */

const parsed = (body: unknown): Values | undefined => {
  if (typeof body === 'object' && body !== null && !isComputed(body)) return body as Values;
  if (typeof body !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Values) : undefined;
  } catch {
    // No JSON is no body: the caller says that it is not known.
    return undefined;
  }
};

const objectIn = (value: unknown): Values =>
  typeof value === 'object' && value !== null && !isComputed(value) ? (value as Values) : {};

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

type Properties = {
  readonly resource: PlannedResource;
  readonly parent: string;
  readonly of: Values;
  readonly view: View;
};

const readers: Readonly<Record<string, (about: Properties) => Reading>> = {
  'microsoft.authorization/roleassignments': ({ resource, parent, of, view }) =>
    given(view.text(of.principalId), 'who gets the role', (principal) =>
      given(view.text(of.roleDefinitionId), 'which role it is', (role) => ({
        facts: [
          assignmentFact(
            {
              id: text(resource[view.side]?.id) ?? standIn(resource.address),
              principal,
              principalType: text(of.principalType),
              role,
              scope: parent,
              condition: text(of.condition),
              kind: 'assigned',
            },
            view.tenant,
          ),
        ],
      })),
    ),
  'microsoft.authorization/roledefinitions': ({ resource, parent, of, view }) => {
    const name = (text(resource[view.side]?.name) ?? standIn(resource.address)).toLowerCase();
    const permissions = Array.isArray(of.permissions) ? of.permissions.map(objectIn) : [];
    return {
      facts: [
        recordFact('azure.role-definition', view.tenant, name, {
          id: `${parent}/providers/Microsoft.Authorization/roleDefinitions/${name}`,
          name,
          roleName: text(of.roleName) ?? name,
          roleType: 'CustomRole',
          permissions: permissions.map((each) => ({
            actions: textsIn(each.actions),
            notActions: textsIn(each.notActions),
            dataActions: textsIn(each.dataActions),
            notDataActions: textsIn(each.notDataActions),
          })),
          assignableScopes: textsIn(of.assignableScopes),
        }),
      ],
      unknown: isComputed(of.permissions)
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
  'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials': ({
    resource,
    parent,
    of,
    view,
  }) =>
    given(view.text(of.issuer), 'which issuer it trusts', (issuer) =>
      given(view.text(of.subject), 'which subject it trusts', (subject) => {
        const name = text(resource[view.side]?.name) ?? standIn(resource.address);
        return {
          facts: [
            recordFact('azure.federated-credential', view.tenant, standIn(resource.address), {
              id: name,
              name,
              issuer,
              subject,
              audiences: textsIn(of.audiences),
              of: parent,
            }),
          ],
        };
      }),
    ),
};

/** Whatever else of these providers gives or takes privileges. */
const givesPrivileges =
  /^microsoft\.(?:authorization|managedidentity|managedservices|blueprint)\/|\/(?:accesspolicies|sqlroleassignments|roleassignments)$/;

export const azapiResource: PlanType = {
  gives: 'role assignments, role definitions and federated credentials of managed identities, by their type',
  read: (resource, values, view) => {
    const type = (text(values.type) ?? '').toLowerCase().replace(/@.*$/, '');
    const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
    const untold = (what: string): Reading => ({
      facts: [],
      unknown: [{ what, why: 'its type is not evaluated' }],
    });
    if (reader === undefined)
      return givesPrivileges.test(type)
        ? untold(`what ${text(values.type) ?? 'the resource'} gives`)
        : nothing;
    const body = parsed(values.body);
    if (body === undefined)
      return {
        facts: [],
        unknown: [{ what: 'what it gives', why: 'its body is known only after the change is applied' }],
      };
    return given(view.text(values.parent_id), 'on which scope', (parent) =>
      reader({ resource, parent, of: objectIn(body.properties), view }),
    );
  },
};
