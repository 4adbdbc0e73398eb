import { given, limit } from '../../../../src/plan/fact-types.ts';
import { limitType } from '../../../../src/plan/limit.ts';
import { blocksOf } from '../../../../src/plan/text.ts';
import { recordFact } from '../facts.ts';
import { standIn, text } from '../names.ts';
import type { PlanType } from './reading.ts';

/**
 * Connections of Azure DevOps by which pipelines sign in to Entra.
 * https://registry.terraform.io/providers/microsoft/azuredevops/latest/docs/resources/serviceendpoint_azurerm
 */
const serviceConnection: PlanType = {
  gives: 'as which application pipelines of Azure DevOps sign in',
  read: (resource, values, view) => {
    const [credentials] = blocksOf(values.credentials);
    return given(view.text(credentials?.serviceprincipalid), 'as whom pipelines sign in', (client) => {
      const issuer = view.text(values.workload_identity_federation_issuer);
      const subject = view.text(values.workload_identity_federation_subject);
      const id = text(values.id) ?? standIn(resource.address);
      return {
        facts: [
          recordFact('azure.service-connection', view.tenant, id, {
            id,
            name: text(values.service_endpoint_name) ?? resource.address,
            scheme: text(values.service_endpoint_authentication_scheme) ?? 'ServicePrincipal',
            clientId: client.toLowerCase(),
            tenantId: text(values.azurerm_spn_tenantid)?.toLowerCase() ?? null,
            issuer: issuer.is === 'known' ? issuer.text : null,
            subject: subject.is === 'known' ? subject.text : null,
          }),
        ],
        // Of one that is only changed it was so before as well.
        unknown:
          resource.before === undefined
            ? [
                {
                  who: resource.address,
                  what: `which pipelines sign in as ${client}`,
                  why: 'Azure DevOps decides who may use the connection, and no plan tells',
                },
              ]
            : [],
      };
    });
  },
};

const check = limit(
  limitType('what must be met before a pipeline uses something', 'what pipelines are no longer held to'),
);

export const pipelineTypes: Readonly<Record<string, PlanType>> = {
  azuredevops_serviceendpoint_azurerm: serviceConnection,
  azuredevops_check_approval: check,
  azuredevops_check_branch_control: check,
};
