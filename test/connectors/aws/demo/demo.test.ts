import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute } from 'node:path';
import { describe, expect, test } from 'vitest';
import { demoCollectedAt, demoFiles } from '../../../../connectors/aws/demo/index.ts';
import { demoAccounts, demoEstateFiles } from '../../../../scripts/make-demo-estate.ts';

const texts = new Map(demoFiles.map((file) => [basename(file), readFileSync(file, 'utf8')]));
const all = [...texts.values()].join('\n');
const parsed = [...texts].flatMap(([name, text]) =>
  name.endsWith('.json') ? [{ name, value: JSON.parse(text) as Record<string, unknown> }] : [],
);

/** Every value below a key, wherever it stands. */
const valuesOf = (value: unknown, key: string): readonly unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === key ? [inner] : []),
    ...valuesOf(inner, key),
  ]);
};

const detailsOf = (list: string) =>
  parsed.flatMap(({ name, value }) =>
    name.endsWith('authorization-details.json') ? (value[list] as readonly { readonly Arn: string }[]) : [],
  );

const reportRows = [...texts].flatMap(([name, text]) => {
  if (!name.endsWith('.csv')) return [];
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const columns = header.split(',');
  return lines.map((line) => new Map(line.split(',').map((value, index) => [columns[index] ?? '', value])));
});

describe('the files of the demo estate', () => {
  test('are what scripts/make-demo-estate.ts writes today', () => {
    expect([...texts.keys()].sort()).toEqual([...demoEstateFiles().keys()].sort());
    for (const [name, text] of demoEstateFiles()) {
      expect(texts.get(name) === text, `${name}: run "node scripts/make-demo-estate.ts"`).toBe(true);
    }
  });

  test('are named by absolute path, and nothing else lies beside them', () => {
    expect(demoFiles.every((file) => isAbsolute(file) && existsSync(file))).toBe(true);
    const beside = readdirSync(dirname(demoFiles[0]!)).filter((name) => !/\.(ts|js|d\.ts|md)$/.test(name));
    expect(beside.sort()).toEqual(
      [...texts.keys(), 'nhi-audit.baseline.json', 'nhi-audit.exceptions.yaml', 'plan'].sort(),
    );
  });

  test('are smaller than 1.5 MB together', () => {
    expect(demoFiles.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(1_500_000);
  });

  test('hold 150 to 200 identities, each ARN once', () => {
    const arns = [...detailsOf('UserDetailList'), ...detailsOf('RoleDetailList')].map(({ Arn }) => Arn);
    expect(new Set(arns).size).toBe(arns.length);
    const roots = reportRows.filter((row) => row.get('user') === '<root_account>').length;
    expect(roots).toBe(2);
    expect(arns.length + roots).toBeGreaterThanOrEqual(150);
    expect(arns.length + roots).toBeLessThanOrEqual(200);
  });

  test('have policy documents as AWS prints them, with at least one statement each', () => {
    const documents = parsed.flatMap(({ value }) =>
      ['AssumeRolePolicyDocument', 'PolicyDocument', 'Document'].flatMap((key) => valuesOf(value, key)),
    ) as readonly { readonly Version: string; readonly Statement: readonly Record<string, unknown>[] }[];
    expect(documents.length).toBeGreaterThan(200);
    for (const { Version, Statement } of documents) {
      expect(Version).toBe('2012-10-17');
      expect(Statement.length).toBeGreaterThan(0);
      for (const statement of Statement) {
        expect(['Allow', 'Deny']).toContain(statement.Effect);
        expect('Action' in statement || 'NotAction' in statement).toBe(true);
        expect('Resource' in statement || 'Principal' in statement).toBe(true);
      }
    }
  });

  test('attach only policies whose text is there, and no inline policy is longer than AWS allows', () => {
    const known = new Set(detailsOf('Policies').map(({ Arn }) => Arn));
    for (const { value } of parsed) {
      for (const arn of valuesOf(value, 'PolicyArn')) expect(known).toContain(arn);
      for (const arn of valuesOf(value, 'PermissionsBoundaryArn')) expect(known).toContain(arn);
      for (const document of valuesOf(value, 'PolicyDocument')) {
        expect(JSON.stringify(document).length).toBeLessThan(10_240);
      }
    }
  });

  test('have one row of the credential report for each user and root, with every column', () => {
    const users = detailsOf('UserDetailList').map(({ Arn }) => Arn);
    const rows = reportRows.map((row) => row.get('arn'));
    expect(rows.filter((arn) => arn?.endsWith(':root') === false).sort()).toEqual([...users].sort());
    for (const row of reportRows) expect(row.size).toBe(22);
  });

  test('tell a life in order: made, then given a key, then used, all before the collection', () => {
    const collected = Date.parse(demoCollectedAt);
    for (const row of reportRows) {
      const time = (column: string) => Date.parse(row.get(column) ?? '');
      const made = time('user_creation_time');
      expect(made).toBeLessThan(collected);
      for (const key of ['access_key_1', 'access_key_2']) {
        const [rotated, used] = [time(`${key}_last_rotated`), time(`${key}_last_used_date`)];
        if (Number.isNaN(rotated)) continue;
        expect(rotated, `${row.get('user')} ${key}`).toBeGreaterThan(made);
        if (Number.isNaN(used)) continue;
        expect(used, `${row.get('user')} ${key}`).toBeGreaterThan(rotated);
        expect(used).toBeLessThanOrEqual(collected);
      }
    }
    for (const key of ['CreateDate', 'LastUsedDate', 'UpdateDate']) {
      for (const { value } of parsed) {
        for (const date of valuesOf(value, key))
          expect(Date.parse(String(date))).toBeLessThanOrEqual(collected);
      }
    }
  });

  test('name workloads that run with roles of the same account', () => {
    const roles = new Set(detailsOf('RoleDetailList').map(({ Arn }) => Arn));
    const results = parsed.flatMap(({ value }) => (value.Results ?? []) as readonly string[]);
    expect(results.length).toBeGreaterThan(60);
    for (const result of results) {
      const workload = JSON.parse(result) as { readonly arn: string; readonly accountId: string };
      expect(workload.arn.split(':')[4]).toBe(workload.accountId);
      const named = [...result.matchAll(/arn:aws:iam::\d+:(?:role|instance-profile)\/[\w/+=,.@-]+/g)].map(
        ([arn]) => arn.replace(':instance-profile/', ':role/'),
      );
      expect(named.length).toBeGreaterThan(0);
      for (const arn of named) expect(roles).toContain(arn);
    }
  });

  test('name the role that the scan runs as, in both accounts', () => {
    const roles = new Set(detailsOf('RoleDetailList').map(({ Arn }) => Arn));
    const callers = parsed.flatMap(({ value }) => valuesOf(value, 'Account').map(() => value.Arn as string));
    expect(callers).toHaveLength(demoAccounts.length);
    for (const arn of callers) {
      const [, account, role] = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(arn) ?? [];
      expect(roles).toContain(`arn:aws:iam::${account}:role/${role}`);
    }
  });
});

describe('nothing in the demo estate can be taken for real', () => {
  test('account ids are those of documentation', () => {
    // The last is the end of an object id of the tenant.
    const fictional = ['111122223333', '444455556666', '777788889999', '123456789012', '000000000012'];
    const found = new Set([...all.matchAll(/(?<![0-9a-f])\d{12}(?![0-9a-f])/g)].map(([id]) => id));
    expect([...found].filter((id) => !fictional.includes(id))).toEqual([]);
  });

  test('unique ids carry EXAMPLE', () => {
    const ids = [...all.matchAll(/\b(?:AKIA|ASIA|ACCA|AIDA|AROA|AIPA|ANPA|AGPA)[A-Z0-9]{12,}/g)].map(
      ([id]) => id,
    );
    expect(ids.length).toBeGreaterThan(150);
    for (const id of ids) expect(id).toContain('EXAMPLE');
  });

  test('there is no secret: no field for one, no access key, no private key, no token', () => {
    const forbidden =
      /SecretAccessKey|ServicePassword|ServiceCredentialSecret|SessionToken|PRIVATE KEY|\bA[KS]IA/;
    expect(all).not.toMatch(forbidden);
    const random = [...all.matchAll(/[A-Za-z0-9+/]{40,}={0,2}/g)]
      .map(([text]) => text)
      .filter((text) => /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && !text.includes('/'));
    expect(random).toEqual([]);
  });

  test('mail addresses are of example.com', () => {
    for (const [address] of all.matchAll(/[\w.*-]+@[\w.-]+\.[a-z]+/g))
      expect(address).toMatch(/@example\.com$/);
  });
});
