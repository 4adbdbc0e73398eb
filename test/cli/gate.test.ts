import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Coverage, InputKind } from '../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { snapshotSchema } from '../../src/model/snapshot.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { account, allow, document, policy, role, trustingService } from '../support/aws-sketch.ts';
import { cli, temporaryFolder } from '../support/cli.ts';

const folder = temporaryFolder();
const at = (...parts: readonly string[]): string => join(folder, ...parts);
const run = (...args: readonly string[]) => cli(args, { cwd: folder });

const all: readonly InputKind[] = ['inventory', 'grants', 'trusts', 'credentials', 'owners'];

const snapshot = (
  name: string,
  records: readonly SnapshotRecord[],
  collectedAt = '2026-06-01T12:00:00.000Z',
  gives: readonly InputKind[] = all,
  beside: readonly Coverage[] = [],
): void => {
  writeSnapshot(
    at(name),
    {
      header: { record: 'header', schema: snapshotSchema, tool: { name: 'test', version: '0' }, collectedAt },
      records,
      coverage: [
        { connector: 'aws', scope: account, source: 'test', status: 'complete', detail: '', gives },
        ...beside,
        ...(gives === all
          ? []
          : [
              {
                connector: 'aws',
                scope: account,
                source: 'iam:GenerateCredentialReport',
                status: 'denied' as const,
                detail: 'AccessDenied',
                gives: ['credentials'] as const,
              },
            ]),
      ],
    },
    collectedAt,
  );
};

const lambda = trustingService('lambda.amazonaws.com');
const app = role('app', lambda, { inline: [[allow('s3:GetObject')], [allow('sqs:SendMessage')]] });
const admin = [
  policy('admin', document(allow('*'))),
  role('deploy', lambda, { attached: [`arn:aws:iam::${account}:policy/admin`] }),
];
const later = '2026-06-02T12:00:00.000Z';

const exceptionFor = (expires: string): string => `version: 1
exceptions:
  - id: deploy-until-migration
    covers: { identity: 'arn:aws:iam::${account}:role/deploy', rule: 'gate:new-standing-grant' }
    reason: The old pipeline is replaced this month.
    owner: team-build
    approver: team-security
    created: 2026-06-01
    expires: ${expires}
`;

beforeAll(async () => {
  snapshot('start.ndjson', [app]);
  snapshot('same.ndjson', [app], later);
  snapshot('worse.ndjson', [app, ...admin], later);
  snapshot('unattached.ndjson', [app, policy('admin', document(allow('*')))], later);
  snapshot(
    'bounded.ndjson',
    [app, role('reader', lambda, { inline: [[allow('s3:GetObject', 'arn:aws:s3:::acme-reports/*')]] })],
    later,
  );
  snapshot('less.ndjson', [role('app', lambda, { inline: [[allow('s3:GetObject')]] })], later);
  snapshot('mixed.ndjson', [role('app', lambda, { inline: [[allow('s3:GetObject')]] }), ...admin], later);
  snapshot('partial.ndjson', [app], later, ['inventory', 'grants', 'trusts']);
  const another = (status: Coverage['status'], scope = account, cut = false): readonly Coverage[] => [
    {
      connector: 'aws',
      scope,
      source: 'iam:ListAccessKeys',
      status,
      detail: 'AccessDenied',
      gives: ['credentials'],
      ...(cut ? { cut: true as const } : {}),
    },
  ];
  snapshot('refused.ndjson', [app], later, all, another('denied'));
  snapshot('halved.ndjson', [app], later, all, another('partial', account, true));
  snapshot('of-a-file.ndjson', [app], later, all, another('partial'));
  snapshot('not-asked.ndjson', [app], later, all, another('skipped'));
  snapshot('not-offered.ndjson', [app], later, all, another('unsupported'));
  snapshot('read-too.ndjson', [app], later, all, another('complete'));
  snapshot('unnamed.ndjson', [app], later, all, another('denied', '*'));
  writeFileSync(
    at('cut.ndjson'),
    readFileSync(at('start.ndjson'), 'utf8').split('\n').slice(0, 2).join('\n'),
  );
  writeFileSync(at('accepted.yaml'), exceptionFor('2026-06-14'));
  writeFileSync(at('ended.yaml'), exceptionFor('2026-06-01'));
  writeFileSync(at('other.yaml'), 'thresholds: { privilegedBlastRadius: 90 }\n');
  writeFileSync(at('needs.yaml'), 'gate: { needs: [inventory, grants, trusts] }\n');
  writeFileSync(at('relaxed.yaml'), 'gate: { editedBaseline: warn }\n');
  const { code } = await run('baseline', 'write', 'start.ndjson');
  expect(code).toBe(0);
  const written = readFileSync(at('nhi-audit.baseline.json'), 'utf8');
  writeFileSync(at('edited.json'), written.replace('"s3:GetObject"', '"s3:*"'));
  writeFileSync(at('broken.json'), written.slice(0, 400));
  writeFileSync(at('newer.json'), written.replace('baseline/v1', 'baseline/v9'));
  writeFileSync(
    at('strays.json'),
    written.replace(
      '"trusts": [',
      '"trusts": [\n    {"identity":"nobody","mechanism":"assume","party":"everyone","principal":"*","external":"yes"},',
    ),
  );
  writeFileSync(at('formatted.json'), JSON.stringify(JSON.parse(written), undefined, 4));
  writeFileSync(at('list.json'), '[]');
});

describe('exit code by case', () => {
  const cases: readonly [name: string, args: readonly string[], code: number, says: RegExp][] = [
    ['nothing new', ['same.ndjson'], 0, /PASS/],
    ['less than before', ['less.ndjson'], 0, /PASS/],
    ['new permanent privilege', ['worse.ndjson'], 1, /new-standing-grant[\s\S]*role\/deploy/],
    ['against an earlier snapshot', ['worse.ndjson', '--against', 'start.ndjson'], 1, /FAIL/],
    ['nothing new since an earlier snapshot', ['same.ndjson', '--against', 'start.ndjson'], 0, /PASS/],
    [
      'a policy that is attached to nothing, since an earlier snapshot',
      ['unattached.ndjson', '--against', 'start.ndjson'],
      1,
      /latent-privilege[\s\S]*attached to\s+nothing/,
    ],
    ['what lasts and weighs little', ['bounded.ndjson'], 0, /Passes, and lasts/],
    ['the same under strict', ['bounded.ndjson', '--policy', 'strict'], 1, /new-standing-grant/],
    ['new control, where only control fails', ['worse.ndjson', '--policy', 'control'], 1, /FAIL/],
    [
      'accepted by an exception',
      ['worse.ndjson', '--exceptions', 'accepted.yaml'],
      0,
      /deploy-until-migration/,
    ],
    ['an exception that ended', ['worse.ndjson', '--exceptions', 'ended.yaml'], 1, /no longer holds/],
    ['a scan that could not read credentials', ['partial.ndjson'], 1, /indeterminate[\s\S]*AccessDenied/],
    [
      'one of two sources of credentials was refused',
      ['refused.ndjson'],
      1,
      /indeterminate[\s\S]*AccessDenied/,
    ],
    ['one of two sources was cut off', ['halved.ndjson'], 1, /indeterminate[\s\S]*AccessDenied/],
    [
      'the account itself could not be entered, beside a file',
      ['unnamed.ndjson'],
      1,
      /indeterminate[\s\S]*AccessDenied/,
    ],
    ['a file does not show whether it has all', ['of-a-file.ndjson'], 0, /PASS/],
    ['both sources were read', ['read-too.ndjson'], 0, /PASS/],
    ['one of two sources is offered to nobody', ['not-offered.ndjson'], 0, /PASS/],
    ['one of two sources was not asked for', ['not-asked.ndjson'], 0, /PASS/],
    [
      'one of two sources was refused in the earlier snapshot',
      ['same.ndjson', '--against', 'refused.ndjson'],
      3,
      /not read in full|not complete|AccessDenied|Not evaluated/i,
    ],
    [
      'the same as a warning',
      ['partial.ndjson', '--on-indeterminate', 'warn'],
      0,
      /gate passes, although of 1 nobody can tell/,
    ],
    [
      'the same, where credentials are not asked for',
      ['partial.ndjson', '--config', 'needs.yaml'],
      0,
      /PASS/,
    ],
    ['a baseline that was only formatted anew', ['same.ndjson', '--baseline', 'formatted.json'], 0, /PASS/],
    ['no baseline', ['same.ndjson', '--baseline', 'nowhere.json'], 3, /there is no baseline nowhere.json/i],
    [
      'a baseline that was changed by hand',
      ['same.ndjson', '--baseline', 'edited.json'],
      3,
      /changed by hand/,
    ],
    [
      'the same, where that is allowed',
      ['same.ndjson', '--baseline', 'edited.json', '--config', 'relaxed.yaml'],
      0,
      /changed by hand/,
    ],
    [
      'a baseline with a line that belongs to nobody',
      ['same.ndjson', '--baseline', 'strays.json'],
      3,
      /changed by hand/,
    ],
    ['a baseline that was cut', ['same.ndjson', '--baseline', 'broken.json'], 3, /not valid JSON/],
    ['a baseline of a later version', ['same.ndjson', '--baseline', 'newer.json'], 3, /baseline\/v9/],
    ['something else as a baseline', ['same.ndjson', '--baseline', 'list.json'], 3, /is no baseline/],
    [
      'a baseline of other settings',
      ['same.ndjson', '--config', 'other.yaml'],
      3,
      /other settings[\s\S]*baseline update/,
    ],
    [
      'an earlier snapshot that is not there',
      ['same.ndjson', '--against', 'nowhere.ndjson'],
      3,
      /nowhere.ndjson/,
    ],
    ['an earlier snapshot that was cut', ['same.ndjson', '--against', 'cut.ndjson'], 3, /cut.ndjson/],
    [
      'an earlier snapshot that is not whole',
      ['same.ndjson', '--against', 'partial.ndjson'],
      3,
      /not read in full/,
    ],
    ['a later snapshot that is not there', ['nowhere.ndjson'], 2, /no such file/],
    ['nothing to read', [], 2, /nothing to scan was given/],
    [
      'two things to compare with',
      ['same.ndjson', '--against', 'start.ndjson', '--baseline', 'edited.json'],
      2,
      /Give one of them/,
    ],
    ['a renaming that names one identity', ['same.ndjson', '--renamed', 'one'], 2, /--renamed/],
    ['a format that there is not', ['same.ndjson', '--format', 'pdf'], 2, /Allowed choices/],
    ['exceptions that cannot be read', ['same.ndjson', '--exceptions', 'list.json'], 2, /list.json/],
    [
      'a base that looks like an option',
      ['same.ndjson', '--base-ref', '--upload-pack=touch x'],
      2,
      /--base-ref/,
    ],
    ['a base with a path', ['same.ndjson', '--base-ref', 'main:secrets'], 2, /not the name of a branch/],
    ['a base with a command', ['same.ndjson', '--base-ref', 'main;touch x'], 2, /not the name of a branch/],
    ['a base outside of a repository', ['same.ndjson', '--base-ref', 'main'], 3, /cannot be read with git/],
  ];

  test.each(cases)('%s', async (_, args, code, says) => {
    const ran = await run('gate', ...args);
    expect(`${ran.stdout}${ran.stderr}`).toMatch(says);
    expect(ran.code).toBe(code);
  });
});

describe('reports', () => {
  test('all formats are in the folder, before the exit code says that it fails', async () => {
    const { code } = await run('gate', 'worse.ndjson', '--out', 'out');
    expect(code).toBe(1);
    expect(readdirSync(at('out'))).toEqual(expect.arrayContaining(['gate.json', 'gate.txt']));
    const report = JSON.parse(readFileSync(at('out/gate.json'), 'utf8')) as Record<string, unknown>;
    expect(report).toMatchObject({ schema: 'nhi-audit/gate/v1', verdict: 'fail' });
    expect(report.changes).toHaveLength(1);
  });

  test('a second run replaces them', async () => {
    const { code } = await run('gate', 'same.ndjson', '--out', 'out');
    expect(code).toBe(0);
    expect(readFileSync(at('out/gate.txt'), 'utf8')).toContain('PASS');
  });

  test('a gate without a verdict writes them as well', async () => {
    await run('gate', 'same.ndjson', '--baseline', 'nowhere.json', '--out', 'none');
    expect(JSON.parse(readFileSync(at('none/gate.json'), 'utf8'))).toMatchObject({
      verdict: 'not-evaluated',
    });
  });

  test('who, what, where, since, what falls, what instead: in that order', async () => {
    const { stdout } = await run('gate', 'worse.ndjson');
    expect(stdout).toMatch(/Who[\s\S]*What[\s\S]*Where[\s\S]*Since[\s\S]*Impact[\s\S]*Instead/);
    expect(stdout).toContain('aws:SourceArn');
  });

  test('twice the same bytes', async () => {
    const [one, two] = [
      await run('gate', 'worse.ndjson', '--format', 'json'),
      await run('gate', 'worse.ndjson', '--format', 'json'),
    ];
    expect(two.stdout).toBe(one.stdout);
  });
});

describe('baseline', () => {
  const lines = (name: string): readonly string[] => readFileSync(at(name), 'utf8').split('\n');

  test('is not written over', async () => {
    const { code, stderr } = await run('baseline', 'write', 'start.ndjson');
    expect(code).toBe(2);
    expect(stderr).toContain('baseline update');
  });

  test('is not made of what could not be read in full', async () => {
    for (const cut of ['refused.ndjson', 'halved.ndjson'])
      expect((await run('baseline', 'write', cut, '--out', 'partial.json')).code).toBe(3);
    const { code, stderr } = await run('baseline', 'write', 'partial.ndjson', '--out', 'partial.json');
    expect(code).toBe(3);
    expect(stderr).toContain('AccessDenied');
    expect(existsSync(at('partial.json'))).toBe(false);
  });

  test('a later scan of the same changes two lines: the clock and the digest', async () => {
    await run('baseline', 'write', 'same.ndjson', '--out', 'same.json');
    const [before, after] = [lines('nhi-audit.baseline.json'), lines('same.json')];
    expect(after).toHaveLength(before.length);
    expect(after.filter((line, index) => line !== before[index])).toHaveLength(2);
  });

  test('check says that it is whole, and that an edited one is not', async () => {
    expect((await run('baseline', 'check')).code).toBe(0);
    expect((await run('baseline', 'check', 'edited.json')).code).toBe(3);
    expect((await run('baseline', 'check', 'nowhere.json')).code).toBe(3);
  });

  test('update takes in what shrank', async () => {
    await run('baseline', 'write', 'start.ndjson', '--out', 'shrinks.json');
    const { code } = await run('baseline', 'update', 'less.ndjson', '--baseline', 'shrinks.json');
    expect(code).toBe(0);
    expect((await run('gate', 'less.ndjson', '--baseline', 'shrinks.json')).code).toBe(0);
    expect((await run('gate', 'start.ndjson', '--baseline', 'shrinks.json')).code).toBe(1);
  });

  test('update leaves out what grew, and takes in what shrank beside it', async () => {
    await run('baseline', 'write', 'start.ndjson', '--out', 'ratchet.json');
    const { code, stdout } = await run('baseline', 'update', 'mixed.ndjson', '--baseline', 'ratchet.json');
    expect(code).toBe(1);
    expect(stdout).toContain('new-standing-grant');
    expect(readFileSync(at('ratchet.json'), 'utf8')).not.toContain('role/deploy');
    expect(readFileSync(at('ratchet.json'), 'utf8')).not.toContain('sqs:SendMessage');
    expect((await run('gate', 'mixed.ndjson', '--baseline', 'ratchet.json')).code).toBe(1);
  });

  test('update takes in what grew when it is told to', async () => {
    await run('baseline', 'write', 'start.ndjson', '--out', 'grows.json');
    const { code } = await run(
      'baseline',
      'update',
      'worse.ndjson',
      '--baseline',
      'grows.json',
      '--accept-growth',
    );
    expect(code).toBe(0);
    expect((await run('gate', 'worse.ndjson', '--baseline', 'grows.json')).code).toBe(0);
  });

  test('update does not make an edited one look reviewed', async () => {
    const { code, stderr } = await run('baseline', 'update', 'same.ndjson', '--baseline', 'edited.json');
    expect(code).toBe(3);
    expect(stderr).toContain('changed by hand');
  });

  test('update does not lose an account that was not read', async () => {
    const other = '444455556666';
    writeSnapshot(
      at('other-account.ndjson'),
      {
        header: {
          record: 'header',
          schema: snapshotSchema,
          tool: { name: 'test', version: '0' },
          collectedAt: later,
        },
        records: [role('app', lambda, { account: other })],
        coverage: [
          { connector: 'aws', scope: other, source: 'test', status: 'complete', detail: '', gives: all },
        ],
      },
      later,
    );
    await run('baseline', 'write', 'start.ndjson', '--out', 'scopes.json');
    const refused = await run('baseline', 'update', 'other-account.ndjson', '--baseline', 'scopes.json');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`--without-scope ${account}`);
  });
});

describe('a pull request does not approve itself', () => {
  const repository = at('repository');
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], {
      cwd: repository,
      encoding: 'utf8',
    });
  const inside = (...args: readonly string[]) => cli(args, { cwd: join(repository, 'infra') });
  const file = (name: string): string => join(repository, 'infra', name);

  beforeAll(async () => {
    mkdirSync(join(repository, 'infra'), { recursive: true });
    git('init', '--quiet', '--initial-branch=main');
    await cli(['baseline', 'write', at('start.ndjson')], { cwd: join(repository, 'infra') });
    git('add', '.');
    git('commit', '--quiet', '--message=baseline');
    git('checkout', '--quiet', '-b', 'change');
    // The change brings an administrator, and along with it all that would let it pass.
    await inside('baseline', 'update', at('worse.ndjson'), '--accept-growth');
    writeFileSync(file('nhi-audit.exceptions.yaml'), exceptionFor('2026-06-14'));
    git('add', '.');
    git('commit', '--quiet', '--message=approve-myself');
  }, 60_000);

  test('without --base-ref it would', async () => {
    expect((await inside('gate', at('worse.ndjson'))).code).toBe(0);
  });

  test('with --base-ref it fails', async () => {
    const { code, stdout } = await inside('gate', at('worse.ndjson'), '--base-ref', 'main');
    expect(stdout).toContain('new-standing-grant');
    expect(code).toBe(1);
  });

  test('a commit id, and one before another', async () => {
    const commit = git('rev-parse', 'main').trim();
    expect((await inside('gate', at('worse.ndjson'), '--base-ref', commit)).code).toBe(1);
    expect((await inside('gate', at('worse.ndjson'), '--base-ref', 'change~1')).code).toBe(1);
    expect((await inside('gate', at('worse.ndjson'), '--base-ref', 'change')).code).toBe(0);
  });

  test('nor by loosening the configuration', async () => {
    writeFileSync(file('nhi-audit.yaml'), 'gate: { level: control, editedBaseline: warn }\n');
    const { code } = await inside('gate', at('worse.ndjson'), '--base-ref', 'main');
    expect(code).toBe(1);
    writeFileSync(file('nhi-audit.yaml'), '');
  });

  test('nor by putting a link in the place of the baseline', async () => {
    writeFileSync(at('elsewhere.json'), readFileSync(file('nhi-audit.baseline.json')));
    symlinkSync(at('elsewhere.json'), file('linked.json'));
    git('add', '.');
    git('commit', '--quiet', '--message=link');
    const { code } = await inside(
      'gate',
      at('worse.ndjson'),
      '--base-ref',
      'main',
      '--baseline',
      'linked.json',
    );
    expect(code).toBe(3);
    expect(
      (await inside('gate', at('worse.ndjson'), '--base-ref', 'change', '--baseline', 'linked.json')).code,
    ).toBe(3);
  });

  test('a base without a baseline gives no verdict', async () => {
    const { code, stdout } = await inside(
      'gate',
      at('same.ndjson'),
      '--base-ref',
      'main',
      '--baseline',
      'new.json',
    );
    expect(code).toBe(3);
    expect(stdout).toContain('base branch');
  });

  test('a base that was not fetched gives no verdict', async () => {
    const { code, stdout } = await inside('gate', at('same.ndjson'), '--base-ref', 'origin/main');
    expect(code).toBe(3);
    expect(stdout).toContain('fetch');
  });

  test('a baseline outside of the repository has no base', async () => {
    const { code } = await inside(
      'gate',
      at('same.ndjson'),
      '--base-ref',
      'main',
      '--baseline',
      at('edited.json'),
    );
    expect(code).toBe(2);
  });
});
