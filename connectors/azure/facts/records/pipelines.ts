import { z } from 'zod';
import { flag, guidOrNone, words } from './fields.ts';

/**
 * A connection of Azure DevOps by which pipelines of a project sign in to Entra: `az devops service-endpoint list`. Never what it
 * signs in with. https://learn.microsoft.com/rest/api/azure/devops/serviceendpoint/endpoints/list
 */
export const serviceConnectionSchema = z.object({
  id: z.string(),
  name: words,
  /** `WorkloadIdentityFederation`, `ServicePrincipal` (a secret or a certificate that is kept there), `ManagedServiceIdentity`. */
  scheme: words,
  /** Client id of the application. */
  clientId: guidOrNone,
  tenantId: guidOrNone,
  issuer: words,
  subject: words,
  /** Pipelines of other projects have it as well. */
  isShared: flag,
});
