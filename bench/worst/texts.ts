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
    name: 'jobs of a workflow, and what each calls',
    size: 100,
    file: 'checkout/.github/workflows/a.yml',
    text: (n) =>
      `on: [push, workflow_call]\njobs:\n${many(n, (index) => `  j${index}:\n    needs: [${many(Math.min(index, 5), (part) => `j${index - part - 1}`).join(', ')}]\n    uses: ./.github/workflows/a.yml\n`).join('')}`,
    args: (_, folder) => ['scan', join(folder, 'checkout')],
  },
  {
    name: 'steps, and what they hand on',
    size: 200,
    file: 'checkout/.github/workflows/a.yml',
    text: (n) =>
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${many(n, (index) => `      - id: s${index}\n        run: echo "A${index}=\${{ env.A${index - 1} }}" >> "$GITHUB_ENV"\n        env: { B: "\${{ steps.s${index - 1}.outputs.x }}\${{ env.A${index - 1} }}" }\n`).join('')}`,
    args: (_, folder) => [
      'gate',
      '--workflows',
      join(folder, 'checkout'),
      '--base-workflows',
      join(folder, 'checkout'),
    ],
  },
  {
    name: 'exceptions of one id',
    size: 1000,
    file: 'exceptions.yaml',
    text: (n) => `exceptions:\n${'  - id: a\n'.repeat(n)}`,
    args: (file) => ['scan', '--demo', '--exceptions', file],
  },
];
