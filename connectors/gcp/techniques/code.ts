import type { CodeTechnique, Need } from './types.ts';

/**
 * Where code lies that resources run: whoever writes there runs as them. An object is replaced by whoever may create and delete
 * it. https://cloud.google.com/storage/docs/access-control/iam-permissions
 */
const replacesObjects: readonly [Need, Need] = [
  ['storage.objects.create', 'storage.buckets.setIamPolicy'],
  ['storage.objects.delete', 'storage.buckets.setIamPolicy'],
];

export const codeTechniques: readonly CodeTechnique[] = [
  {
    id: 'composer-write-dag',
    mechanism: 'write-code',
    does: 'put a DAG of its own into the bucket of the Airflow environment',
    source: 'https://cloud.google.com/composer/docs/how-to/using/managing-dags',
    on: ['composer.googleapis.com/Environment'],
    from: 'storage.googleapis.com',
    needs: [['storage.objects.create', 'storage.buckets.setIamPolicy']],
  },
  {
    id: 'startup-script-in-bucket',
    mechanism: 'write-code',
    does: 'replace the script in a bucket that the machine runs when it starts',
    source: 'https://cloud.google.com/compute/docs/instances/startup-scripts/linux#cloud-storage',
    on: ['compute.googleapis.com/Instance', 'notebooks.googleapis.com/Instance'],
    from: 'storage.googleapis.com',
    needs: replacesObjects,
    assumes: ['the machine starts again'],
    proves: ['compute.instances.reset', 'notebooks.instances.reset'],
  },
  {
    id: 'source-in-bucket',
    mechanism: 'write-code',
    does: 'replace code in the bucket that it is deployed from',
    source: 'https://cloud.google.com/functions/docs/building',
    on: [
      'cloudfunctions.googleapis.com/Function',
      'cloudfunctions.googleapis.com/CloudFunction',
      'appengine.googleapis.com/Version',
      'cloudbuild.googleapis.com/BuildTrigger',
    ],
    from: 'storage.googleapis.com',
    needs: replacesObjects,
    assumes: ['it is deployed again from the bucket before that is put right'],
  },
  {
    id: 'job-files-in-bucket',
    mechanism: 'write-code',
    does: 'replace files in the bucket that workers take code from',
    source: 'https://cloud.google.com/dataflow/docs/guides/setting-pipeline-options',
    on: ['dataflow.googleapis.com/Job', 'dataproc.googleapis.com/Cluster'],
    from: 'storage.googleapis.com',
    needs: replacesObjects,
    assumes: ['a worker starts and takes code from the bucket'],
  },
  {
    id: 'image-in-repository',
    mechanism: 'write-code',
    does: 'replace the image that the service is deployed from',
    source: 'https://cloud.google.com/artifact-registry/docs/access-control',
    on: ['run.googleapis.com/Service', 'run.googleapis.com/Job', 'run.googleapis.com/WorkerPool'],
    from: 'artifactregistry.googleapis.com',
    needs: [['artifactregistry.repositories.uploadArtifacts', 'artifactregistry.repositories.setIamPolicy']],
    assumes: ['it is deployed again from the tag of the image'],
  },
];

/** On a bucket of Terraform's: what writes there with it is known by its own grant on the bucket. */
export const terraformState: Pick<CodeTechnique, 'id' | 'mechanism' | 'does' | 'source' | 'needs'> = {
  id: 'terraform-state',
  mechanism: 'write-code',
  does: 'put a resource into the state of Terraform whose provider is code of its own',
  source: 'https://developer.hashicorp.com/terraform/language/state/sensitive-data',
  needs: replacesObjects,
};
export const isStateBucket = (bucket: string): boolean =>
  /(?:^|[-_.])(?:tf-?state|terraform|tf-?backend)(?:$|[-_.])/i.test(bucket);
