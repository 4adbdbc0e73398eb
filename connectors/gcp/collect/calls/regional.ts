import { carriers, type GcpCall, pages, single } from './call.ts';

const inEach = 'Without inventory, for each region of each project that reports the API as enabled.';

const regions = 'compute.regions.list';
const inEachRegion = { lead: regions, when: inEach } as const;
const vertexPlaces = 'aiplatform.projects.locations.list';

const vertex = (what: string, permission: string, why: string, query?: string): GcpCall => ({
  ...carriers(
    `aiplatform.projects.locations.${what}.list`,
    `GET /v1/projects/{project}/locations/{location}/${what}`,
    what,
    pages(100),
    `aiplatform.${permission}.list`,
    { lead: vertexPlaces, when: inEach, why },
  ),
  regional: true as const,
  ...(query === undefined ? {} : { query: { filter: query } }),
});

/** What only its own region tells of, and the inventory of all. Where nobody tells which APIs are enabled it is not asked. */
export const regionalCalls: readonly GcpCall[] = [
  single(regions, 'GET /compute/v1/projects/{project}/regions', ['compute.regions.list'], [], {
    list: 'items',
    ...pages(500, 'maxResults'),
    bucket: 'others',
    lead: 'enabled',
    why: 'Which regions there are to ask.',
    when: 'Without inventory, for each project that reports Dataproc or Composer as enabled.',
  }),
  carriers(
    'dataproc.projects.regions.clusters.list',
    'GET /v1/projects/{project}/regions/{region}/clusters',
    'clusters',
    pages(1000),
    'dataproc.clusters.list',
    { ...inEachRegion, why: 'Clusters of Dataproc and their accounts.' },
  ),
  carriers(
    'composer.projects.locations.environments.list',
    'GET /v1/projects/{project}/locations/{region}/environments',
    'environments',
    pages(1000),
    'composer.environments.list',
    { ...inEachRegion, why: 'Environments of Composer and their accounts.' },
  ),
  vertex('endpoints', 'endpoints', 'Endpoints of Vertex AI and the accounts of their models.'),
  vertex('schedules', 'schedules', 'Schedules of Vertex AI and their accounts.', 'state="ACTIVE"'),
  vertex(
    'pipelineJobs',
    'pipelineJobs',
    'Pipelines of Vertex AI that run, and their accounts.',
    'state="PIPELINE_STATE_RUNNING"',
  ),
  vertex(
    'customJobs',
    'customJobs',
    'Jobs of Vertex AI that run, and their accounts.',
    'state="JOB_STATE_RUNNING"',
  ),
];
