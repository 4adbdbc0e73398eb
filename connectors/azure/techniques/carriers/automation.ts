import type { CarrierTechnique } from '../types.ts';
import { automationAccount, need, write } from './needs.ts';

/** What runs by itself: runbooks, workflows, pipelines of data, policies, deployments. */
export const automation: readonly CarrierTechnique[] = [
  {
    id: 'logic-app-write',
    mechanism: write,
    does: 'change the steps of the workflow',
    source: 'https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity',
    on: 'microsoft.logic/workflows',
    needs: [need('microsoft.logic/workflows/write')],
  },
  {
    id: 'automation-runbook',
    mechanism: write,
    does: 'write a runbook and start it',
    source: 'https://learn.microsoft.com/azure/automation/automation-role-based-access-control',
    on: automationAccount,
    needs: [
      need(`${automationAccount}/runbooks/write`, `${automationAccount}/runbooks/draft/content/write`),
      need(`${automationAccount}/jobs/write`),
    ],
  },
  {
    id: 'automation-test-job',
    mechanism: write,
    does: 'write the draft of a runbook and test it',
    source: 'https://learn.microsoft.com/rest/api/automation/test-job/create',
    on: automationAccount,
    needs: [
      need(`${automationAccount}/runbooks/draft/content/write`, `${automationAccount}/runbooks/draft/write`),
      need(`${automationAccount}/runbooks/draft/testjob/write`),
    ],
  },
  {
    id: 'automation-webhook',
    mechanism: write,
    does: 'write a runbook and start it by a webhook',
    source: 'https://learn.microsoft.com/azure/automation/automation-webhooks',
    on: automationAccount,
    needs: [need(`${automationAccount}/runbooks/write`), need(`${automationAccount}/webhooks/write`)],
  },
  {
    id: 'automation-schedule',
    mechanism: write,
    does: 'write a runbook and put it on a schedule',
    source: 'https://learn.microsoft.com/azure/automation/shared-resources/schedules',
    on: automationAccount,
    needs: [need(`${automationAccount}/runbooks/write`), need(`${automationAccount}/jobschedules/write`)],
  },
  {
    id: 'policy-remediation',
    mechanism: write,
    does: 'change what the policy deploys, and remediate with it',
    source: 'https://learn.microsoft.com/azure/governance/policy/how-to/remediate-resources',
    on: 'microsoft.authorization/policyassignments',
    needs: [
      need('microsoft.authorization/policydefinitions/write'),
      need('microsoft.policyinsights/remediations/write'),
    ],
  },
  {
    id: 'data-factory-pipeline',
    mechanism: write,
    does: 'write a pipeline and run it',
    source: 'https://learn.microsoft.com/azure/data-factory/data-factory-service-identity',
    on: 'microsoft.datafactory/factories',
    needs: [
      need('microsoft.datafactory/factories/pipelines/write'),
      need('microsoft.datafactory/factories/pipelines/createrun/action'),
    ],
  },
  {
    id: 'deployment-script',
    mechanism: write,
    does: 'change what the deployment script runs',
    source: 'https://learn.microsoft.com/azure/azure-resource-manager/templates/deployment-script-template',
    on: 'microsoft.resources/deploymentscripts',
    needs: [need('microsoft.resources/deploymentscripts/write')],
  },
];
