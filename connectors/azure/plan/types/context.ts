import { ownMember } from '../../../../src/model/own-member.ts';
import type { PlannedResource, Values } from '../../../../src/plan/planned-resource.ts';
import { blocksOf } from '../../../../src/plan/text.ts';
import { normalScope } from '../../rbac/scope.ts';
import { armTypes } from '../arm-types.ts';
import { type Fact, recordFact } from '../facts.ts';
import { carriedId, ownId, text, type View } from '../names.ts';

/**
 * What a plan shows beside what it gives: resources that run code with an identity, people, subscriptions in their management
 * groups. These types stay unread otherwise: what else they set is told as for every other one.
 */
export const contextOf = (resource: PlannedResource, values: Values, view: View): readonly Fact[] => {
  if (resource.type === 'azuread_user') {
    const id = ownId(resource, values);
    return [
      recordFact('azure.user', view.tenant, id, {
        id,
        displayName: text(values.display_name) ?? resource.address,
        userPrincipalName: text(values.user_principal_name) ?? null,
        accountEnabled: values.account_enabled !== false,
        userType: text(values.user_type) ?? 'Member',
      }),
    ];
  }
  const type = ownMember(armTypes, resource.type);
  const [identity] = blocksOf(values.identity);
  if (type === undefined || identity === undefined || resource.type === 'azurerm_key_vault') return [];
  const kind = text(identity.type) ?? '';
  const id = view.pathOf(resource);
  const assigned = view
    .texts(identity.identity_ids)
    .flatMap((each) => (each.is === 'known' ? [each.text] : []));
  return [
    recordFact('azure.resource', view.tenant, normalScope(id), {
      id,
      type,
      name: text(values.name) ?? resource.address,
      identity: {
        type: kind,
        principalId: /SystemAssigned/i.test(kind) ? carriedId(resource, values) : null,
        userAssignedIdentities: Object.fromEntries(assigned.map((path) => [path, {}])),
      },
      ...nodesOf(values, view),
      settings: settingsOf(resource, values, view),
    }),
  ];
};

const first = (texts: ReturnType<View['texts']>): string | undefined =>
  texts.flatMap((each) => (each.is === 'known' ? [each.text] : []))[0];

/** What the nodes of a cluster run as, where it is chosen. */
const nodesOf = ({ kubelet_identity }: Values, view: View) => {
  const [kubelet] = blocksOf(kubelet_identity);
  const [resourceId, objectId] = [kubelet?.user_assigned_identity_id, kubelet?.object_id].map((value) => {
    const told = view.text(value);
    return told.is === 'known' ? told.text : undefined;
  });
  return resourceId === undefined && objectId === undefined
    ? {}
    : { kubeletIdentity: { resourceId: resourceId ?? null, objectId: objectId ?? null } };
};

/** How a cluster is opened; where the code of a function app lies. */
const settingsOf = (resource: PlannedResource, values: Values, view: View) => {
  if (resource.type === 'azurerm_kubernetes_cluster') {
    const [entra] = blocksOf(values.azure_active_directory_role_based_access_control);
    const administrators = view
      .texts(entra?.admin_group_object_ids)
      .flatMap((each) => (each.is === 'known' ? [each.text] : []));
    return {
      localAccountsDisabled: values.local_account_disabled === true,
      clusterRoles: entra?.azure_rbac_enabled === true,
      ...(administrators.length === 0 ? {} : { administrators }),
    };
  }
  const code = /function_app/.test(resource.type)
    ? first([view.text(values.storage_container_endpoint), view.text(values.storage_account_name)])
    : undefined;
  return code === undefined ? {} : { codeAt: code };
};
