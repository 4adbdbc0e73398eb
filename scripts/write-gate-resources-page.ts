import { writeFileSync } from 'node:fs';
import { connectors } from '../connectors/index.ts';

const readers = await Promise.all(connectors.flatMap(({ plan }) => plan?.load() ?? []));

/** Which resource types of Terraform the gate reads: made from the readers, so that it cannot be wrong. */
export const gateResourcesPage = (): string =>
  [
    '# Resource types that the gate reads',
    '',
    'Of Terraform plans ([gate](gate.md)). Made by `npm run docs`.',
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
