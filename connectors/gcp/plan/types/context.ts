import { ownMember } from '../../../../src/model/own-member.ts';
import type { PlannedResource, Values } from '../../../../src/plan/planned-resource.ts';
import { isComputed } from '../../../../src/plan/planned-resource.ts';
import { blocksOf } from '../../../../src/plan/text.ts';
import { codeHolderOf, isNarrow } from '../../import/carriers.ts';
import { type Fact, recordFact } from '../facts.ts';
import { emailIn, standIn, text, textOr, type View } from '../names.ts';

/**
 * What a plan shows beside what it gives: projects and folders in their tree, resources that run as an account. These types stay
 * unread otherwise: what else they set is told as for every other one.
 */
interface Carrier {
  readonly assetType: string;
  /** Where the account stands, block by block. */
  readonly paths: readonly (readonly string[])[];
}

const carriers: Readonly<Record<string, Carrier>> = {
  google_compute_instance: {
    assetType: 'compute.googleapis.com/Instance',
    paths: [['service_account', 'email']],
  },
  google_compute_instance_template: {
    assetType: 'compute.googleapis.com/InstanceTemplate',
    paths: [['service_account', 'email']],
  },
  google_cloud_run_service: {
    assetType: 'run.googleapis.com/Service',
    paths: [['template', 'spec', 'service_account_name']],
  },
  google_cloud_run_v2_service: {
    assetType: 'run.googleapis.com/Service',
    paths: [['template', 'service_account']],
  },
  google_cloud_run_v2_job: {
    assetType: 'run.googleapis.com/Job',
    paths: [['template', 'template', 'service_account']],
  },
  google_cloudfunctions_function: {
    assetType: 'cloudfunctions.googleapis.com/CloudFunction',
    paths: [['service_account_email']],
  },
  google_cloudfunctions2_function: {
    assetType: 'cloudfunctions.googleapis.com/Function',
    paths: [['service_config', 'service_account_email']],
  },
  google_container_cluster: {
    assetType: 'container.googleapis.com/Cluster',
    paths: [
      ['node_config', 'service_account'],
      ['node_pool', 'node_config', 'service_account'],
    ],
  },
  google_container_node_pool: {
    assetType: 'container.googleapis.com/NodePool',
    paths: [['node_config', 'service_account']],
  },
  google_dataproc_cluster: {
    assetType: 'dataproc.googleapis.com/Cluster',
    paths: [['cluster_config', 'gce_cluster_config', 'service_account']],
  },
  google_composer_environment: {
    assetType: 'composer.googleapis.com/Environment',
    paths: [['config', 'node_config', 'service_account']],
  },
  google_workflows_workflow: {
    assetType: 'workflows.googleapis.com/Workflow',
    paths: [['service_account']],
  },
  google_cloudbuild_trigger: {
    assetType: 'cloudbuild.googleapis.com/BuildTrigger',
    paths: [['service_account']],
  },
  google_vertex_ai_reasoning_engine: {
    assetType: 'aiplatform.googleapis.com/ReasoningEngine',
    paths: [['spec', 'service_account']],
  },
  google_cloud_run_v2_worker_pool: {
    assetType: 'run.googleapis.com/WorkerPool',
    paths: [['template', 'service_account']],
  },
  google_cloud_scheduler_job: {
    assetType: 'cloudscheduler.googleapis.com/Job',
    paths: [
      ['http_target', 'oauth_token', 'service_account_email'],
      ['http_target', 'oidc_token', 'service_account_email'],
    ],
  },
  google_notebooks_instance: {
    assetType: 'notebooks.googleapis.com/Instance',
    paths: [['service_account']],
  },
  google_workbench_instance: {
    assetType: 'notebooks.googleapis.com/Instance',
    paths: [['gce_setup', 'service_accounts', 'email']],
  },
  google_dataflow_job: { assetType: 'dataflow.googleapis.com/Job', paths: [['service_account_email']] },
  google_dataflow_flex_template_job: {
    assetType: 'dataflow.googleapis.com/Job',
    paths: [['service_account_email']],
  },
  google_app_engine_standard_app_version: {
    assetType: 'appengine.googleapis.com/Version',
    paths: [['service_account']],
  },
  google_app_engine_flexible_app_version: {
    assetType: 'appengine.googleapis.com/Version',
    paths: [['service_account']],
  },
  google_dataform_repository: {
    assetType: 'dataform.googleapis.com/Repository',
    paths: [['service_account']],
  },
  google_data_fusion_instance: {
    assetType: 'datafusion.googleapis.com/Instance',
    paths: [['dataproc_service_account']],
  },
  google_dataplex_task: {
    assetType: 'dataplex.googleapis.com/Task',
    paths: [['execution_spec', 'service_account']],
  },
  google_firebase_app_hosting_backend: {
    assetType: 'firebaseapphosting.googleapis.com/Backend',
    paths: [['service_account']],
  },
  google_tpu_v2_vm: { assetType: 'tpu.googleapis.com/Node', paths: [['service_account', 'email']] },
  google_workstations_workstation_config: {
    assetType: 'workstations.googleapis.com/WorkstationConfig',
    paths: [['host', 'gce_instance', 'service_account']],
  },
};

/** Where they name what holds their code. */
const codePaths: Readonly<Record<string, readonly (readonly string[])[]>> = {
  google_cloudfunctions_function: [['source_archive_bucket']],
  google_cloudfunctions2_function: [['build_config', 'source', 'storage_source', 'bucket']],
  google_cloud_run_service: [['template', 'spec', 'containers', 'image']],
  google_cloud_run_v2_service: [['template', 'containers', 'image']],
  google_cloud_run_v2_job: [['template', 'template', 'containers', 'image']],
  google_cloud_run_v2_worker_pool: [['template', 'containers', 'image']],
  google_composer_environment: [['storage_config', 'bucket']],
  google_dataproc_cluster: [
    ['cluster_config', 'staging_bucket'],
    ['cluster_config', 'initialization_action', 'script'],
  ],
  google_dataflow_job: [['temp_gcs_location']],
  google_app_engine_standard_app_version: [['deployment', 'zip', 'source_url']],
};

const codeOf = (type: string, values: Values, view: View): readonly string[] => [
  ...new Set(
    (ownMember(codePaths, type) ?? [])
      .flatMap((path) => at(values, path))
      .flatMap((value) => {
        const found = view.text(isComputed(value) ? value : text(value));
        return found.is === 'known' ? codeHolderOf(found.text) : [];
      }),
  ),
];

/** Of machines; `cloud-platform` and the like are short for whole addresses. */
const scopesIn = (values: Values): readonly string[] =>
  [
    ['service_account', 'scopes'],
    ['node_config', 'oauth_scopes'],
    ['cluster_config', 'gce_cluster_config', 'service_account_scopes'],
  ]
    .flatMap((path) => at(values, path))
    .flat()
    .flatMap((scope) => (typeof scope === 'string' ? [scope] : []));

const at = (values: Values, [field, ...rest]: readonly string[]): readonly unknown[] =>
  rest.length === 0
    ? values[field!] === undefined
      ? []
      : [values[field!]]
    : blocksOf(values[field!]).flatMap((block) => at(block, rest));

export const contextOf = (resource: PlannedResource, values: Values, view: View): readonly Fact[] => {
  const { type, address } = resource;
  if (type === 'google_project') {
    const parent = text(values.folder_id) ?? text(values.org_id);
    const projectId = textOr(values.project_id, view, address);
    const kind = text(values.folder_id) === undefined ? 'organizations/' : 'folders/';
    return [
      recordFact('gcp.project', projectId, {
        projectId,
        projectNumber: text(values.number) ?? null,
        displayName: text(values.name) ?? null,
        ...(parent === undefined ? {} : { parent: parent.includes('/') ? parent : `${kind}${parent}` }),
      }),
    ];
  }
  const carrier = ownMember(carriers, type);
  if (carrier === undefined) return [];
  const accounts = carrier.paths
    .flatMap((path) => at(values, path))
    .flatMap((value) => {
      const found = view.text(isComputed(value) ? value : text(value));
      return found.is === 'known' && found.text.includes('@') ? [emailIn(found.text)] : [];
    });
  if (accounts.length === 0) return [];
  const project = view.projectOf(resource, values);
  const code = codeOf(type, values, view);
  const [service] = carrier.assetType.split('/');
  const name = `//${service}/projects/${project}/${type.replace(/^google_/, '')}/${text(values.name) ?? standIn(address)}`;
  return [
    recordFact('gcp.resource', name, {
      name,
      assetType: carrier.assetType,
      project,
      serviceAccounts: [...new Set(accounts)],
      ...(code.length === 0 ? {} : { code: [...code] }),
      workloadIdentity:
        blocksOf(values.workload_identity_config).length > 0 ||
        at(values, ['node_config', 'workload_metadata_config', 'mode']).includes('GKE_METADATA'),
      ...(isNarrow(scopesIn(values)) ? { narrowTokens: true } : {}),
    }),
  ];
};
