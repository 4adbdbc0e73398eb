import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCheckout, repositoryNameOf } from '../../../../connectors/github/import/checkout.ts';
import { gather } from '../../../../src/pipeline/facts.ts';
import { fileSource } from '../../../../src/pipeline/file-source.ts';

const folder = (): string => {
  const root = mkdtempSync(join(tmpdir(), 'nhi-checkout-'));
  mkdirSync(join(root, '.github', 'workflows'), { recursive: true });
  mkdirSync(join(root, '.git'));
  writeFileSync(
    join(root, '.git', 'config'),
    '[core]\n\tbare = false\n[remote "origin"]\n\turl = git@github.com:acme/web.git\n\tfetch = +refs/heads/*\n',
  );
  writeFileSync(join(root, '.git', 'HEAD'), 'ref: refs/heads/main\n');
  return root;
};

describe('a checkout', () => {
  it('gives its workflows without what looks like a secret, and says what it cannot tell', async () => {
    const root = folder();
    const place = join(root, '.github', 'workflows');
    writeFileSync(
      join(place, 'ci.yml'),
      'on: push\njobs:\n  a:\n    env:\n      API_TOKEN: really-secret-1\n',
    );
    writeFileSync(join(place, 'notes.txt'), 'x');
    symlinkSync('/etc/passwd', join(place, 'out.yml'));
    const { records, coverage } = await gather([fileSource(root)]);
    expect(records).toMatchObject([
      { record: 'github.repository', scope: 'acme/web', data: { full_name: 'acme/web', name: 'web' } },
      {
        record: 'github.workflow',
        id: 'acme/web/.github/workflows/ci.yml',
        data: { ref: 'main', blanked: 1, secrets: [{ kind: 'named-value', line: 5 }] },
      },
    ]);
    expect(JSON.stringify(records)).not.toContain('really-secret');
    expect(coverage.map(({ status }) => status)).toEqual(['partial', 'skipped']);
  });

  it('tells who owns its workflows, by the first file that there is', async () => {
    const root = folder();
    writeFileSync(join(root, '.github', 'workflows', 'ci.yml'), 'on: push\n');
    writeFileSync(join(root, 'CODEOWNERS'), '* @acme/all\n.github/ @acme/ci @mona\n');
    const owners = async () =>
      (await gather([fileSource(root)])).records.filter(({ record }) => record === 'github.codeowners');
    expect(await owners()).toMatchObject([
      { id: 'acme/web/CODEOWNERS', data: { path: 'CODEOWNERS', owners: ['@acme/ci', '@mona'] } },
    ]);
    // GitHub reads up to 3 MB.
    writeFileSync(join(root, 'CODEOWNERS'), `${'# x\n'.repeat(500_000)}* @acme/late\n`);
    expect(await owners()).toMatchObject([{ data: { owners: ['@acme/late'] } }]);
    writeFileSync(join(root, 'CODEOWNERS'), `${'# x\n'.repeat(800_000)}* @acme/late\n`);
    expect(await owners()).toEqual([]);
    writeFileSync(join(root, '.github', 'CODEOWNERS'), '# nobody\n');
    expect(await owners()).toMatchObject([{ data: { path: '.github/CODEOWNERS', owners: [] } }]);
  });

  it('says which actions of its own it did not read, and goes on with the others', async () => {
    const root = folder();
    const put = (name: string, text: string): void => {
      mkdirSync(join(root, name));
      writeFileSync(join(root, name, 'action.yml'), text);
    };
    const told = async (uses: readonly string[]): Promise<readonly (string | undefined)[]> => {
      writeFileSync(
        join(root, '.github', 'workflows', 'ci.yml'),
        `on: push\njobs: { a: { steps: [${uses.map((each) => `{ uses: ${each} }`).join(', ')}] } }\n`,
      );
      const { records, coverage } = await gather([fileSource(root)]);
      return [
        ...records.flatMap(({ record, id }) => (record === 'github.local-action' ? [id] : [])),
        coverage[0]?.status,
        coverage[0]?.detail,
      ];
    };
    put('good', 'runs: { using: composite, steps: [{ run: make }] }\n');
    put('large', '#'.repeat(1_200_000));
    put('broken', 'a: [\n');
    symlinkSync('good', join(root, 'linked'));
    expect(await told(['./good'])).toEqual(['acme/web/good/action.yml', 'complete', '']);
    expect(await told(['./good', './large', './broken', './linked', './gone'])).toEqual([
      'acme/web/broken/action.yml',
      'acme/web/good/action.yml',
      'partial',
      'actions that were not read: ./broken (its text is no sound YAML), ./gone (there is no such action in the checkout), ./large (it is larger than 1 MiB), ./linked (it lies behind a link)',
    ]);
    expect((await told(['./a', './b', './c', './d', './e', './f'])).at(-1)).toMatch(/, and 1 more$/);
  });

  it('needs workflows', () => {
    expect(() => openCheckout(mkdtempSync(join(tmpdir(), 'nhi-empty-')))).toThrow(/no \.github\/workflows/);
  });

  it.each([
    ['https://github.com/acme/web', 'acme/web'],
    ['https://github.com/acme/web.git', 'acme/web'],
    ['ssh://git@github.com/acme/web.git/', 'acme/web'],
  ])('is named by its remote %s', (url, name) => {
    expect(repositoryNameOf(`[remote "origin"]\n  url = ${url}\n`, '/x/y')).toBe(name);
  });

  it('is named by its folder without a remote', () => {
    expect(repositoryNameOf(undefined, '/x/y')).toBe('y');
  });
});
