import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatIds } from '../../reports/formats.ts';
import { canaries } from '../support/canaries.ts';
import { cliInProcess as cli, temporaryFolder } from '../support/cli.ts';
import { planText } from '../support/plan.ts';
import { seenName, writePlanted } from '../support/planted-estate.ts';
import { filesIn, unpackedFile } from '../support/unpacked.ts';

/**
 * Secrets in what stands beside facts: plans, templates, workflows and their actions, owners of code, exceptions, configuration. Sound
 * inputs are judged and shown in every format; broken ones are told of, with nothing of them.
 */
const all = canaries.map(([, text]) => text).join('\n');
const line = all.replaceAll('\n', ' ');
const quoted = JSON.stringify(line);

const policy = JSON.stringify({
  Version: '2012-10-17',
  Id: all,
  Statement: [
    {
      Sid: all,
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestTag/x': all, [all]: 'x' } },
    },
  ],
});
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: all, Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }],
});
const tags = { note: all, [line]: 'x' };
const plan = planText([
  {
    address: `aws_iam_role.${seenName}`,
    after: {
      name: seenName,
      description: all,
      assume_role_policy: trust,
      tags,
      tags_all: tags,
      unknown: all,
    },
  },
  { address: `aws_iam_role_policy.${seenName}`, after: { name: 'p', role: seenName, policy } },
  {
    address: `aws_instance.${seenName}`,
    after: { ami: 'ami-1', instance_type: 't3.micro', user_data: all, tags, iam_instance_profile: seenName },
  },
  {
    address: `aws_lambda_function.${seenName}`,
    after: {
      function_name: seenName,
      role: `arn:aws:iam::111122223333:role/${seenName}`,
      description: all,
      environment: [{ variables: { A: all } }],
    },
  },
  {
    address: `azurerm_role_assignment.${seenName}`,
    after: {
      description: all,
      condition: all,
      role_definition_name: 'Owner',
      principal_id: '20000000-0000-4000-8000-000000000011',
      principal_type: 'ServicePrincipal',
      scope: '/subscriptions/9e2f1a00-1111-4c11-8a11-000000000001',
    },
  },
  {
    address: `azuread_application_password.${seenName}`,
    after: {
      display_name: all,
      value: all,
      application_id: '/applications/30000000-0000-4000-8000-000000000011',
    },
  },
  {
    address: `google_project_iam_member.${seenName}`,
    after: {
      role: 'roles/owner',
      member: `serviceAccount:${seenName}@shop.iam.gserviceaccount.com`,
      project: 'shop',
      condition: [{ title: 'x', description: all, expression: all }],
    },
  },
  {
    address: `google_service_account_key.${seenName}`,
    after: {
      service_account_id: `projects/shop/serviceAccounts/${seenName}@shop.iam.gserviceaccount.com`,
      private_key: all,
    },
  },
  {
    address: `github_repository_deploy_key.${seenName}`,
    after: { repository: seenName, title: all, key: all, read_only: false },
  },
  {
    address: `github_actions_secret.${seenName}`,
    after: { repository: seenName, secret_name: 'A', plaintext_value: all },
  },
  { address: `null_resource.${seenName}`, after: { triggers: { a: all } } },
]);

const template = JSON.stringify({
  Description: all,
  Metadata: { note: all, [line]: all },
  Parameters: { Secret: { Type: 'String', Default: all, Description: all } },
  Mappings: { M: { a: { b: all } } },
  Conditions: { C: { 'Fn::Equals': [all, 'x'] } },
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Metadata: { note: all },
      Properties: {
        RoleName: seenName,
        Description: all,
        AssumeRolePolicyDocument: JSON.parse(trust),
        Policies: [{ PolicyName: 'p', PolicyDocument: JSON.parse(policy) }],
        Tags: [{ Key: 'note', Value: all }],
      },
    },
    Machine: {
      Type: 'AWS::EC2::Instance',
      Properties: { UserData: { 'Fn::Base64': all }, Tags: [{ Key: line, Value: all }] },
    },
    Function: {
      Type: 'AWS::Serverless::Function',
      Properties: { Description: all, Environment: { Variables: { A: { 'Fn::Sub': all } } } },
    },
    Odd: { Type: 'Custom::Odd', Properties: { Value: { 'Fn::Join': ['', [all, { Ref: 'Secret' }]] } } },
    Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Value: { 'Fn::FindInMap': ['M', all, 'b'] } } },
  },
  Outputs: { O: { Value: all, Description: all, Export: { Name: all } } },
});

const role = `arn:aws:iam::111122223333:role/${seenName}`;
const indented = (spaces: number): string => all.replaceAll('\n', `\n${' '.repeat(spaces)}`);
const workflow = `name: ${quoted}
on:
  push:
  workflow_dispatch: { inputs: { a: { description: ${quoted}, default: ${quoted} } } }
# ${line}
env: { A: ${quoted} }
permissions: write-all
jobs:
  ${seenName}:
    name: ${quoted}
    runs-on: ubuntu-latest
    if: \${{ github.ref == ${JSON.stringify(`'${line}'`).slice(1, -1)} }}
    steps:
      - uses: ./.github/actions/own
        with: { a: ${quoted} }
      - name: ${quoted}
        run: |
          ${indented(10)}
      - uses: actions/checkout@v4
        with: { ref: "\${{ github.head_ref }}", token: ${quoted} }
`;
const action = `name: ${quoted}
description: ${quoted}
inputs: { a: { default: ${quoted} } }
# ${line}
runs:
  using: composite
  steps:
    - run: |
        ${indented(8)}
      shell: bash
      env: { A: ${quoted} }
    - uses: other/action@main
      with: { a: ${quoted} }
`;
/** YAML takes no key of more than a thousand characters. */
const key = canaries[0]![1];
const exceptions = `version: 1
# ${line}
exceptions:
  - id: kept
    covers: { identity: '${role}', rule: standing-administrator }
    reason: ${quoted}
    owner: a@b.example
    approver: c@d.example
    created: 2026-08-01
    expires: 2026-10-01
    compensatingControls: [${quoted}]
    ticket: ${quoted}
  - id: wrong
    covers: { identity: '${role}', rule: no-owner }
    reason: ${quoted}
    owner: ${quoted}
    approver: ${quoted}
    created: ${quoted}
    expires: ${quoted}
    scopes: [${quoted}]
    ${key}: ${quoted}
    reviewEveryDays: ${quoted}
`;
const settings = `version: 1
# ${line}
environments: { scopes: { ${key}: production }, tagKeys: [${quoted}] }
weights: { scopes: { ${key}: 3 } }
ownerTagKeys: [${quoted}]
trustedScopes: [${quoted}]
breakGlass: { tagKeys: [${quoted}], names: ['${key}'] }
owners: [{ pattern: ${JSON.stringify(line.slice(0, 200))}, owner: ${JSON.stringify(line.slice(0, 200))} }]
humanNames: [${JSON.stringify(line.slice(0, 200))}]
`;

interface Input {
  readonly files: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly codes: readonly number[];
}

const everyGate = ['--out', 'made', '--verbose'];
const inputs: readonly (readonly [what: string, input: Input])[] = [
  [
    'a plan',
    { files: { 'plan.json': plan }, args: ['gate', '--plan', 'plan.json', ...everyGate], codes: [1, 3] },
  ],
  [
    'a template',
    {
      files: { 't.json': template },
      args: ['gate', '--template', 't.json', '--account', '111122223333', ...everyGate],
      codes: [1, 3],
    },
  ],
  [
    'workflows, actions and owners of a checkout that is judged',
    {
      files: {
        'after/.github/workflows/a.yml': workflow,
        'after/.github/actions/own/action.yml': action,
        'after/.github/CODEOWNERS': `# ${line}\n* @acme/x\n/.github/ ${line}\n`,
        'before/.github/workflows/a.yml': 'on: push\njobs: {}\n',
      },
      args: ['gate', '--workflows', 'after', '--base-workflows', 'before', ...everyGate],
      codes: [1, 3],
    },
  ],
  [
    'those of one that is scanned',
    {
      files: {
        [`${seenName}/.github/workflows/a.yml`]: workflow,
        [`${seenName}/.github/actions/own/action.yml`]: action,
        [`${seenName}/.github/CODEOWNERS`]: `* @acme/x\n/.github/ ${line}\n`,
      },
      args: ['scan', seenName, '--out', 'made', '--snapshot', 'made.ndjson', '--verbose'],
      codes: [0],
    },
  ],
  [
    'exceptions, valid and not',
    {
      files: { 'exceptions.yaml': exceptions },
      args: [
        'scan',
        'estate.ndjson',
        '--exceptions',
        'exceptions.yaml',
        '--out',
        'made',
        '--out-formats',
        formatIds.join(','),
      ],
      codes: [0],
    },
  ],
  [
    'exceptions that are checked',
    {
      files: { 'exceptions.yaml': exceptions },
      args: ['exceptions', 'check', 'estate.ndjson', '--exceptions', 'exceptions.yaml'],
      codes: [1],
    },
  ],
  [
    'exceptions that are listed',
    {
      files: { 'exceptions.yaml': exceptions },
      args: ['exceptions', 'list', 'estate.ndjson', '--exceptions', 'exceptions.yaml', '--format', 'json'],
      codes: [0],
    },
  ],
  [
    'a configuration',
    {
      files: { 'settings.yaml': settings },
      args: [
        'scan',
        'estate.ndjson',
        '--config',
        'settings.yaml',
        '--out',
        'made',
        '--out-formats',
        formatIds.join(','),
      ],
      codes: [0],
    },
  ],
];

describe('sound inputs', () => {
  test.each(inputs)('%s', async (_, { files, args, codes }) => {
    const folder = temporaryFolder();
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    writePlanted(join(folder, 'estate.ndjson'), 'x', (records) => records.filter(({ id }) => id !== 'x'));
    const { code, stdout, stderr } = await cli(args, { cwd: folder });
    expect({ code, stderr: codes.includes(code!) ? '' : stderr }).toMatchObject({ stderr: '' });
    const given = new Set([...Object.keys(files), 'estate.ndjson']);
    const texts = new Map([
      ['standard output', stdout],
      ['standard error', stderr],
    ]);
    for (const path of filesIn(folder).filter((each) => !given.has(each)))
      texts.set(path, await unpackedFile(join(folder, path)));
    const found = [...texts].flatMap(([name, text]) =>
      canaries.filter(([, , secret]) => text.includes(secret)).map(([form]) => `${name}: ${form}`),
    );
    expect(found).toEqual([]);
    const unseen = [...texts].filter(
      ([name, text]) =>
        !text.includes(seenName) &&
        !/standard error|(?:exceptions|configuration)\.csv|paths\.dot|\.nhi-audit$/.test(name),
    );
    expect(unseen.map(([name]) => name)).toEqual([]);
  });
});
