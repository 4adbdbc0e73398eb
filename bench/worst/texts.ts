import { join } from 'node:path';
import { many, type Worst } from './input.ts';

const template = (file: string): readonly string[] => ['gate', '--template', file];

export const worstTexts: readonly Worst[] = [
  {
    name: 'Fn::Sub never closed',
    size: 200_000,
    file: 'sub.json',
    text: (n) =>
      JSON.stringify({
        Resources: { R: { Type: 'AWS::IAM::User', Properties: { UserName: { 'Fn::Sub': '${'.repeat(n) } } } },
      }),
    args: template,
  },
  {
    name: 'keys of one mapping',
    size: 5000,
    file: 'keys.yaml',
    text: (n) => `Metadata:\n${many(n, (index) => `  k${index}: 1\n`).join('')}Resources: {}\n`,
    args: template,
  },
  {
    name: 'aliases',
    size: 2000,
    file: 'aliases.yaml',
    text: (n) => `Metadata:\n  a: &a [x]\n  b: [${'*a,'.repeat(n)}]\nResources: {}\n`,
    args: template,
  },
  {
    name: 'expressions never closed',
    size: 10_000,
    file: 'checkout/.github/workflows/a.yml',
    text: (n) =>
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ${JSON.stringify('${{ secrets.A '.repeat(n))}\n`,
    args: (_, folder) => ['scan', join(folder, 'checkout')],
  },
  {
    name: 'exceptions of one id',
    size: 1000,
    file: 'exceptions.yaml',
    text: (n) => `exceptions:\n${'  - id: a\n'.repeat(n)}`,
    args: (file) => ['scan', '--demo', '--exceptions', file],
  },
];
