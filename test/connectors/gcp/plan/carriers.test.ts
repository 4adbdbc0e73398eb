import { expect, test } from 'vitest';
import type { View } from '../../../../connectors/gcp/plan/names.ts';
import { contextOf } from '../../../../connectors/gcp/plan/types/context.ts';
import type { PlannedResource, Values } from '../../../../src/plan/planned-resource.ts';
import type { SketchedChange } from '../../../support/plan.ts';
import { judgePlan, kept } from '../../../support/plan-verdict.ts';

const [bot, admin] = ['bot@app.iam.gserviceaccount.com', 'admin@app.iam.gserviceaccount.com'];
const account = (name: string): SketchedChange =>
  kept(`google_service_account.${name}`, {
    account_id: name,
    project: 'app',
    email: `${name}@app.iam.gserviceaccount.com`,
    name: `projects/app/serviceAccounts/${name}@app.iam.gserviceaccount.com`,
  });
const holding = (name: string, role: string, who: string): SketchedChange =>
  kept(`google_project_iam_member.${name}`, { project: 'app', role, member: `serviceAccount:${who}` });
const base = [account('bot'), account('admin'), holding('own', 'roles/owner', admin)];

/** Whether the bot comes to all that the owner has. */
const reaches = (changes: readonly SketchedChange[]): boolean =>
  judgePlan([...base, ...changes]).changes.some(
    ({ who, blastRadius }) => who.includes('bot') && blastRadius.after > 90,
  );

const given = (type: string, values: object): SketchedChange => ({
  address: `${type}.x`,
  before: null,
  after: { project: 'app', location: 'eu', member: `serviceAccount:${bot}`, ...values },
});

test('who may replace the image of a service comes to the account that it runs as', () => {
  const service = kept('google_cloud_run_v2_service.web', {
    project: 'app',
    location: 'eu',
    name: 'web',
    template: [{ service_account: admin, containers: [{ image: 'eu-docker.pkg.dev/app/images/web:1' }] }],
  });
  const writer = (role: string): SketchedChange =>
    given('google_artifact_registry_repository_iam_member', {
      repository: 'projects/app/locations/eu/repositories/images',
      role,
    });
  expect([
    reaches([service, writer('roles/artifactregistry.writer')]),
    reaches([service, writer('roles/artifactregistry.reader')]),
  ]).toEqual([true, false]);
});

/** What is written is known, and all is of one project. */
const view = {
  text: (value: unknown) => (typeof value === 'string' ? { is: 'known', text: value } : { is: 'absent' }),
  projectOf: () => 'app',
} as unknown as View;

const email = { service_account_email: admin };
const own = { service_account: admin };
const runsAs: readonly (readonly [type: string, values: object, assetType: string])[] = [
  [
    'google_cloud_scheduler_job',
    { http_target: [{ oauth_token: [email] }] },
    'cloudscheduler.googleapis.com/Job',
  ],
  [
    'google_cloud_scheduler_job',
    { http_target: [{ oidc_token: [email] }] },
    'cloudscheduler.googleapis.com/Job',
  ],
  ['google_notebooks_instance', own, 'notebooks.googleapis.com/Instance'],
  [
    'google_workbench_instance',
    { gce_setup: [{ service_accounts: [{ email: admin }] }] },
    'notebooks.googleapis.com/Instance',
  ],
  ['google_tpu_v2_vm', { service_account: [{ email: admin }] }, 'tpu.googleapis.com/Node'],
  ['google_cloud_run_v2_worker_pool', { template: [own] }, 'run.googleapis.com/WorkerPool'],
  [
    'google_workstations_workstation_config',
    { host: [{ gce_instance: [own] }] },
    'workstations.googleapis.com/WorkstationConfig',
  ],
  ['google_app_engine_flexible_app_version', own, 'appengine.googleapis.com/Version'],
  ['google_app_engine_standard_app_version', own, 'appengine.googleapis.com/Version'],
  ['google_dataflow_job', email, 'dataflow.googleapis.com/Job'],
  ['google_dataflow_flex_template_job', email, 'dataflow.googleapis.com/Job'],
  ['google_dataform_repository', own, 'dataform.googleapis.com/Repository'],
  ['google_data_fusion_instance', { dataproc_service_account: admin }, 'datafusion.googleapis.com/Instance'],
  ['google_dataplex_task', { execution_spec: [own] }, 'dataplex.googleapis.com/Task'],
  ['google_firebase_app_hosting_backend', own, 'firebaseapphosting.googleapis.com/Backend'],
];
test.each(runsAs)('%s %j is seen to run as an account', (type, values, assetType) => {
  const resource = { type, address: `${type}.x` } as PlannedResource;
  const read = (given: object): unknown =>
    contextOf(resource, given as Values, view).flatMap((fact) =>
      fact.is === 'record' ? [fact.record.data] : [],
    );
  expect([read(values), read({})]).toMatchObject([[{ assetType, serviceAccounts: [admin] }], []]);
});

test.each([
  [
    'google_cloudfunctions_function',
    { ...email, source_archive_bucket: 'code' },
    ['//storage.googleapis.com/code'],
  ],
  [
    'google_cloudfunctions2_function',
    {
      service_config: [email],
      build_config: [{ source: [{ storage_source: [{ bucket: 'code' }] }] }],
    },
    ['//storage.googleapis.com/code'],
  ],
  [
    'google_composer_environment',
    { config: [{ node_config: [own] }], storage_config: [{ bucket: 'gs://dags' }] },
    ['//storage.googleapis.com/dags'],
  ],
  ['google_dataflow_job', { ...email, temp_gcs_location: 'gs://tmp/x' }, ['//storage.googleapis.com/tmp']],
])('%s: where its code lies', (type, values, code) => {
  const resource = { type, address: `${type}.x` } as PlannedResource;
  const found = contextOf(resource, values as unknown as Values, view).flatMap((fact) =>
    fact.is === 'record' ? ((fact.record.data as { readonly code?: readonly string[] }).code ?? []) : [],
  );
  expect(found).toEqual(code);
});
