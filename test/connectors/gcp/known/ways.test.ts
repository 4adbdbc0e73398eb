import { describe, expect, test } from 'vitest';
import { wayIn } from '../exports/support.ts';
import {
  type Answer,
  answer,
  dev,
  type Estate,
  elsewhere,
  email,
  expired,
  filesOf,
  nameOf,
  prod,
  root,
} from './estate.ts';
import { things } from './things.ts';

/**
 * Labelled before anything was run, by what Google documents of each service: what mallory holds, whether that leads to the owner
 * of the project, and the nearest thing that does not.
 */
interface Known extends Estate {
  readonly answer: Exclude<Answer, 'no way'>;
  readonly twins: Readonly<Record<string, Estate | Estate['holds']>>;
  /** Not turned into the generic twins: what is held elsewhere counts there as well. */
  readonly isPlaced?: true;
  /** Not asked what comes of it where it ended: it comes by something else, or by what others are asked about. */
  readonly isGeneric?: false;
}

const user = 'iam.serviceAccountUser';
const prodAnd = (role: string, extra: Partial<Estate> = {}): Estate => ({
  holds: { prod: role, root: user },
  ...extra,
});
/** What creates something that runs as an account, by a role of Google's: the account itself is handed on. */
const host = (
  role: string,
  reader: string,
  given: Known['answer'] = 'surely',
  extra: Partial<Estate> = {},
): Known => ({
  ...prodAnd(role, extra),
  answer: given,
  isPlaced: true,
  isGeneric: false,
  twins: {
    'does not act as the account': { holds: { prod: role }, ...extra },
    'acts as another account': { holds: { prod: role, other: user }, ...extra },
    'looks only': prodAnd(reader, extra),
    'in another project': { holds: { dev: role, root: user }, ...extra },
  },
});
const onAccount = (role: string, given: Known['answer'] = 'surely'): Known => ({
  holds: { root: role },
  answer: given,
  twins: {
    'on another account': { other: role },
    'looks only': { root: 'iam.serviceAccountViewer' },
    'in another project': { dev: role },
  },
});
/** On what runs as the account, by a role held on the resource's project. */
const carrier = (
  thing: keyof typeof things,
  role: string,
  given: Known['answer'],
  twins: Known['twins'],
  acts = false,
): Known => {
  const what = things[thing];
  const holds = { prod: role, ...(acts ? { root: user } : {}) };
  return {
    holds,
    things: [what(root)],
    answer: given,
    twins: {
      // Who acts as the account gives it to what is there, or makes one.
      ...(acts
        ? {}
        : {
            'it runs as another account': { holds, things: [what(email('other'))] },
            'there is none': { holds },
          }),
      ...(acts ? { 'does not act as the account': { holds: { prod: role }, things: [what(root)] } } : {}),
      ...Object.fromEntries(
        Object.entries(twins).map(([why, twin]) => [
          why,
          'holds' in twin ? twin : { holds: twin as Estate['holds'], things: [what(root)] },
        ]),
      ),
    },
  };
};
const bucketOf = (name: string): string => `//storage.googleapis.com/${name}`;
const denyOn = (node: string, ...permissions: readonly string[]): object => ({
  name: `//iam.googleapis.com/policies/cloudresourcemanager.googleapis.com%2F${node.replace('/', '%2F')}/denypolicies/no`,
  asset_type: 'iam.googleapis.com/PolicyV2',
  resource: {
    data: {
      name: `policies/cloudresourcemanager.googleapis.com%2F${node.replace('/', '%2F')}/denypolicies/no`,
      displayName: 'no',
      kind: 'DenyPolicy',
      rules: [
        {
          denyRule: { deniedPrincipals: ['principalSet://goog/public:all'], deniedPermissions: permissions },
        },
      ],
    },
  },
  ancestors: ['organizations/700'],
});
const constraintAt = (node: string, constraint: string): object => ({
  name: `//cloudresourcemanager.googleapis.com/${node}`,
  asset_type: 'cloudresourcemanager.googleapis.com/Organization',
  org_policy: [{ constraint: `constraints/${constraint}`, boolean_policy: { enforced: true } }],
  ancestors: ['organizations/700'],
});
const provider = (project: string, part: object = {}): object => ({
  name: `//iam.googleapis.com/projects/${project === prod ? '8101' : '8202'}/locations/global/workloadIdentityPools/ci`,
  asset_type: 'iam.googleapis.com/WorkloadIdentityPool',
  resource: {
    data: {
      name: `projects/${project === prod ? '8101' : '8202'}/locations/global/workloadIdentityPools/ci`,
      state: 'ACTIVE',
      ...part,
    },
  },
  ancestors: [`projects/${project === prod ? '8101' : '8202'}`, 'organizations/700'],
});
const ofPool = (project: string): string =>
  `iam.workloadIdentityUser @principalSet://iam.googleapis.com/projects/${project}/locations/global/workloadIdentityPools/ci/*`;
const entitlement = (principal: string, role: string): object => ({
  name: `//privilegedaccessmanager.googleapis.com/projects/${prod}/locations/global/entitlements/e`,
  asset_type: 'privilegedaccessmanager.googleapis.com/Entitlement',
  resource: {
    data: {
      name: `projects/${prod}/locations/global/entitlements/e`,
      eligibleUsers: [{ principals: [principal] }],
      maxRequestDuration: '3600s',
      privilegedAccess: {
        gcpIamAccess: {
          resource: `//cloudresourcemanager.googleapis.com/projects/${prod}`,
          resourceType: 'cloudresourcemanager.googleapis.com/Project',
          roleBindings: [{ role }],
        },
      },
      state: 'AVAILABLE',
    },
  },
  ancestors: ['projects/8101', 'folders/710', 'organizations/700'],
});

const known: Readonly<Record<string, Known>> = {
  // The account itself.
  'getAccessToken on the account': onAccount('+iam.serviceAccounts.getAccessToken'),
  'signJwt on the account': onAccount('+iam.serviceAccounts.signJwt'),
  'signBlob on the account': onAccount('+iam.serviceAccounts.signBlob'),
  'getOpenIdToken on the account': onAccount('+iam.serviceAccounts.getOpenIdToken', 'if'),
  'keys of the account': onAccount('iam.serviceAccountKeyAdmin'),
  'the policy of the account': onAccount('+iam.serviceAccounts.setIamPolicy'),
  'tokens by the role of workloads': onAccount('iam.workloadIdentityUser'),
  'tokens of all accounts of the project': {
    holds: { prod: 'iam.serviceAccountTokenCreator' },
    answer: 'surely',
    twins: {
      'acts only': { prod: user },
      'of one other account alone, by its address': {
        prod: {
          role: 'iam.serviceAccountTokenCreator',
          condition: `resource.name.endsWith('/${email('other')}')`,
        },
      },
      'of one other account alone, by its number': {
        prod: {
          role: 'iam.serviceAccountTokenCreator',
          condition: "resource.name == 'projects/-/serviceAccounts/9003'",
        },
      },
      'the project is shut down': {
        holds: { prod: 'iam.serviceAccountTokenCreator' },
        shutDown: [prod],
      },
      'denied there': {
        holds: { prod: 'iam.serviceAccountTokenCreator' },
        assets: [
          denyOn(
            `projects/${prod}`,
            'iam.googleapis.com/serviceAccounts.getAccessToken',
            'iam.googleapis.com/serviceAccounts.getOpenIdToken',
            'iam.googleapis.com/serviceAccounts.signBlob',
            'iam.googleapis.com/serviceAccounts.signJwt',
          ),
        ],
      },
      'denied to all of the organisation, by a group of permissions': {
        holds: { prod: 'iam.serviceAccountTokenCreator' },
        assets: [denyOn('organizations/700', 'iam.googleapis.com/serviceAccounts.*')],
      },
    },
  },
  'tokens of all accounts of the organisation': {
    holds: { org: 'iam.serviceAccountTokenCreator' },
    answer: 'surely',
    twins: { 'of another folder': { 'other folder': 'iam.serviceAccountTokenCreator' } },
  },
  'a chain of two': {
    holds: { mid: 'iam.serviceAccountTokenCreator', root: `iam.serviceAccountTokenCreator @${email('mid')}` },
    answer: 'surely',
    twins: {
      'the second acts only': { mid: 'iam.serviceAccountTokenCreator', root: `${user} @${email('mid')}` },
      'the one between is off': {
        holds: {
          mid: 'iam.serviceAccountTokenCreator',
          root: `iam.serviceAccountTokenCreator @${email('mid')}`,
        },
        disabled: ['mid'],
      },
    },
  },
  'delegation through two accounts': {
    holds: {
      mid: '+iam.serviceAccounts.implicitDelegation',
      other: `+iam.serviceAccounts.implicitDelegation @${email('mid')}`,
      root: `+iam.serviceAccounts.getAccessToken @${email('other')}`,
    },
    answer: 'surely',
    twins: {
      'the last has no tokens': {
        mid: '+iam.serviceAccounts.implicitDelegation',
        other: `+iam.serviceAccounts.implicitDelegation @${email('mid')}`,
        root: `+iam.serviceAccounts.implicitDelegation @${email('other')}`,
      },
      'the one between does not delegate': {
        mid: '+iam.serviceAccounts.implicitDelegation',
        other: `${user} @${email('mid')}`,
        root: `+iam.serviceAccounts.getAccessToken @${email('other')}`,
      },
    },
  },
  'switches the account on first': {
    holds: { root: '+iam.serviceAccounts.enable iam.serviceAccounts.getAccessToken' },
    disabled: ['root'],
    answer: 'surely',
    twins: {
      'may not switch it on': {
        holds: { root: '+iam.serviceAccounts.getAccessToken' },
        disabled: ['root'],
      },
      'only switches it on': { holds: { root: '+iam.serviceAccounts.enable' }, disabled: ['root'] },
    },
  },
  'makes a key, and lifts the constraint first': {
    holds: { root: 'iam.serviceAccountKeyAdmin', org: 'orgpolicy.policyAdmin' },
    assets: [
      constraintAt('organizations/700', 'iam.disableServiceAccountKeyCreation'),
      constraintAt('organizations/700', 'iam.disableServiceAccountKeyUpload'),
    ],
    answer: 'surely',
    isPlaced: true,
    twins: {
      'may not lift it': {
        holds: { root: 'iam.serviceAccountKeyAdmin', org: 'orgpolicy.policyViewer' },
        assets: [
          constraintAt('organizations/700', 'iam.disableServiceAccountKeyCreation'),
          constraintAt('organizations/700', 'iam.disableServiceAccountKeyUpload'),
        ],
      },
      'lifts constraints alone': { org: 'orgpolicy.policyAdmin' },
    },
  },
  'HMAC keys': {
    holds: { prod: 'storage.hmacKeyAdmin' },
    answer: 'if',
    twins: { 'looks only': { prod: '+storage.hmacKeys.list storage.hmacKeys.get' } },
  },
  'an API key bound to the account': {
    holds: { root: '+iam.serviceAccountApiKeyBindings.create', prod: '+apikeys.keys.create' },
    answer: 'if',
    twins: {
      'keys that are bound to nobody': { prod: 'serviceusage.apiKeysAdmin' },
      'keys of another project': {
        root: '+iam.serviceAccountApiKeyBindings.get',
        dev: '+apikeys.keys.create',
      },
    },
  },
  'all accounts of the project, as a set': {
    holds: {
      root: 'iam.serviceAccountTokenCreator @principalSet://cloudresourcemanager.googleapis.com/projects/8101/type/ServiceAccount',
    },
    answer: 'surely',
    twins: {
      'accounts of another project': {
        root: 'iam.serviceAccountTokenCreator @principalSet://cloudresourcemanager.googleapis.com/projects/8202/type/ServiceAccount',
      },
      'agents of the project': {
        root: 'iam.serviceAccountTokenCreator @principalSet://cloudresourcemanager.googleapis.com/projects/8101/type/ServiceAgent',
      },
    },
  },
  'whoever views the project': {
    holds: { prod: 'viewer', root: `iam.serviceAccountTokenCreator @projectViewer:${prod}` },
    answer: 'surely',
    isPlaced: true,
    twins: {
      'who browses is no viewer': {
        prod: 'browser',
        root: `iam.serviceAccountTokenCreator @projectViewer:${prod}`,
      },
      'viewers of another project': {
        prod: 'viewer',
        root: `iam.serviceAccountTokenCreator @projectViewer:${dev}`,
      },
    },
  },
  // Nodes of the tree.
  'the policy of the project': {
    holds: { prod: 'resourcemanager.projectIamAdmin' },
    answer: 'surely',
    twins: {
      'may move it': { prod: 'resourcemanager.projectMover' },
      'gives away readers only': {
        prod: {
          role: 'resourcemanager.projectIamAdmin',
          condition:
            "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['roles/pubsub.viewer'])",
        },
      },
      'denied above': {
        holds: { prod: 'resourcemanager.projectIamAdmin' },
        assets: [denyOn('folders/710', 'cloudresourcemanager.googleapis.com/projects.setIamPolicy')],
      },
    },
  },
  'the policy of the folder': {
    holds: { folder: 'resourcemanager.folderIamAdmin' },
    answer: 'surely',
    twins: { 'makes folders': { folder: 'resourcemanager.folderCreator' } },
  },
  'the policy of the organisation': {
    holds: { org: 'resourcemanager.organizationAdmin' },
    answer: 'surely',
    twins: {
      'makes projects': { org: 'resourcemanager.projectCreator' },
      pays: { org: 'billing.admin' },
    },
  },
  'policies of everything': {
    holds: { prod: 'iam.securityAdmin' },
    answer: 'surely',
    twins: { 'reads them': { prod: 'iam.securityReviewer' } },
  },
  'changes a role that it has there': {
    holds: { prod: '+storage.objects.get', org: 'iam.organizationRoleAdmin' },
    answer: 'surely',
    isPlaced: true,
    twins: {
      'roles of the project are others': { prod: ['+storage.objects.get', 'iam.roleAdmin'] },
      'has no role of its own there': { org: 'iam.organizationRoleAdmin', prod: 'storage.objectViewer' },
      'has it until last year': {
        prod: { role: '+storage.objects.get', condition: 'request.time < timestamp("2025-01-01T00:00:00Z")' },
        org: 'iam.roleViewer',
      },
    },
  },
  'makes itself eligible': {
    holds: { prod: 'privilegedaccessmanager.admin' },
    answer: 'if',
    twins: { 'looks only': { prod: 'privilegedaccessmanager.viewer' } },
  },
  'may ask for it': {
    holds: { prod: 'browser' },
    assets: [entitlement(`serviceAccount:${email('mallory')}`, 'roles/owner')],
    answer: 'if',
    isPlaced: true,
    isGeneric: false,
    twins: {
      'somebody else may': {
        holds: { prod: 'browser' },
        assets: [entitlement(`serviceAccount:${email('mid')}`, 'roles/owner')],
      },
      'for something small': {
        holds: { prod: 'browser' },
        assets: [entitlement(`serviceAccount:${email('mallory')}`, 'roles/viewer')],
      },
    },
  },
  'moves the project below a folder of its own': {
    holds: {
      folder: '+resourcemanager.projects.move',
      prod: '+resourcemanager.projects.update',
      'other folder': ['+resourcemanager.projects.move', 'resourcemanager.folderIamAdmin'],
    },
    answer: 'surely',
    isPlaced: true,
    twins: {
      'does not control where it goes': {
        folder: '+resourcemanager.projects.move',
        prod: '+resourcemanager.projects.update',
        'other folder': '+resourcemanager.projects.move',
      },
      'may not take it away': {
        prod: '+resourcemanager.projects.update',
        'other folder': ['+resourcemanager.projects.move', 'resourcemanager.folderIamAdmin'],
      },
    },
  },
  'moves the folder below one of its own': {
    holds: {
      org: '+resourcemanager.folders.move',
      'other folder': ['+resourcemanager.folders.move', 'resourcemanager.folderIamAdmin'],
    },
    answer: 'surely',
    isPlaced: true,
    twins: {
      'does not control where it goes': {
        org: '+resourcemanager.folders.move',
        'other folder': '+resourcemanager.folders.move',
      },
      'may not take it away': {
        'other folder': ['+resourcemanager.folders.move', 'resourcemanager.folderIamAdmin'],
      },
    },
  },
  // What is made to run as the account.
  'an instance': host('compute.instanceAdmin.v1', 'compute.viewer'),
  'an instance, by the role of all of Compute Engine': host('compute.admin', 'compute.networkAdmin'),
  'instances of a template': host(
    '+compute.instanceTemplates.create compute.instanceGroupManagers.create',
    '+compute.instanceTemplates.create',
  ),
  'a function': host('cloudfunctions.developer', 'cloudfunctions.viewer'),
  'a service of Cloud Run': host('run.developer', 'run.invoker'),
  'a service of Cloud Run from source': host('run.sourceDeveloper', 'run.sourceViewer'),
  'a job of Cloud Run': host('+run.jobs.create run.jobs.run', '+run.jobs.create'),
  'a build': host('cloudbuild.builds.editor', 'cloudbuild.builds.viewer'),
  'a version of the app': host('appengine.deployer', 'appengine.serviceAdmin', 'surely', {
    things: [things.app(email('other'))],
  }),
  'a schedule': host('cloudscheduler.admin', 'cloudscheduler.jobRunner'),
  'a task, of a queue of its own': host('cloudtasks.admin', 'cloudtasks.viewer'),
  'a task in a queue that is there': host('cloudtasks.enqueuer', 'cloudtasks.viewer', 'surely', {
    things: [things.queue()],
  }),
  'a workflow': host('workflows.editor', 'workflows.invoker'),
  'an environment of Composer': host('composer.admin', 'composer.environmentAndStorageObjectViewer'),
  'a job of Dataflow': host('dataflow.developer', 'dataflow.viewer'),
  'a cluster of Dataproc': host('dataproc.editor', 'dataproc.viewer'),
  'a batch of Dataproc': host('+dataproc.batches.create', '+dataproc.batches.get'),
  'pipelines of Data Fusion': host('datafusion.admin', 'datafusion.viewer'),
  'a notebook': host('notebooks.admin', 'notebooks.viewer'),
  'a job of Vertex AI': host('aiplatform.user', 'aiplatform.viewer'),
  'a batch job': host('batch.jobsEditor', 'batch.jobsViewer'),
  'Terraform of Infrastructure Manager': host('config.admin', 'config.viewer'),
  'nodes of a cluster': host('container.admin', 'container.viewer'),
  'queries of Dataform': host('dataform.admin', 'dataform.viewer', 'if'),
  'a workstation': host('workstations.admin', 'workstations.operationViewer'),
  'a TPU machine': host('tpu.admin', 'tpu.viewer'),
  'deliveries of Pub/Sub': host('pubsub.editor', 'pubsub.viewer', 'if'),
  'scheduled queries': host('bigquery.admin', 'bigquery.dataViewer', 'if'),
  'an integration': host('integrations.integrationAdmin', 'integrations.integrationViewer', 'if'),
  'a release of Cloud Deploy': host('clouddeploy.releaser', 'clouddeploy.viewer', 'if'),
  'anything, as an editor of the project': {
    holds: { prod: 'editor' },
    answer: 'surely',
    twins: { 'looks only': { prod: 'viewer' }, 'in another project': { dev: 'editor' } },
  },
  'an instance in another project, where that is allowed': {
    holds: { dev: 'compute.instanceAdmin.v1', root: user },
    assets: [
      {
        name: '//cloudresourcemanager.googleapis.com/projects/8101',
        asset_type: 'cloudresourcemanager.googleapis.com/Project',
        org_policy: [
          {
            constraint: 'constraints/iam.disableCrossProjectServiceAccountUsage',
            boolean_policy: { enforced: false },
          },
        ],
        ancestors: ['projects/8101', 'folders/710', 'organizations/700'],
      },
    ],
    answer: 'if',
    isPlaced: true,
    twins: { 'in force unless it is switched off': { dev: 'compute.instanceAdmin.v1', root: user } },
  },
  'what Deployment Manager deploys': {
    holds: { prod: ['deploymentmanager.editor', 'owner @8101@cloudservices.gserviceaccount.com'] },
    answer: 'if',
    isPlaced: true,
    twins: {
      'looks only': {
        prod: ['deploymentmanager.viewer', 'owner @8101@cloudservices.gserviceaccount.com'],
      },
      'of another project': {
        dev: 'deploymentmanager.editor',
        prod: 'owner @8101@cloudservices.gserviceaccount.com',
      },
    },
  },
  'a build as the account of old': {
    holds: { prod: ['cloudbuild.builds.editor', 'owner @8101@cloudbuild.gserviceaccount.com'] },
    answer: 'if',
    isPlaced: true,
    twins: {
      'approves builds': {
        prod: ['cloudbuild.builds.approver', 'owner @8101@cloudbuild.gserviceaccount.com'],
      },
      'of another project': {
        dev: 'cloudbuild.builds.editor',
        prod: 'owner @8101@cloudbuild.gserviceaccount.com',
      },
    },
  },
  'a machine of Colab Enterprise': {
    holds: { prod: ['aiplatform.user', 'owner @service-8101@gcp-sa-aiplatform-vm.iam.gserviceaccount.com'] },
    answer: 'surely',
    isPlaced: true,
    twins: {
      'looks only': {
        prod: ['aiplatform.viewer', 'owner @service-8101@gcp-sa-aiplatform-vm.iam.gserviceaccount.com'],
      },
      'may not take a template': {
        prod: [
          '+aiplatform.notebookRuntimes.assign',
          'owner @service-8101@gcp-sa-aiplatform-vm.iam.gserviceaccount.com',
        ],
      },
      'of another project': {
        dev: 'aiplatform.user',
        prod: 'owner @service-8101@gcp-sa-aiplatform-vm.iam.gserviceaccount.com',
      },
    },
  },
  // What runs as it.
  'metadata of an instance': carrier(
    'instance',
    '+compute.instances.setMetadata',
    'if',
    { 'looks only': { prod: 'compute.viewer', root: user } },
    true,
  ),
  'metadata of the project': carrier(
    'instance',
    '+compute.projects.setCommonInstanceMetadata',
    'if',
    { 'reaches it over the network': { prod: 'iap.tunnelResourceAccessor', root: user } },
    true,
  ),
  'a login to an instance': carrier(
    'instance',
    'compute.osAdminLogin',
    'if',
    { 'reaches it over the network': { prod: 'iap.tunnelResourceAccessor', root: user } },
    true,
  ),
  'a patch job': carrier('instance', 'osconfig.patchJobExecutor', 'if', {
    'looks only': { prod: 'osconfig.patchJobViewer' },
  }),
  'the code of a function': carrier(
    'function',
    '+cloudfunctions.functions.update cloudfunctions.functions.call',
    'surely',
    { 'calls it': { prod: 'cloudfunctions.invoker', root: user } },
    true,
  ),
  'the code of a function of the first kind': carrier(
    'old function',
    '+cloudfunctions.functions.update cloudfunctions.functions.call',
    'surely',
    { 'calls it': { prod: 'cloudfunctions.invoker', root: user } },
    true,
  ),
  'the container of a service': carrier(
    'service',
    '+run.services.update',
    'surely',
    { 'calls it': { prod: 'run.invoker', root: user } },
    true,
  ),
  'a job with a command of its own': carrier('job', 'run.jobsExecutorWithOverrides', 'surely', {
    'runs it as it is': { prod: 'run.jobsExecutor' },
  }),
  'a pod on nodes': carrier('cluster', 'container.developer', 'surely', {
    'looks only': { prod: 'container.viewer' },
    'signs in to it': { prod: 'container.clusterViewer' },
    'nodes keep their tokens': {
      holds: { prod: 'container.developer' },
      things: [things['cluster with workload identity'](root)],
    },
    'their tokens are for reading alone': {
      holds: { prod: 'container.developer' },
      things: [things['cluster with narrow nodes'](root)],
    },
    'Autopilot lets no pod to its nodes': {
      holds: { prod: 'container.developer' },
      things: [things.autopilot(root)],
    },
  }),
  'a pod on nodes from before workload identity': carrier(
    'cluster with an old pool of nodes',
    'container.developer',
    'surely',
    { 'looks only': { prod: 'container.viewer' } },
  ),
  'a job on a cluster': carrier('dataproc', 'dataproc.editor', 'surely', {
    'looks only': { prod: 'dataproc.viewer' },
  }),
  'commands of Airflow': carrier('composer', '+composer.environments.executeAirflowCommand', 'if', {
    'looks only': { prod: '+composer.environments.get composer.dags.list' },
  }),
  'a DAG in the bucket': {
    holds: { [bucketOf('eu-composer-bucket')]: 'storage.objectCreator' },
    things: [things.composer(root)],
    answer: 'surely',
    twins: {
      'reads there': {
        holds: { [bucketOf('eu-composer-bucket')]: 'storage.objectViewer' },
        things: [things.composer(root)],
      },
      'another bucket': {
        holds: { [bucketOf('eu-composer-logs')]: 'storage.objectCreator' },
        things: [things.composer(root)],
      },
      'the environment runs as another': {
        holds: { [bucketOf('eu-composer-bucket')]: 'storage.objectCreator' },
        things: [things.composer(email('other'))],
      },
    },
  },
  'the script of a notebook': carrier(
    'notebook',
    '+notebooks.instances.update notebooks.instances.reset',
    'surely',
    { 'looks only': { prod: '+notebooks.instances.list', root: user } },
    true,
  ),
  'the steps of a workflow': carrier(
    'workflow',
    '+workflows.workflows.update workflows.executions.create',
    'surely',
    { 'starts it': { prod: 'workflows.invoker', root: user } },
    true,
  ),
  'the calls of a schedule': carrier(
    'schedule',
    '+cloudscheduler.jobs.update',
    'surely',
    { 'starts it': { prod: 'cloudscheduler.jobRunner', root: user } },
    true,
  ),
  'the steps of a trigger': carrier(
    'trigger',
    '+cloudbuild.builds.update cloudbuild.builds.create',
    'surely',
    { 'looks only': { prod: 'cloudbuild.builds.viewer', root: user } },
    true,
  ),
  'the repository of a trigger': carrier('trigger', 'source.writer', 'if', {
    'reads it': { prod: 'source.reader' },
  }),
  'Terraform that is deployed': carrier(
    'deployment',
    '+config.deployments.update',
    'surely',
    { 'looks only': { prod: 'config.viewer', root: user } },
    true,
  ),
  'a shell in the app': carrier('version', '+appengine.instances.enableDebug', 'if', {
    'moves traffic': { prod: 'appengine.serviceAdmin' },
  }),
  'the code of an agent': carrier(
    'agent',
    '+aiplatform.reasoningEngines.update',
    'surely',
    { 'asks it': { prod: '+aiplatform.reasoningEngines.query', root: user } },
    true,
  ),
  'a workstation of a configuration': carrier('workstations', 'workstations.workstationCreator', 'surely', {
    'looks only': { prod: 'workstations.operationViewer' },
  }),
  'a pipeline of Data Fusion': carrier('fusion', 'datafusion.developer', 'surely', {
    'looks only': { prod: 'datafusion.viewer' },
  }),
  'queries in a repository': carrier('dataform', 'dataform.editor', 'if', {
    'looks only': { prod: 'dataform.viewer' },
  }),
  // Where code comes from.
  'an image of Artifact Registry': {
    holds: {
      [`//artifactregistry.googleapis.com/projects/${prod}/locations/europe/repositories/app`]:
        'artifactregistry.writer',
    },
    things: [things.service(root)],
    answer: 'if',
    twins: {
      'reads there': {
        holds: {
          [`//artifactregistry.googleapis.com/projects/${prod}/locations/europe/repositories/app`]:
            'artifactregistry.reader',
        },
        things: [things.service(root)],
      },
      'the image has a digest': {
        holds: {
          [`//artifactregistry.googleapis.com/projects/${prod}/locations/europe/repositories/app`]:
            'artifactregistry.writer',
        },
        things: [things['service of one image'](root)],
      },
      'another repository': {
        holds: {
          [`//artifactregistry.googleapis.com/projects/${prod}/locations/europe/repositories/lib`]:
            'artifactregistry.writer',
        },
        things: [things.service(root)],
      },
    },
  },
  'an image under a name of Container Registry': {
    holds: {
      [`//artifactregistry.googleapis.com/projects/${prod}/locations/europe/repositories/eu.gcr.io`]:
        'artifactregistry.writer',
    },
    things: [things['service of an old image'](root)],
    answer: 'if',
    twins: {
      'of another region': {
        holds: {
          [`//artifactregistry.googleapis.com/projects/${prod}/locations/us/repositories/gcr.io`]:
            'artifactregistry.writer',
        },
        things: [things['service of an old image'](root)],
      },
    },
  },
  'the source of a function': {
    holds: { [bucketOf('functions-src')]: 'storage.objectAdmin' },
    things: [things.function(root)],
    answer: 'if',
    twins: {
      'adds only': {
        holds: { [bucketOf('functions-src')]: 'storage.objectCreator' },
        things: [things.function(root)],
      },
    },
  },
  'a script that an instance starts with': {
    holds: { [bucketOf('boot-scripts')]: 'storage.objectAdmin' },
    things: [things.instance(root)],
    answer: 'if',
    twins: {
      'reads there': {
        holds: { [bucketOf('boot-scripts')]: 'storage.objectViewer' },
        things: [things.instance(root)],
      },
    },
  },
  'files of a job of Dataflow': {
    holds: { [bucketOf('dataflow-staging')]: 'storage.legacyBucketOwner' },
    things: [things.dataflow(root)],
    answer: 'if',
    twins: {
      'lists there': {
        holds: { [bucketOf('dataflow-staging')]: 'storage.legacyBucketReader' },
        things: [things.dataflow(root)],
      },
    },
  },
  'state of Terraform': {
    holds: {
      [bucketOf('acme-tfstate')]: ['storage.objectAdmin', `storage.objectAdmin @${root}`],
    },
    answer: 'if',
    twins: {
      'reads it': {
        [bucketOf('acme-tfstate')]: ['storage.objectViewer', `storage.objectAdmin @${root}`],
      },
      'a bucket of something else': {
        [bucketOf('acme-photos')]: ['storage.objectAdmin', `storage.objectAdmin @${root}`],
      },
    },
  },
  // Tokens of others.
  'whose tokens a pool takes': {
    holds: { prod: 'iam.workloadIdentityPoolAdmin', root: ofPool('8101') },
    assets: [provider(prod)],
    answer: 'surely',
    isPlaced: true,
    twins: {
      'looks only': {
        holds: { prod: 'iam.workloadIdentityPoolViewer', root: ofPool('8101') },
        assets: [provider(prod)],
      },
      'the pool is off, and it may not switch it on': {
        holds: {
          prod: '+iam.googleapis.com/workloadIdentityPoolProviders.create',
          root: ofPool('8101'),
        },
        assets: [provider(prod, { disabled: true })],
      },
      'nobody trusts the pool': {
        holds: { prod: 'iam.workloadIdentityPoolAdmin' },
        assets: [provider(prod)],
      },
      'the pool is of another project': {
        holds: { prod: 'iam.workloadIdentityPoolAdmin', root: ofPool('8202') },
        assets: [provider(dev)],
      },
    },
  },
  'pods as a service account of Kubernetes, by the fleet': {
    holds: {
      prod: '+gkehub.rbacrolebindings.create',
      root: `iam.workloadIdentityUser @serviceAccount:${prod}.svc.id.goog[shop/web]`,
    },
    things: [things['cluster with workload identity'](email('other'))],
    answer: 'if',
    isPlaced: true,
    twins: {
      'looks only': {
        holds: {
          prod: 'gkehub.viewer',
          root: `iam.workloadIdentityUser @serviceAccount:${prod}.svc.id.goog[shop/web]`,
        },
        things: [things['cluster with workload identity'](email('other'))],
      },
    },
  },
  'pods as a service account of Kubernetes, once it has rights in a namespace': {
    holds: {
      prod: '+container.roleBindings.create container.clusterRoles.bind',
      root: `iam.workloadIdentityUser @serviceAccount:${prod}.svc.id.goog[shop/web]`,
    },
    things: [things['cluster with workload identity'](email('other'))],
    answer: 'surely',
    isPlaced: true,
    twins: {
      'gives what it has': {
        holds: {
          prod: '+container.roleBindings.create container.clusterRoles.get',
          root: `iam.workloadIdentityUser @serviceAccount:${prod}.svc.id.goog[shop/web]`,
        },
        things: [things['cluster with workload identity'](email('other'))],
      },
    },
  },
  'pods as a service account of Kubernetes': {
    holds: {
      prod: 'container.developer',
      root: `iam.workloadIdentityUser @serviceAccount:${prod}.svc.id.goog[shop/web]`,
    },
    things: [things['cluster with workload identity'](email('other'))],
    answer: 'surely',
    isPlaced: true,
    twins: {
      'looks only': {
        holds: {
          prod: 'container.viewer',
          root: `iam.workloadIdentityUser @serviceAccount:${prod}.svc.id.goog[shop/web]`,
        },
        things: [things['cluster with workload identity'](email('other'))],
      },
      'the pool is of another project': {
        holds: {
          prod: 'container.developer',
          root: `iam.workloadIdentityUser @serviceAccount:${dev}.svc.id.goog[shop/web]`,
        },
        things: [things['cluster with workload identity'](email('other'))],
      },
      'it only acts as it': {
        holds: { prod: 'container.developer', root: `${user} @serviceAccount:${prod}.svc.id.goog[shop/web]` },
        things: [things['cluster with workload identity'](email('other'))],
      },
    },
  },
};

describe.each(Object.entries(known))('%s', (_, { answer: label, twins, ...estate }) => {
  test('is a way', () => expect(answer(estate)).toBe(label));
  test.each(Object.entries(twins))('not where: %s', (_why, twin) => {
    expect(answer('holds' in twin ? (twin as Estate) : { holds: twin as Estate['holds'] })).toBe('no way');
  });
  if (estate.isGeneric !== false)
    test('not until last year', () => expect(answer(expired(estate))).toBe('no way'));
  if (estate.isPlaced === undefined)
    test('not by what is held elsewhere', () => expect(answer(elsewhere(estate))).toBe('no way'));
  if (
    estate.isGeneric !== false &&
    Object.keys(estate.holds).includes('root') &&
    !estate.disabled?.includes('root')
  )
    test('not where the account is off', () =>
      expect(answer({ ...estate, disabled: ['root'] })).toBe('no way'));
});

describe('an account of another project', () => {
  const holds = { root: `iam.serviceAccountTokenCreator @${email('dev', dev)}` };
  test.each<readonly [string, Partial<Estate>, Answer | undefined]>([
    ['that is there', {}, 'surely'],
    ['that is shut down: it is nobody', { shutDown: [dev] }, undefined],
  ])('%s', (_, extra, label) => {
    const told = (): Answer => answer({ holds, ...extra }, prod, email('dev', dev));
    expect(label === undefined ? wayIn(filesOf({ holds, ...extra }), email('dev', dev), prod) : told()).toBe(
      label ?? 'nobody of that name',
    );
  });
});

/** What much may be done with, and that does not lead to the owner: roles alone, on the project, where things run as it. */
const harmless: readonly string[] = [
  'viewer',
  'browser',
  user,
  'iam.serviceAccountCreator',
  'iam.serviceAccountViewer',
  'iam.roleAdmin',
  'iam.securityReviewer',
  'iam.denyAdmin',
  'iam.workloadIdentityPoolAdmin',
  'serviceusage.serviceUsageAdmin',
  'secretmanager.admin',
  'cloudkms.admin',
  'logging.admin',
  'monitoring.admin',
  'compute.networkAdmin',
  'compute.securityAdmin',
  'compute.loadBalancerAdmin',
  'compute.viewer',
  'compute.osLogin',
  'compute.instanceAdmin.v1',
  'dns.admin',
  'cloudsql.admin',
  'spanner.admin',
  'bigquery.dataOwner',
  'bigquery.jobUser',
  'pubsub.publisher',
  'iap.tunnelResourceAccessor',
  'run.admin',
  'run.invoker',
  'cloudfunctions.admin',
  'cloudscheduler.admin',
  'workflows.admin',
  'notebooks.admin',
  'batch.jobsEditor',
  'config.admin',
  'appengine.appViewer',
  'cloudbuild.builds.viewer',
  'container.clusterViewer',
  'dataproc.viewer',
  'recommender.iamAdmin',
  'resourcemanager.tagAdmin',
  'resourcemanager.projectMover',
  'billing.projectManager',
];
describe('alone, on a project where everything runs as its owner', () => {
  const everything = Object.entries(things)
    .filter(([name]) => !['service of an old image', 'job'].includes(name))
    .map(([, make]) => make(root));
  test.each(harmless)('%s', (role) => {
    expect(answer({ holds: { prod: role }, things: everything })).toBe('no way');
  });
  test('each has a name of its own', () =>
    expect(new Set(everything.map(nameOf)).size).toBe(everything.length));
});
