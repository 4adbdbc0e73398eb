import { gcpFormats } from '../../../../connectors/gcp/import/formats.ts';
import { interpretGcp } from '../../../../connectors/gcp/interpret.ts';
import { connectors } from '../../../../connectors/index.ts';
import { fileHead } from '../../../../src/exports/file-head.ts';
import type { SourceFile } from '../../../../src/model/connector.ts';
import type { Coverage } from '../../../../src/model/coverage.ts';
import type { Estate } from '../../../../src/model/estate.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { reachOf } from '../../../../src/reach/index.ts';
import { collectedAt } from '../support.ts';

/** Files as people have them: names with contents, as commands of gcloud write them. */
export type Files = Readonly<Record<string, unknown>>;

const sourceOf = (name: string, value: unknown): SourceFile => {
  const content = name.endsWith('.ndjson')
    ? (value as readonly unknown[]).map((each) => JSON.stringify(each)).join('\n')
    : JSON.stringify(value, null, 2);
  return {
    name,
    size: content.length,
    modifiedAt: collectedAt,
    head: content.slice(0, 65_536),
    chunks: () => [new TextEncoder().encode(content)],
  };
};

const kinds = connectors.flatMap(({ files = [] }) => files);

/** The estate that files make together. */
export const estateOfFiles = (files: Files): Estate => {
  const records: SnapshotRecord[] = [];
  const coverage: Coverage[] = [];
  for (const [name, value] of Object.entries(files)) {
    const file = sourceOf(name, value);
    const kind = kinds.filter(({ recognises }) => recognises(fileHead(file.head)));
    if (kind.length !== 1) throw new Error(`${name} is ${kind.length} kinds of files`);
    for (const each of gcpFormats.find(({ id }) => id === kind[0]!.id)!.read(file))
      if ('record' in each) records.push(each);
      else coverage.push(each);
  }
  return interpretGcp(records, { collectedAt, coverage, settings: defaultSettings });
};

const told = (steps: readonly { readonly assumes: readonly string[] }[]): string => {
  if (steps.length === 0) return 'no way';
  const assumes = steps.flatMap((step) => step.assumes);
  return assumes.length === 0 ? 'surely' : assumes.join('; ');
};

/** How somebody comes to an identity or to control of a scope: `surely`, `no way`, or what that rests on. */
export const wayIn = (files: Files, from: string, to: string): string => {
  const estate = estateOfFiles(files);
  const holder = estate.identities.findIndex(({ id }) => id === from);
  if (holder < 0) return 'nobody of that name';
  const reach = reachOf(estate, defaultSettings);
  const identity = estate.identities.findIndex(({ id }) => id === to);
  if (identity >= 0) return told(reach.pathsToAny({ identities: [identity], scopes: [] })(holder));
  const scope = estate.scopes.findIndex(({ id }) => id === to);
  return scope < 0 ? 'nothing of that name' : told(reach.pathToControl(holder, scope));
};

export interface Bound {
  readonly role: string;
  readonly members: readonly string[];
  readonly condition?: { readonly title: string; readonly expression: string };
}
/** `role: member member`. */
export const bound = (text: string, expression?: string): Bound => {
  const [role, ...members] = text.split(/[ ,]+/) as [string, ...string[]];
  return {
    role: role.replace(/^(?!(?:roles|projects|organizations)\/)/, 'roles/'),
    members: members.map((each) =>
      /^[a-z]+:|^all|^principal/i.test(each) ? each : `serviceAccount:${each}`,
    ),
    ...(expression === undefined ? {} : { condition: { title: 'c', expression } }),
  };
};
export const policyOf = (...bindings: readonly (string | Bound)[]): unknown => ({
  bindings: bindings.map((each) => (typeof each === 'string' ? bound(each) : each)),
  etag: 'BwX',
  version: 3,
});
