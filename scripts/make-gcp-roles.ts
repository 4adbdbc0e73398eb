/**
 * Writes `connectors/gcp/iam/data/predefined-roles.generated.json` from a list of Google's predefined roles with their
 * permissions (JSON, or that packed by gzip), with the list's own source, revision and licence:
 *
 *     node scripts/make-gcp-roles.ts FILE SOURCE REVISION LICENCE
 *
 * `gcloud iam roles list` with `view=FULL` gives such a list. https://cloud.google.com/iam/docs/roles-permissions
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

interface Role {
  readonly name: string;
  readonly title?: string;
  readonly includedPermissions?: readonly string[];
}

const target = new URL('../connectors/gcp/iam/data/predefined-roles.generated.json', import.meta.url);
const [file, source, revision, licence] = process.argv.slice(2);
if (file === undefined || source === undefined || revision === undefined || licence === undefined)
  throw new Error('usage: make-gcp-roles.ts FILE SOURCE REVISION LICENCE');

const bytes = readFileSync(file);
const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
const roles = (JSON.parse(text) as readonly Role[]).toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** A permission is its place in all of them, sorted; what stands before the first dot is written once. */
const permissions = [
  ...new Set(roles.flatMap(({ includedPermissions }) => includedPermissions ?? [])),
].toSorted((a, b) => {
  const [one, other] = [a.slice(0, a.indexOf('.')), b.slice(0, b.indexOf('.'))];
  if (one !== other) return one < other ? -1 : 1;
  return a < b ? -1 : 1;
});
const places = new Map(permissions.map((permission, place) => [permission, place]));
const services = [...Map.groupBy(permissions, (each) => each.slice(0, each.indexOf('.')))].map(
  ([service, list]) => [service, list.map((each) => each.slice(service.length + 1)).join('|')] as const,
);

/** Numbers of seven bits a byte, the lowest first; the eighth says that more follows. */
const varint = (value: number): readonly number[] =>
  value < 128 ? [value] : [128 | (value & 127), ...varint(value >>> 7)];

/** Runs of places: how many are left out, how many follow. */
const runsOf = (list: readonly string[]): string => {
  const wanted = list.map((each) => places.get(each)!).toSorted((a, b) => a - b);
  const numbers: number[] = [];
  let next = 0;
  for (let at = 0; at < wanted.length; ) {
    let end = at + 1;
    while (end < wanted.length && wanted[end] === wanted[end - 1]! + 1) end += 1;
    numbers.push(wanted[at]! - next, end - at);
    next = wanted[end - 1]! + 1;
    at = end;
  }
  return Buffer.from(numbers.flatMap(varint)).toString('base64');
};

const rows = roles.map(({ name, title, includedPermissions }) => [
  name.replace(/^roles\//, ''),
  title ?? name,
  runsOf([...new Set(includedPermissions ?? [])]),
]);
const line = (rowsOf: readonly unknown[]): string =>
  `[\n${rowsOf.map((row) => JSON.stringify(row)).join(',\n')}\n]`;
writeFileSync(
  target,
  `{\n"source": ${JSON.stringify(source)},\n"revision": ${JSON.stringify(revision)},\n"licence": ${JSON.stringify(licence)},\n"services": ${line(services)},\n"roles": ${line(rows)}\n}\n`,
);
process.stdout.write(`${roles.length} roles, ${permissions.length} permissions\n`);
