import { attributeText } from '../../connectors/aws/plan/template/attribute-text.ts';
import { readCloudFormation } from '../../connectors/aws/plan/template/index.ts';
import { unknown } from '../../connectors/aws/policy/condition.ts';
import { decide } from '../../connectors/aws/policy/evaluate.ts';
import { createPolicyStore } from '../../connectors/aws/policy/store.ts';
import { endOf, lets } from '../../connectors/azure/rbac/condition/delegation.ts';
import { asked, readCondition } from '../../connectors/gcp/iam/condition/index.ts';
import { readWorkflows } from '../../connectors/github/workflows/comparison.ts';
import { workflowGateInput } from '../../connectors/github/workflows/states.ts';
import { gateFormats } from '../../reports/gate/index.ts';
import { reportFormats } from '../../reports/index.ts';
import { parseExceptions } from '../../src/cli/exceptions-file.ts';
import { baselineText, readBaseline } from '../../src/cli/gate/baseline-file.ts';
import { parseSettings } from '../../src/cli/settings-text.ts';
import { csvRows } from '../../src/exports/csv.ts';
import type { GateInput } from '../../src/model/gate.ts';
import type { ReportFile } from '../../src/model/report.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { audit, ruleIds } from '../../src/pipeline/audit.ts';
import { recordSchemas } from '../../src/pipeline/file-source.ts';
import { gateStateOf, interpretationsOfGate, runGate } from '../../src/pipeline/gate.ts';
import { planGateInput, plansGateInput } from '../../src/pipeline/plan-gate.ts';
import { readTerraformPlan } from '../../src/plan/terraform.ts';
import { openSnapshot } from '../../src/snapshot/read.ts';
import { snapshotText } from '../../src/snapshot/write.ts';
import { readYaml } from '../../src/yaml/document.ts';
import { sourceOf } from '../exports/bytes-source.ts';
import { interpretations, planKnowledge } from '../support/providers.ts';
import { drain, exportOf, type Read, readExport, type Target } from './reading.ts';
import { seeds } from './seeds.ts';
import { cloudSeeds } from './seeds-cloud.ts';
import { kindSeeds } from './seeds-kinds.ts';
import { logSeeds } from './seeds-logs.ts';
import { fileTargets, ownTargets } from './targets-later.ts';

/** From it readers may tell the account, the project, the service account or the group. */
const fileName = '111122223333-ci@shop.iam.gserviceaccount.com.json';

const madeAt = '2026-11-01T00:00:00.000Z';
const tool = { name: 'nhi-audit', version: '0.0.0-fuzz' };
const layout = { width: 80, colour: false };

const drainFiles = (files: readonly ReportFile[]): void => {
  for (const { text } of files) drain(text);
};

const resultOf = ({ records, coverage }: Read) =>
  audit({ collectedAt: madeAt, records, coverage, interpretations }, defaultSettings, parsedExceptions);

const parsedExceptions = parseExceptions(seeds.exceptions[0], 'exceptions.yaml', ruleIds);

const joined = (one: Read, other: Read): Read => ({
  records: [...one.records, ...other.records],
  coverage: [...one.coverage, ...other.coverage],
});

/**
 * Half of a run goes into packing them, and what is packed is what the tables hold: made of one in ten, by the length of the
 * records, so that a text which does harm does it again.
 */
const packed: ReadonlySet<string> = new Set(['xlsx', 'parquet']);

const scanned = (read: Read): void => {
  const result = resultOf(read);
  const size = JSON.stringify(read.records).length;
  const made = reportFormats.filter(({ id }) => size % 10 === 0 || !packed.has(id));
  drainFiles(made.flatMap(({ files }) => files(result, layout)));
};

const gated = async (input: GateInput): Promise<void> => {
  const result = runGate({
    input,
    settings: defaultSettings,
    labels: { mode: 'fuzz', before: 'before', after: 'after' },
    interpretations: await interpretationsOfGate(input),
    entries: parsedExceptions,
  });
  drainFiles(gateFormats.flatMap(({ files }) => files(result, layout)));
};

const sample = readExport(seeds.account[0]);
const sampleSnapshot = [...snapshotText({ tool, collectedAt: madeAt }, sample, madeAt)].join('');
const sampleBaseline = baselineText(gateStateOf(resultOf(sample)), defaultSettings, tool);
const schemas = await recordSchemas();

/**
 * Records of a snapshot, one a line, without its seal: all that interprets them is to bear what their schemas let through.
 * Lines that no snapshot could hold are passed over.
 */
const recordsIn = (text: string): readonly SnapshotRecord[] =>
  text.split('\n').flatMap((line): readonly SnapshotRecord[] => {
    try {
      const { record, scope, id, data } = JSON.parse(line);
      const parsed = Object.hasOwn(schemas, record) ? schemas[record]!.safeParse(data) : undefined;
      return parsed?.success === true && typeof scope === 'string' && typeof id === 'string'
        ? [{ record, scope, id, data: parsed.data }]
        : [];
    } catch {
      // No JSON, or no object: the reader of snapshots is a target of its own.
      return [];
    }
  });
const linesOf = (texts: readonly string[]): string =>
  texts
    .flatMap((text) => readExport(text).records)
    .map((record) => JSON.stringify(record))
    .join('\n');

/** Kept for a while, as a run keeps it for all of its policies. */
let store = createPolicyStore();
let stored = 0;
const questions = ['iam:passrole', 'sts:assumerole', 's3:getobject', 'lambda:createfunction'].flatMap(
  (action) =>
    ['*', 'arn:aws:iam::111122223333:role/deploy'].map((resource) => ({
      action,
      resource,
      context: () => unknown,
    })),
);

const policy = (text: string): void => {
  stored += 1;
  if (stored % 500 === 0) store = createPolicyStore();
  const document = store.documents[store.intern(text)]!;
  for (const request of questions) decide({ identity: [document], limits: [] }, request);
};

const template = (text: string) =>
  readCloudFormation({ text, file: 't.yaml', beside: () => undefined }, undefined, attributeText, madeAt);

const azureCondition = (text: string): void => {
  endOf(text, 'microsoft.authorization/roleassignments/write', madeAt);
  for (const role of ['8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'x'])
    lets(text, 'microsoft.authorization/roleassignments/write', madeAt, { role });
};

const attributes = new Map([['resource.name', 'projects/_/buckets/logs/objects/a']]);
const cel = (text: string): void => {
  const condition = readCondition(text, madeAt);
  asked(condition, Date.parse(madeAt), attributes, (roles) => roles.includes('roles/owner'));
};

const workflowFile = (text: string) => ({ path: '.github/workflows/ci.yml', text });

export const targets: readonly Target[] = [
  { id: 'policy', kind: 'parser', seeds: seeds.policy, run: policy },
  {
    id: 'plan',
    kind: 'parser',
    seeds: seeds.plan,
    run: (text) => void readTerraformPlan(text, 'plan.json', madeAt),
  },
  { id: 'template', kind: 'parser', seeds: seeds.template, run: (text) => void template(text) },
  {
    id: 'workflow',
    kind: 'parser',
    seeds: seeds.workflow,
    run: (text) => void readWorkflows({ files: [workflowFile(text)] }, ''),
  },
  {
    id: 'yaml',
    kind: 'parser',
    seeds: [...seeds.workflow, ...seeds.template, ...seeds.exceptions],
    run: (text) => void readYaml(text),
  },
  {
    id: 'configuration',
    kind: 'parser',
    seeds: seeds.settings,
    run: (text) => void parseSettings(text, 'nhi-audit.yaml', ruleIds),
  },
  {
    id: 'exceptions',
    kind: 'parser',
    seeds: seeds.exceptions,
    run: (text) => void parseExceptions(text, 'exceptions.yaml', ruleIds),
  },
  {
    id: 'baseline',
    kind: 'parser',
    seeds: [sampleBaseline],
    run: (text) => void readBaseline(text, defaultSettings),
  },
  {
    id: 'csv',
    kind: 'parser',
    seeds: [...seeds.csv, ...seeds.report],
    run: (text) => drain(csvRows(sourceOf(text, { chunk: 64 }), { checkColumns: () => {}, remedy: '' })),
  },
  exportOf('aws-credential-report', seeds.report),
  {
    id: 'exports',
    kind: 'parser',
    seeds: [...seeds.account, ...seeds.lists],
    run: (text) => void readExport(text, fileName),
  },
  exportOf('aws-account-authorization-details', seeds.account),
  exportOf('azure-cli-list', kindSeeds.azureCli),
  exportOf('azurehound', kindSeeds.azureHound),
  exportOf('azure-graph-query', cloudSeeds.azureRows),
  { id: 'azure-condition', kind: 'parser', seeds: cloudSeeds.azureConditions, run: azureCondition },
  exportOf('gcloud-list', kindSeeds.gcloud, fileName),
  exportOf('gcp-assets', cloudSeeds.gcpAssets),
  { id: 'cel', kind: 'parser', seeds: cloudSeeds.cel, run: cel },
  ...fileTargets,
  ...ownTargets,
  {
    id: 'snapshot',
    kind: 'parser',
    seeds: [sampleSnapshot],
    run: (text) => drain(openSnapshot(sourceOf(text, { chunk: 512 }), schemas).entries()),
  },
  {
    id: 'scan',
    kind: 'whole',
    seeds: [...seeds.account, ...seeds.report, ...seeds.lists],
    run: (text) => scanned(readExport(text, fileName)),
  },
  {
    id: 'scan-logs',
    kind: 'whole',
    seeds: [
      ...logSeeds.cloudTrail,
      ...logSeeds.azureLogs,
      ...logSeeds.gcpAuditLog,
      ...logSeeds.githubAuditLog,
      ...logSeeds.configItems,
    ],
    run: (text) => scanned(joined(sample, readExport(text, fileName))),
  },
  {
    id: 'scan-azure',
    kind: 'whole',
    seeds: [...kindSeeds.azureHound, ...kindSeeds.azureCli],
    run: (text) => scanned(readExport(text, fileName)),
  },
  {
    id: 'scan-gcp',
    kind: 'whole',
    seeds: [...cloudSeeds.gcpAssets, ...kindSeeds.gcloud],
    run: (text) => scanned(readExport(text, fileName)),
  },
  {
    id: 'scan-records',
    kind: 'whole',
    seeds: [cloudSeeds.azureCli, cloudSeeds.gcloud.slice(0, 6), cloudSeeds.gcpAssets, seeds.account].map(
      linesOf,
    ),
    run: (text) => scanned({ records: recordsIn(text), coverage: [] }),
  },
  {
    id: 'scan-workflow',
    kind: 'whole',
    seeds: seeds.workflow,
    run: (text) =>
      scanned({
        records: [
          { record: 'github.repository', scope: 'a/b', id: 'a/b', data: { full_name: 'a/b', name: 'b' } },
          {
            record: 'github.workflow',
            scope: 'a/b',
            id: 'a/b/.github/workflows/ci.yml',
            data: { repository: { full_name: 'a/b' }, path: '.github/workflows/ci.yml', text },
          },
        ],
        coverage: [],
      }),
  },
  {
    id: 'gate-plan',
    kind: 'whole',
    seeds: seeds.plan,
    run: (text) =>
      gated(planGateInput(readTerraformPlan(text, 'plan.json', madeAt), defaultSettings, planKnowledge)),
  },
  {
    id: 'gate-template',
    kind: 'whole',
    seeds: seeds.template,
    run: (text) => gated(plansGateInput(template(text), defaultSettings, planKnowledge)),
  },
  {
    id: 'gate-workflow',
    kind: 'whole',
    seeds: seeds.workflow,
    run: (text) =>
      gated(
        workflowGateInput(
          { folder: 'base', files: [workflowFile(seeds.workflow[0])] },
          { folder: 'head', files: [workflowFile(text)] },
          madeAt,
        ),
      ),
  },
];
