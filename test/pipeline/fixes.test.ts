import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { demoCollectedAt } from '../../connectors/aws/demo/index.ts';
import { awsRemedies } from '../../connectors/aws/remedies/index.ts';
import { demoAzureFile } from '../../connectors/azure/demo/index.ts';
import { azureRemedies } from '../../connectors/azure/remedies.ts';
import { demoGcpFile } from '../../connectors/gcp/demo/index.ts';
import { gcpRemedies } from '../../connectors/gcp/remedies.ts';
import { demoGitHubFile } from '../../connectors/github/demo/index.ts';
import { githubRemedies } from '../../connectors/github/remedies.ts';
import { fillIns } from '../../rules/knowledge/fill-in.ts';
import { fill } from '../../src/model/command-line.ts';
import { allowedSeverity, type Finding } from '../../src/model/finding.ts';
import type { Identity } from '../../src/model/identity.ts';
import type { RemedyTable } from '../../src/model/remedy.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import type { Trust } from '../../src/model/trust.ts';
import { audit } from '../../src/pipeline/audit.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { fileSource } from '../../src/pipeline/file-source.ts';
import { wrongWith } from '../support/command-tables.ts';
import { demoResult } from '../support/demo.ts';
import { awsSample, azureSample, gcpSample } from '../support/fix-estates.ts';
import { once } from '../support/once.ts';
import { interpretations } from '../support/providers.ts';

/** The parts of the sample estate beside AWS. */
const othersResult = once(async () =>
  audit(
    await gather([demoAzureFile, demoGcpFile, demoGitHubFile].map(fileSource), demoCollectedAt),
    defaultSettings,
  ),
);

const auditOf = (records: readonly SnapshotRecord[], connector: string) =>
  audit(
    {
      collectedAt: '2026-09-01T00:00:00.000Z',
      records,
      coverage: [
        {
          connector,
          scope: records[0]!.scope,
          source: 'test',
          status: 'complete',
          detail: '',
          gives: ['inventory', 'grants', 'credentials', 'trusts', 'configuration', 'workloads', 'owners'],
        },
      ],
      interpretations,
    },
    defaultSettings,
  );

const command = /^(?:aws|az|gcloud|gh|docker|nhi-audit|\.\/config\.sh) /;
const document = /^(?:\{|[a-z-]+: ?)/;

/** Lines of a fix that do something: neither its sentence nor what explains it. */
const changes = ({ fix }: Finding): readonly string[] =>
  fix
    .split('\n')
    .slice(1)
    .filter((line) => !line.startsWith('#') && !line.startsWith('nhi-audit explain '));

const telling = (findings: readonly Finding[]) =>
  findings.flatMap((finding) => {
    const lines = changes(finding);
    return lines.some((line) => command.test(line) || document.test(line))
      ? []
      : [`${finding.rule} of ${finding.identity}: ${finding.fix}`];
  });

const workflow = `on:
  pull_request_target:
  issue_comment:
permissions: write-all
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: { ref: '\${{ github.event.pull_request.head.sha }}' }
      - uses: somebody/tool@main
      - run: npm ci && npm test
      - run: echo "\${{ github.event.comment.body }}"
      - uses: aws-actions/configure-aws-credentials@v4
        with: { aws-access-key-id: '\${{ secrets.KEY }}', aws-secret-access-key: '\${{ secrets.SECRET }}', aws-region: eu-west-1 }
      - run: ./release --all
        env: { ALL: '\${{ toJSON(secrets) }}' }
  call:
    uses: other/repo/.github/workflows/deploy.yml@main
    secrets: inherit
`;

const checkoutFindings = async (): Promise<readonly Finding[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-fixes-'));
  try {
    mkdirSync(join(folder, '.github', 'workflows'), { recursive: true });
    mkdirSync(join(folder, '.git'));
    writeFileSync(
      join(folder, '.git', 'config'),
      '[remote "origin"]\n\turl = https://github.com/acme/shop.git\n',
    );
    writeFileSync(join(folder, '.github', 'workflows', 'ci.yml'), workflow);
    return audit(await gather([fileSource(folder)]), defaultSettings).findings;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Every sample there is: the demo of all four providers, and small estates in which much is wrong. */
const samples: readonly (readonly [string, () => Promise<readonly Finding[]> | readonly Finding[]])[] = [
  ['the sample estate', async () => (await demoResult()).findings],
  ['the sample organisation and tenant of other providers', async () => (await othersResult()).findings],
  ['a small account of AWS', () => auditOf(awsSample(), 'aws').findings],
  ['a small tenant of Azure', () => auditOf(azureSample(), 'azure').findings],
  ['a small organisation of Google Cloud', () => auditOf(gcpSample(), 'gcp').findings],
  ['a checkout of GitHub workflows', checkoutFindings],
];

const marked = (fix: string): readonly string[] =>
  [...fix.matchAll(/^# fill in ([A-Z][A-Z_]+): \S/gm)].map(([, word]) => word!);

/** Words of ours, as they stand in a command or a document, and not within a name of others. */
const open = (lines: readonly string[]): readonly string[] =>
  Object.keys(fillIns).filter((word) =>
    lines.some((line) => new RegExp(`(?<![A-Za-z0-9_$-])${word}(?![A-Za-z0-9_-])`).test(line)),
  );

describe.each(samples)('in %s', (_, findingsOf) => {
  test('every finding has a command or a document', async () => {
    const findings = await findingsOf();
    expect(findings.length).toBeGreaterThan(4);
    expect(telling(findings)).toEqual([]);
  });

  test('what must be filled in is marked once, and what is marked stands in a command', async () => {
    const wrong = (await findingsOf()).flatMap((finding) => {
      const words = marked(finding.fix);
      const wanted = open(changes(finding));
      return words.toSorted().join() === wanted.toSorted().join()
        ? []
        : [`${finding.rule} of ${finding.identity}: marks ${words.join()}, holds ${wanted.join()}`];
    });
    expect(wrong).toEqual([]);
  });

  test('no severity exceeds what the confidence allows', async () => {
    const findings = await findingsOf();
    expect(
      findings.filter(({ severity, confidence }) => allowedSeverity(severity, confidence) !== severity),
    ).toEqual([]);
  });
});

const fixesOf = async (rule: string, identity: RegExp): Promise<readonly (readonly string[])[]> =>
  (await othersResult()).findings
    .filter((finding) => finding.rule === rule && identity.test(finding.identity))
    .map(changes);

test('the first line of a fix, which lists print alone, is whole sentences', async () => {
  const findings = [...(await demoResult()).findings, ...(await othersResult()).findings];
  const firsts = findings.map(({ fix }) => fix.split('\n', 1)[0]!);
  expect(firsts.filter((line) => !line.endsWith('.'))).toEqual([]);
});

describe('the fix of', () => {
  test('a trust that rests on the provider of a pool narrows the member of the account', async () => {
    const pool = 'iam.googleapis.com/projects/710000000001/locations/global/workloadIdentityPools/github';
    const [lines] = await fixesOf('federated-trust-too-wide', /^map-release@/);
    expect(lines).toEqual([
      expect.stringContaining(
        `add-iam-policy-binding map-release@nordlicht-routing.iam.gserviceaccount.com --member principal://${pool}/subject/`,
      ),
      expect.stringContaining(
        `--member principalSet://${pool}/attribute.repository/nordlicht-logistics/label-templates`,
      ),
    ]);
  });
  test('keys of a storage account renews one and switches them off: they cannot expire', async () => {
    const [lines] = await fixesOf('service-key-without-expiry', /storageaccounts/);
    expect(lines).toEqual([
      'az storage account keys renew --account-name nordlichtarchive --resource-group archive --key key1',
      expect.stringMatching(
        /^az storage account update --ids \S+\/nordlichtarchive --allow-shared-key-access false$/,
      ),
    ]);
  });

  const identity = { id: 'a@p.iam.gserviceaccount.com', scope: 'p' } as Identity;
  const path = 'projects/1/locations/global/workloadIdentityPools/w';
  const source = { record: 'gcp.pool-provider', id: `${path}/providers/x` };
  const linesFor = (provider: object, subjects: readonly string[], members: readonly string[] = []) =>
    gcpRemedies.changeTrust!(identity, [{ source } as Trust], 'to-subjects', {
      identityById: () => undefined,
      documentAt: ({ record }) =>
        record === 'gcp.iam-policy'
          ? { bindings: [{ role: 'roles/iam.workloadIdentityUser', members }] }
          : { name: source.id, ...provider },
      tokensFor: () => [{ claims: { sub: { like: subjects } } }] as never,
    })?.map(({ template, values }) => fill({ template, values: { name: identity.id, ...values } }));
  const oidc = { oidc: { issuerUri: 'https://issuer.example.com' } };
  const update = 'gcloud iam workload-identity-pools providers';
  const place = '--workload-identity-pool w --location global --project 1 --attribute-condition';
  test.each<[string, object, readonly string[], readonly string[] | undefined]>([
    ['one subject', oidc, ['s'], [`${update} update-oidc x ${place} 'assertion.sub == "s"'`]],
    [
      'two, where a condition stands already',
      { ...oidc, attributeCondition: "assertion.owner == 'o'" },
      ['s', 't'],
      [`${update} update-oidc x ${place} '(assertion.owner == '\\''o'\\'') && assertion.sub in ["s", "t"]'`],
    ],
    [
      'nobody knows whom',
      { aws: {} },
      ['s*'],
      [`${update} update-aws x ${place} 'assertion.sub == "SUBJECT"'`],
    ],
    ['a provider that no command narrows', { saml: {} }, ['s'], undefined],
  ])('a provider of no single member, for %s', (_, provider, subjects, expected) => {
    expect(linesFor(provider, subjects)).toEqual(expected);
    const two = ['a', 'b'].map((each) => `principalSet://iam.googleapis.com/${path}/attribute.x/${each}`);
    expect(linesFor(provider, subjects, two)).toEqual(expected);
  });
});

describe('the trust policy of a role that workflows use', () => {
  const source = { record: 'aws.role', id: 'r', pointer: '/Statement/0' };
  const issuer = 'token.actions.githubusercontent.com';
  const principal = `arn:aws:iam::111111111111:oidc-provider/${issuer}`;
  const linesFor = (subjects: readonly string[]) =>
    awsRemedies.changeTrust!(
      { id: 'r', scope: '111111111111' } as Identity,
      [{ source, principal } as Trust],
      'to-subjects',
      {
        identityById: () => undefined,
        documentAt: () => ({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Federated: principal }, Action: 'sts:AssumeRoleWithWebIdentity' },
          ],
        }),
        tokensFor: () => [{ claims: { sub: { like: subjects } } }] as never,
      },
    )?.map(({ template, values }) => fill({ template, values: { name: 'r', ...values } }));
  const of = (ref: string): string => `repo:acme/shop:ref:refs/heads/${ref}`;

  test.each([
    [
      'names those that use it',
      [of('main'), of('next')],
      `"${issuer}:sub":["${of('main')}","${of('next')}"]`,
    ],
    ['names a pattern and not what it lets in', [of('*'), of('main')], `"${issuer}:sub":"${of('*')}"`],
  ])('%s, and says that a pattern is not the end', (_, subjects, expected) => {
    const [command, ...more] = linesFor(subjects) ?? [];
    expect(command).toContain(expected);
    expect(more.map((line) => line.slice(0, 20))).toEqual(
      subjects.some((each) => each.endsWith('*')) ? ['# A subject with * i'] : [],
    );
  });
});

/** The words of each line, as bash reads them: programs are replaced by one that shows what it was given. */
const wordsOf = (lines: readonly string[]): readonly (readonly string[])[] => {
  const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-words-'));
  const show = `show() { printf '%s\\0' "$@"; printf '\\n\\0'; }`;
  const programs = ['aws', 'az', 'gcloud', 'gh', 'docker', 'nhi-audit'].map(
    (name) => `${name}() { show ${name} "$@"; }`,
  );
  try {
    const script = [show, ...programs, ...lines].join('\n');
    const shown = execFileSync(
      '/bin/bash',
      ['--norc', '--noprofile', '-c', script.replaceAll('< new-secret', '')],
      {
        encoding: 'utf8',
        cwd: folder,
        env: { PATH: '' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    expect(existsSync(join(folder, 'hostile')), 'a name was run as a command').toBe(false);
    return shown
      .split('\n\0')
      .slice(0, -1)
      .map((words) => words.split('\0').slice(0, -1));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const commandsIn = (findings: readonly Finding[]): readonly string[] =>
  findings.flatMap(changes).filter((line) => /^(?:az|gcloud|gh|docker) /.test(line));

describe('commands take the flags that they are given', () => {
  const templatesOf = ({ commands, cuts = [] }: RemedyTable): readonly string[] =>
    [
      ...Object.values(commands).flatMap((own) => Object.values(own)),
      ...cuts.flatMap((row) => [...(row.replacement ?? []), ...row.commands]),
    ].filter((line) => !line.startsWith('./'));
  test.each([
    ['Azure', azureRemedies],
    ['Google Cloud', gcpRemedies],
    ['GitHub', githubRemedies],
  ])('of %s, in all entries of the table', (_, table) => {
    const lines = templatesOf(table).map((template) =>
      fill({ template: template.replaceAll(/\{([a-z]+)\}/g, '{x}'), values: { x: 'x' } }),
    );
    expect(lines.length).toBeGreaterThan(10);
    expect(wordsOf(lines).flatMap((words) => wrongWith(words) ?? [])).toEqual([]);
  });
  test('of findings', async () => {
    const lines = [
      ...commandsIn((await demoResult()).findings),
      ...commandsIn((await othersResult()).findings),
      ...commandsIn(auditOf(azureSample(), 'azure').findings),
      ...commandsIn(auditOf(gcpSample(), 'gcp').findings),
    ];
    expect(lines.length).toBeGreaterThan(40);
    expect(wordsOf(lines).flatMap((words) => wrongWith(words) ?? [])).toEqual([]);
  });
  test.each([
    ['az ad sp delete --id x', undefined],
    ['az ad sp delete --ids x', 'az ad sp delete has no --ids'],
    ['az ad sp delete', 'az ad sp delete needs --id'],
    ['az ad sp delete --id', '--id of az ad sp delete has no value'],
    ['gh repo burn x', 'no such command: gh repo burn x'],
    ['gcloud iam service-accounts disable x y', /takes 1/],
  ])('%s', (line, expected) => {
    const wrong = wrongWith(line.split(' '));
    if (expected instanceof RegExp) expect(wrong).toMatch(expected);
    else expect(wrong).toBe(expected);
  });
});

describe('names from outside stay one word', () => {
  const hostile = `$(touch hostile)'";touch hostile;\`touch hostile\`|touch hostile#`;
  test.each<[string, () => readonly Finding[]]>([
    ['Azure', () => auditOf(azureSample(hostile), 'azure').findings],
    ['Google Cloud', () => auditOf(gcpSample(hostile), 'gcp').findings],
    ['AWS', () => auditOf(awsSample(hostile), 'aws').findings],
  ])('of %s', (_, findingsOf) => {
    const lines = findingsOf()
      .flatMap(changes)
      .filter((line) => /^(?:aws|az|gcloud|gh|nhi-audit) /.test(line));
    expect(lines.length).toBeGreaterThan(5);
    const words = wordsOf(lines);
    expect(words).toHaveLength(lines.length);
    for (const each of words) expect(each.every((word) => word !== 'touch')).toBe(true);
  });
});
