import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { connectors } from '../connectors/index.ts';

const readers = await Promise.all(connectors.flatMap(({ plan }) => plan?.load() ?? []));

const root = new URL('..', import.meta.url).pathname;
const tablePaths = globSync('connectors/*/plan/*-types.generated.json', { cwd: root }).sort();
const count = (list: string): number => list.split(' ').filter((type) => type !== '').length;

/** Which resource types of Terraform the gate reads: made from the readers, so that it cannot be wrong. */
export const gateResourcesPage = (): string =>
  [
    '# Resource types that the gate reads',
    '',
    'Of Terraform plans and CloudFormation templates ([gate](gate.md)). Made by `npm run docs`.',
    '',
    'Every other type is in a table beside the reader of its provider, and is sorted there: `grants` (it says who may do what),',
    '`may` (its arguments decide), `limits` (it counts when it changes or goes), `cannot` (nobody gains by it). What a type in',
    'the first three means for the verdict: [Resources that are not read](gate.md#resources-that-are-not-read). A type that is in',
    'no table is newer than it, and counts as `grants`.',
    '',
    '| table | from | grants | may | limits | cannot |',
    '|---|---|---|---|---|---|',
    ...tablePaths.map((path) => {
      const { source, ...lists } = JSON.parse(
        readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'),
      ) as Record<string, string>;
      const counts = ['grants', 'may', 'limits', 'cannot'].map((sort) => count(lists[sort]!));
      return `| [${path.split('/')[1]}, ${path.includes('cloudformation') ? 'CloudFormation' : 'Terraform'}](../${path}) | ${source} | ${counts.join(' | ')} |`;
    }),
    ...readers.flatMap(({ provider, types, otherTypes }) => [
      '',
      `## ${provider}`,
      '',
      '| type | what is read |',
      '|---|---|',
      ...Object.entries(types)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([type, gives]) => `| \`${type}\` | ${gives} |`),
      ...(otherTypes === undefined ? [] : ['', otherTypes]),
    ]),
    '',
  ].join('\n');

if (process.argv[1] === import.meta.filename) {
  writeFileSync(new URL('../docs/gate-resources.md', import.meta.url), gateResourcesPage());
}
