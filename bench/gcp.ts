/**
 * `node bench/gcp.ts [sizes…]`: organisations of so many service accounts, drawn by a rule and not by chance; processor time and
 * memory of each stage, and with what exponent they grow. Default sizes: 1000 10000.
 */
import {
  type GcpRecordInput,
  type GcpRecordKind,
  gcpRecords,
  wholeEstate,
} from '../connectors/gcp/facts/records.ts';
import { gcpInterpretation } from '../connectors/gcp/index.ts';
import { readGcp } from '../connectors/gcp/interpret.ts';
import type { SnapshotRecord } from '../src/model/snapshot.ts';
import { benchProvider } from './provider.ts';

const record = <Kind extends GcpRecordKind>(
  kind: Kind,
  id: string,
  data: GcpRecordInput<Kind>,
): SnapshotRecord => ({ record: kind, scope: wholeEstate, id, data: gcpRecords[kind].schema.parse(data) });

const roles = [
  'roles/viewer',
  'roles/storage.objectViewer',
  'roles/run.developer',
  'roles/bigquery.dataEditor',
  'roles/cloudbuild.builds.editor',
  'roles/pubsub.publisher',
  'roles/iam.serviceAccountUser',
  'roles/logging.logWriter',
  'roles/container.developer',
  'roles/secretmanager.secretAccessor',
];
const organization = 'organizations/1';
const [perProject, perFolder] = [10, 20];
const nameOf = (project: number): string => `bench-${project}`;
const emailOf = (account: number): string =>
  `a${account}@${nameOf(Math.floor(account / perProject))}.iam.gserviceaccount.com`;
const member = (account: number): string => `serviceAccount:${emailOf(account)}`;

/**
 * Ten accounts a project, twenty projects a folder. Each account has a role in its project, one in twenty in another one, one in
 * thirty may be had tokens of by a neighbour; every third has a key, every fifth runs a machine or service; groups of twenty hold
 * roles at folders, conditions end one in fifty.
 */
function* organizationOf(size: number): Iterable<SnapshotRecord> {
  yield record('gcp.organization', organization, { name: organization, displayName: 'bench.example' });
  const projects = Math.max(1, Math.floor(size / perProject));
  const folders = Math.max(1, Math.floor(projects / perFolder));
  for (let f = 0; f < folders; f += 1) {
    const folder = `folders/${1000 + f}`;
    yield record('gcp.folder', folder, { name: folder, displayName: `folder ${f}`, parent: organization });
    yield record('gcp.iam-policy', folder, {
      resource: `//cloudresourcemanager.googleapis.com/${folder}`,
      bindings: [{ role: roles[f % roles.length]!, members: [`group:team${f}@bench.example`] }],
    });
    for (let m = 0; m < 20; m += 1)
      yield record('gcp.membership', `${f} ${m}`, {
        group: `team${f}@bench.example`,
        member: emailOf((f * 37 + m * 11) % size),
        type: 'SERVICE_ACCOUNT',
      });
  }
  yield record('gcp.iam-policy', organization, {
    resource: `//cloudresourcemanager.googleapis.com/${organization}`,
    bindings: [
      { role: 'roles/iam.securityReviewer', members: [member(0)] },
      { role: 'roles/resourcemanager.organizationAdmin', members: ['user:root@bench.example'] },
      { role: `${organization}/roles/reader`, members: [member(1)] },
    ],
  });
  yield record('gcp.role', `${organization}/roles/reader`, {
    name: `${organization}/roles/reader`,
    title: 'reader',
    includedPermissions: ['storage.objects.get', 'storage.objects.list'],
  });
  for (let p = 0; p < projects; p += 1) {
    const id = nameOf(p);
    const number = String(100_000 + p);
    const compute = `${number}-compute@developer.gserviceaccount.com`;
    yield record('gcp.project', id, {
      projectId: id,
      projectNumber: number,
      parent: `folders/${1000 + (p % folders)}`,
    });
    const own = Array.from({ length: perProject }, (_, at) => p * perProject + at);
    yield record('gcp.iam-policy', `projects/${id}`, {
      resource: `//cloudresourcemanager.googleapis.com/projects/${id}`,
      bindings: [
        ...own.map((account) => ({
          role: roles[account % roles.length]!,
          members: [member(account)],
          ...(account % 50 === 7
            ? {
                condition: {
                  title: 'end',
                  expression: 'request.time < timestamp("2027-01-01T00:00:00Z")',
                },
              }
            : {}),
        })),
        ...(p % 3 === 0 ? [{ role: 'roles/editor', members: [`serviceAccount:${compute}`] }] : []),
        ...(p % 5 === 0
          ? [{ role: 'roles/owner', members: [member(own[0]!), 'user:root@bench.example'] }]
          : []),
        ...(p % 2 === 0
          ? [{ role: 'roles/viewer', members: [member((own[0]! + 7 * perProject + 3) % size)] }]
          : []),
      ],
    });
    yield record('gcp.service-account', compute, {
      email: compute,
      uniqueId: `9${number}`,
      projectId: id,
    });
  }
  for (let a = 0; a < projects * perProject; a += 1) {
    const project = nameOf(Math.floor(a / perProject));
    const email = emailOf(a);
    yield record('gcp.service-account', email, { email, uniqueId: `1${a}`, projectId: project });
    if (a % 3 === 0)
      yield record('gcp.service-account-key', `k${a}`, {
        name: `projects/${project}/serviceAccounts/${email}/keys/k${a}`,
        keyType: 'USER_MANAGED',
        validAfterTime: '2025-01-01T00:00:00.000Z',
      });
    if (a % 5 === 0) {
      const name = `//compute.googleapis.com/projects/${project}/zones/z/instances/vm-${a}`;
      yield record('gcp.resource', name, {
        name,
        assetType: a % 2 === 0 ? 'compute.googleapis.com/Instance' : 'run.googleapis.com/Service',
        project,
        serviceAccounts: [email],
      });
    }
    if (a % 30 === 4)
      yield record('gcp.iam-policy', email, {
        resource: `//iam.googleapis.com/projects/${project}/serviceAccounts/${email}`,
        bindings: [{ role: 'roles/iam.serviceAccountTokenCreator', members: [member((a + 3) % size)] }],
      });
  }
}

benchProvider({
  reader: readGcp,
  interpretation: gcpInterpretation,
  scope: wholeEstate,
  source: 'assets: resources',
  records: organizationOf,
});
