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
    needs: [need(`${automationAccount}/runbooks/write`), need(`${automationAccount}/jobs/write`)],
  },
  {
    id: 'automation-draft',
    mechanism: write,
    does: 'write the draft of a runbook, publish it and start it',
    source: 'https://learn.microsoft.com/azure/automation/manage-runbooks',
    on: automationAccount,
    needs: [
      // A job runs what is published.
      need(`${automationAccount}/runbooks/draft/content/write`),
      need(`${automationAccount}/runbooks/publish/action`),
      need(`${automationAccount}/jobs/write`),
    ],
  },
  {
    id: 'automation-source-control',
    mechanism: write,
    does: 'take runbooks over from a repository of its own and start one',
    source: 'https://learn.microsoft.com/azure/automation/source-control-integration',
    on: automationAccount,
    needs: [
      need(`${automationAccount}/sourcecontrols/write`),
      need(`${automationAccount}/sourcecontrols/sourcecontrolsyncjobs/write`),
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
  {
    id: 'automation-publish',
    mechanism: write,
    does: 'write a runbook and publish it where it is started by something',
    source: 'https://learn.microsoft.com/rest/api/automation/runbook-draft/replace-content',
    on: automationAccount,
    needs: [
      need(`${automationAccount}/runbooks/draft/content/write`),
      need(`${automationAccount}/runbooks/publish/action`),
    ],
    assumes: ['something starts the runbook'],
  },
  {
    id: 'automation-module',
    mechanism: write,
    does: 'replace a module that runbooks use',
    source: 'https://learn.microsoft.com/azure/automation/shared-resources/modules',
    on: automationAccount,
    needs: [
      need(
        `${automationAccount}/modules/write`,
        `${automationAccount}/powershell72modules/write`,
        `${automationAccount}/python3packages/write`,
        `${automationAccount}/runtimeenvironments/packages/write`,
      ),
    ],
    assumes: ['a runbook that uses it runs'],
    indirect: true,
  },
  {
    id: 'data-factory-trigger',
    mechanism: write,
    does: 'write a pipeline and start a trigger for it',
    source: 'https://learn.microsoft.com/azure/data-factory/concepts-pipeline-execution-triggers',
    on: 'microsoft.datafactory/factories',
    needs: [
      need('microsoft.datafactory/factories/pipelines/write'),
      need('microsoft.datafactory/factories/triggers/write'),
      need('microsoft.datafactory/factories/triggers/start/action'),
    ],
  },
  {
    id: 'managed-application-tokens',
    mechanism: write,
    does: 'get the tokens of the managed application',
    source:
      'https://learn.microsoft.com/azure/azure-resource-manager/managed-applications/publish-managed-identity',
    on: 'microsoft.solutions/applications',
    needs: [need('microsoft.solutions/applications/listtokens/action')],
  },
];
