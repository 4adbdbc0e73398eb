import { isObject } from '../../../src/exports/checked.ts';
import { placeOf, splitDocuments } from '../../../src/exports/json-elements.ts';
import type { FileFormat, SourceFile } from '../../../src/model/connector.ts';
import type { Coverage, InputKind } from '../../../src/model/coverage.ts';
import { InputError } from '../../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { wholeEstate } from '../facts/records.ts';
import { member, recordsOfAsset } from './asset.ts';
import { recordOf, remedies, text } from './element.ts';

/** What was exported, by what there is of it: of contents that nobody asked for nothing is told. */
const contents: readonly (readonly [content: string, source: string, gives: readonly InputKind[]])[] = [
  ['iamPolicy', 'assets: IAM policies', ['grants', 'trusts']],
  ['resource', 'assets: resources', ['inventory', 'credentials', 'workloads', 'configuration']],
  ['orgPolicy', 'assets: organization policies', ['guardrails']],
];

function* read(file: SourceFile): Generator<SnapshotRecord | Coverage> {
  const seen = new Set<string>();
  for (const element of splitDocuments(file, remedies)) {
    const place = (): string => placeOf(file, element);
    const { value } = element;
    if (!isObject(value) || text(value.name) === '' || text(member(value, 'assetType')) === '')
      throw new InputError('name, assetType: missing; this is no asset', place(), remedies.damaged);
    for (const [content] of contents) if (member(value, content) != null) seen.add(content);
    for (const each of recordsOfAsset(value)) yield recordOf(each, place);
  }
  for (const [content, source, gives] of contents)
    if (seen.has(content))
      yield { connector: 'gcp', scope: wholeEstate, source, status: 'complete', detail: '', gives };
  if (seen.size === 0)
    yield {
      connector: 'gcp',
      scope: wholeEstate,
      source: 'assets',
      status: 'partial',
      detail: 'the file has names alone: ask for --content-type resource and for --content-type iam-policy',
      gives: ['inventory', 'grants'],
    };
}

export const gcpAssets: FileFormat = { id: 'gcp-assets', read };
