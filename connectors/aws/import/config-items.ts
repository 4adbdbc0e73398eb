import { isObject } from '../../../src/exports/checked.ts';
import { type JsonElement, placeOf } from '../../../src/exports/json-elements.ts';
import type { FileFormat, OnDate, SourceFile } from '../../../src/model/connector.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import { InputError } from '../../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { AwsRecordKind } from '../facts/records.ts';
import { configQuery } from '../file-kinds.ts';
import { checkData, splitAnswers, toRecord } from './element.ts';
import { itemAccessOf, showsAccess } from './item-access.ts';
import { hasItemPolicy, itemPolicyOf } from './item-policy.ts';
import { continuationKeys, saysMoreFollows } from './pages.ts';
import { accountOfArn, accountOfFileName } from './scope.ts';
import { type Tag, tagsIn, textOf, workloadOf } from './workload-item.ts';
import { workloadRoles } from './workload-roles.ts';

/**
 * What AWS Config knows of resources that run as a role: advanced queries, snapshot and history files.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_SelectResourceConfig.html
 * https://docs.aws.amazon.com/config/latest/developerguide/example-s3-snapshot.html
 */
const sources: Readonly<Record<string, string>> = {
  Results: 'config:SelectResourceConfig',
  configurationItems: 'config:DeliverConfigSnapshot',
  baseConfigurationItems: 'config:BatchGetResourceConfig',
};
const listNames: ReadonlySet<string> = new Set(Object.keys(sources));

const remedy = `Make the export again with all the fields that are needed: ${configQuery}`;

/** A configuration item with the fields that are needed; snapshot files spell two of them differently. */
interface Item {
  readonly arn: string;
  readonly account: string;
  readonly resourceType: string;
  readonly name: string | undefined;
  readonly region: string | undefined;
  readonly capturedAt: string;
  readonly deleted: boolean;
  readonly configuration: unknown;
  readonly tags: readonly Tag[] | undefined;
  readonly supplementaryConfiguration: unknown;
}

/** Some answers hold JSON as text inside JSON. `undefined` where the text is not JSON. */
const parsedText = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
};

/** The item's own tags, else those that its configuration repeats. An empty list beside a filled one says nothing. */
const tagsOf = (own: unknown, configuration: unknown): readonly Tag[] | undefined => {
  const repeated = isObject(configuration) ? tagsIn(configuration.tags ?? configuration.Tags) : undefined;
  const told = tagsIn(own);
  return told === undefined || told.length === 0 ? (repeated ?? told) : told;
};

const readItem = (file: SourceFile, element: JsonElement): Item => {
  const fail = (what: string): never => {
    throw new InputError(what, placeOf(file, element), remedy);
  };
  const item = parsedText(element.value);
  if (!isObject(item)) return fail('the element is not a configuration item');
  const resourceType = textOf(item.resourceType) ?? fail('resourceType: missing');
  const arn = textOf(item.arn) ?? textOf(item.ARN) ?? '';
  const stated = textOf(item.accountId) ?? textOf(item.awsAccountId) ?? '';
  const account = /^\d{12}$/.test(stated) ? stated : accountOfArn(arn);
  if (Object.hasOwn(workloadRoles, resourceType)) {
    if (arn === '') fail('arn: missing');
    if (item.configuration === undefined) fail('configuration: missing');
  }
  const configuration = parsedText(item.configuration);
  return {
    arn,
    tags: tagsOf(item.tags, configuration),
    account: account ?? fail('accountId: missing, and no account id in the arn'),
    resourceType,
    name: textOf(item.resourceName) ?? textOf(item.resourceId),
    region: textOf(item.awsRegion),
    capturedAt: textOf(item.configurationItemCaptureTime) ?? '',
    deleted: textOf(item.configurationItemStatus)?.startsWith('ResourceDeleted') ?? false,
    configuration,
    supplementaryConfiguration: parsedText(item.supplementaryConfiguration),
  };
};

/** What one account's items amount to. */
interface AccountTally {
  readonly types: Set<string>;
  readonly regions: Set<string>;
}

const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

function* read(file: SourceFile, onDate?: OnDate): Generator<SnapshotRecord | Coverage> {
  const tallies = new Map<string, AccountTally>();
  /** By ARN: the latest state counts, and history files hold several. Empty where it runs as no role and has no policy. */
  const latest = new Map<
    string,
    { readonly capturedAt: string; readonly records: readonly SnapshotRecord[] }
  >();
  let source = sources.Results!;
  let truncated = false;
  /** The last page decides: what an earlier one announces stands in the next. */
  let pageTruncated = false;
  for (const piece of splitAnswers(file, listNames, continuationKeys)) {
    if (piece.kind === 'list') source = sources[piece.list]!;
    if (piece.kind === 'value') pageTruncated ||= saysMoreFollows(piece);
    if (piece.kind === 'page-end') {
      truncated = pageTruncated;
      pageTruncated = false;
    }
    if (piece.kind !== 'element') continue;
    const item = readItem(file, piece);
    if (item.capturedAt !== '')
      onDate?.(item.capturedAt, `${placeOf(file, piece)}, configurationItemCaptureTime`);
    const tally = tallies.get(item.account) ?? { types: new Set(), regions: new Set() };
    tallies.set(item.account, tally);
    tally.types.add(item.resourceType);
    if (item.region !== undefined) tally.regions.add(item.region);
    const fields = Object.hasOwn(workloadRoles, item.resourceType)
      ? workloadRoles[item.resourceType]
      : undefined;
    if (fields === undefined && !hasItemPolicy(item.resourceType) && !showsAccess(item.resourceType))
      continue;
    // Settings of the account have no ARN.
    const id = `${item.account} ${item.arn === '' ? item.resourceType : item.arn}`;
    if ((latest.get(id)?.capturedAt ?? '') > item.capturedAt) continue;
    const workload = item.deleted || fields === undefined ? undefined : workloadOf(item, fields);
    const policy = item.deleted ? undefined : itemPolicyOf(item);
    const access = item.deleted ? [] : itemAccessOf(item);
    const record = (kind: AwsRecordKind, data: unknown): SnapshotRecord[] =>
      data === undefined
        ? []
        : [
            toRecord(
              kind,
              item.account,
              checkData(kind, data, () => placeOf(file, piece)),
            ),
          ];
    latest.set(id, {
      capturedAt: item.capturedAt,
      records: [
        ...record('aws.workload', workload),
        ...record('aws.resource-policy', policy),
        ...access.flatMap(([kind, data]) => record(kind, data)),
      ],
    });
  }
  for (const { records } of latest.values()) yield* records;
  if (tallies.size === 0) tallies.set(accountOfFileName(file), { types: new Set(), regions: new Set() });
  for (const [account, { types, regions }] of [...tallies].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const shown = `the file shows ${plural(types.size, 'resource type')} in ${plural(regions.size, 'region')}`;
    yield {
      connector: 'aws',
      scope: account,
      source,
      // Neither the query nor what Config records is in the file.
      status: 'partial',
      detail: `${shown}; it does not show whether these are all the workloads that run as a role, which a live scan with --aws-workloads does${truncated ? '; and more results would follow (NextToken)' : ''}`,
      gives: ['workloads', 'configuration', 'resource-policies'],
    };
  }
}

export const configItems: FileFormat = {
  id: 'aws-config-items',
  read,
};
