import type { CarrierTechnique } from '../types.ts';
import { data, need, write } from './needs.ts';

/** Platforms on which others’ code runs: learning, agents, batch, data. */
export const platforms: readonly CarrierTechnique[] = [
  {
    id: 'machine-learning-job',
    mechanism: write,
    does: 'run a job on the workspace’s compute',
    source: 'https://learn.microsoft.com/azure/machine-learning/how-to-identity-based-service-authentication',
    on: 'microsoft.machinelearningservices/workspaces/computes',
    needs: [need('microsoft.machinelearningservices/workspaces/jobs/write')],
  },
  {
    id: 'machine-learning-endpoint',
    mechanism: write,
    does: 'change which code the endpoint runs',
    source:
      'https://learn.microsoft.com/azure/machine-learning/how-to-access-resources-from-endpoints-managed-identities',
    on: 'microsoft.machinelearningservices/workspaces/onlineendpoints',
    needs: [need('microsoft.machinelearningservices/workspaces/onlineendpoints/deployments/write')],
  },
  {
    id: 'machine-learning-terminal',
    mechanism: write,
    does: 'open a terminal on the workspace’s compute',
    source: 'https://learn.microsoft.com/azure/machine-learning/how-to-access-terminal',
    on: 'microsoft.machinelearningservices/workspaces/computes',
    needs: [need('microsoft.machinelearningservices/workspaces/computes/applicationaccess/action')],
    assumes: ['the compute instance is assigned to it'],
  },
  {
    id: 'foundry-agent',
    mechanism: write,
    does: 'write an agent of the project that acts with the project’s identity',
    source: 'https://learn.microsoft.com/azure/ai-foundry/concepts/rbac-azure-ai-foundry',
    on: 'microsoft.cognitiveservices/accounts/projects',
    needs: [data('microsoft.cognitiveservices/accounts/aiservices/agents/write')],
    assumes: ['a tool of the agent reaches what the project’s identity may'],
  },
  {
    id: 'hdinsight-script-action',
    mechanism: write,
    does: 'run a script on the nodes of the cluster',
    source: 'https://learn.microsoft.com/azure/hdinsight/hdinsight-hadoop-customize-cluster-linux',
    on: 'microsoft.hdinsight/clusters',
    needs: [need('microsoft.hdinsight/clusters/executescriptactions/action')],
  },
  {
    id: 'batch-pool',
    mechanism: write,
    does: 'change what the nodes of the pool run',
    source: 'https://learn.microsoft.com/azure/batch/managed-identity-pools',
    on: 'microsoft.batch/batchaccounts/pools',
    needs: [need('microsoft.batch/batchaccounts/pools/write')],
  },
  {
    id: 'batch-keys',
    mechanism: write,
    does: 'read the keys of the Batch account and run a task with them',
    source: 'https://learn.microsoft.com/azure/batch/security-best-practices',
    on: 'microsoft.batch/batchaccounts/pools',
    needs: [need('microsoft.batch/batchaccounts/listkeys/action')],
    assumes: ['the account takes its keys'],
  },
];
