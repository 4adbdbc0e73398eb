import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { azureRemedies } from '../../connectors/azure/remedies.ts';
import { gcpRemedies } from '../../connectors/gcp/remedies.ts';
import { githubRemedies } from '../../connectors/github/remedies.ts';
import { fill } from '../../src/model/command-line.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { RemedyTable } from '../../src/model/remedy.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { audit } from '../../src/pipeline/audit.ts';
import { wrongWith } from '../support/command-tables.ts';
import { demoResult } from '../support/demo.ts';
import { awsSample, azureSample, gcpSample } from '../support/fix-estates.ts';
import { interpretations } from '../support/providers.ts';

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

describe('every finding has a command or a document', () => {
  test('of the sample estate', async () => {
    const { findings } = await demoResult();
    expect(findings.length).toBeGreaterThan(80);
    expect(telling(findings)).toEqual([]);
  });
  test('of Azure', () => {
    const { findings } = auditOf(azureSample(), 'azure');
    expect(new Set(findings.map(({ rule }) => rule)).size).toBeGreaterThan(8);
    expect(telling(findings)).toEqual([]);
  });
  test('of Google Cloud', () => {
    const { findings } = auditOf(gcpSample(), 'gcp');
    expect(new Set(findings.map(({ rule }) => rule)).size).toBeGreaterThan(4);
    expect(telling(findings)).toEqual([]);
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
