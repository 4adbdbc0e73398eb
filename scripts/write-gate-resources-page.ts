import { writeFileSync } from 'node:fs';
import { planReaders } from '../connectors/plans.ts';

/** Which resource types of Terraform the gate reads: made from the readers, so that it cannot be wrong. */
export const gateResourcesPage = (): string =>
  [
    '# Resource types that the gate reads',
    '',
    'Of Terraform plans ([gate](gate.md)). Made by `npm run docs`.',
    ...planReaders.flatMap(({ provider, types }) => [
      '',
      `## ${provider}`,
      '',
      '| type | what is read |',
      '|---|---|',
      ...Object.entries(types)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([type, gives]) => `| \`${type}\` | ${gives} |`),
      ...(provider === 'gcp'
        ? ['', 'And every other `google_*_iam_member`, `google_*_iam_binding` and `google_*_iam_policy`.']
        : []),
    ]),
    '',
  ].join('\n');

if (process.argv[1] === import.meta.filename) {
  writeFileSync(new URL('../docs/gate-resources.md', import.meta.url), gateResourcesPage());
}
