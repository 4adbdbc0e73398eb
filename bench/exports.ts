/**
 * `node bench/exports.ts [megabytes]`: how fast exports are split into elements, beside `JSON.parse` and beside
 * `@streamparser/json` (the parser to take if ours were not twice as fast) on the same bytes in the same run. Each
 * figure is the best of five, taken in turn, each in a process of its own: what took longer was disturbed.
 */
import { execFileSync } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { JSONParser } from '@streamparser/json';
import { splitDocuments, splitPages } from '../src/exports/json-elements.ts';
import { openSourceFile } from '../src/exports/source-file.ts';
import { writeEstate } from './estate.ts';

const lists = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'];
const remedies = { remake: '', damaged: '' };
const runs = 5;

const count = (pieces: Iterable<{ readonly kind: string }>): number => {
  let elements = 0;
  for (const { kind } of pieces) if (kind === 'element') elements += 1;
  return elements;
};

const pagesOf = (path: string): number =>
  count(splitPages(openSourceFile(path), { lists: new Set(lists), values: new Set() }, remedies));

/** Each way gives the number of elements that it has seen, so that all have done the same. */
const ways: Readonly<Record<string, (path: string) => number>> = {
  'JSON.parse of the whole': (path) => {
    const whole = JSON.parse(readFileSync(path, 'utf8'));
    return lists.reduce((sum, list) => sum + whole[list].length, 0);
  },
  'JSON.parse line by line': (path) =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)).length,
  'src/exports, pages': pagesOf,
  'src/exports, documents': (path) => count(splitDocuments(openSourceFile(path), remedies)),
  '@streamparser/json': (path) => {
    let elements = 0;
    const parser = new JSONParser({ paths: lists.map((list) => `$.${list}.*`), keepStack: false });
    parser.onValue = () => {
      elements += 1;
    };
    for (const chunk of openSourceFile(path).chunks()) parser.write(chunk);
    return elements;
  },
  '@streamparser/json, documents': (path) => {
    let elements = 0;
    const parser = new JSONParser({ paths: ['$'], separator: '\n', keepStack: false });
    parser.onValue = () => {
      elements += 1;
    };
    for (const chunk of openSourceFile(path).chunks()) parser.write(chunk);
    return elements;
  },
};

interface Run {
  readonly milliseconds: number;
  readonly elements: number;
}

const measure = (way: string, path: string): Run =>
  JSON.parse(
    execFileSync(process.execPath, [new URL(import.meta.url).pathname, way, path], { encoding: 'utf8' }),
  );

const best = (all: readonly Run[]): Run =>
  all.reduce((least, run) => (run.milliseconds < least.milliseconds ? run : least));

const writeForms = async (folder: string, megabytes: number) => {
  const path = (name: string): string => join(folder, name);
  // 1.8 kB a principal.
  writeEstate(path('cli.json'), Math.round((megabytes * 1_000_000) / 1804));
  const whole = JSON.parse(readFileSync(path('cli.json'), 'utf8'));
  writeFileSync(path('compact.json'), JSON.stringify(whole));
  writeFileSync(path('utf16.json'), `\uFEFF${readFileSync(path('cli.json'), 'utf8')}`, 'utf16le');
  writeFileSync(
    path('lines.ndjson'),
    lists.flatMap((list) => whole[list].map((element: unknown) => `${JSON.stringify(element)}\n`)).join(''),
  );
  await pipeline(createReadStream(path('cli.json')), createGzip(), createWriteStream(path('cli.json.gz')));
  return {
    cli: path('cli.json'),
    compact: path('compact.json'),
    utf16: path('utf16.json'),
    lines: path('lines.ndjson'),
    packed: path('cli.json.gz'),
  };
};

const [way, given] = process.argv.slice(2);
if (way !== undefined && way in ways && given !== undefined) {
  const start = performance.now();
  const elements = ways[way]!(given);
  process.stdout.write(JSON.stringify({ milliseconds: performance.now() - start, elements }));
} else {
  const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const forms = await writeForms(folder, Number(way ?? 100));
  const table: readonly (readonly [
    form: string,
    compared: readonly (readonly [way: string, path: string])[],
  ])[] = [
    [
      'as the AWS CLI writes it',
      [
        ['JSON.parse of the whole', forms.cli],
        ['src/exports, pages', forms.cli],
        ['@streamparser/json', forms.cli],
      ],
    ],
    [
      'without white space',
      [
        ['JSON.parse of the whole', forms.compact],
        ['src/exports, pages', forms.compact],
        ['@streamparser/json', forms.compact],
      ],
    ],
    [
      'one document a line',
      [
        ['JSON.parse line by line', forms.lines],
        ['src/exports, documents', forms.lines],
        ['@streamparser/json, documents', forms.lines],
      ],
    ],
    [
      'as the AWS CLI writes it, UTF-16, packed',
      [
        ['JSON.parse of the whole', forms.cli],
        ['src/exports, pages', forms.utf16],
        ['src/exports, pages', forms.packed],
      ],
    ],
  ];
  for (const [form, compared] of table) {
    process.stdout.write(`${form}\n`);
    const rounds = Array.from({ length: runs }, () => compared.map(([way, path]) => measure(way, path)));
    const results = compared.map((_, index) => best(rounds.map((round) => round[index]!)));
    for (const [index, { milliseconds, elements }] of results.entries()) {
      const [name, path] = compared[index]!;
      const ratio = (milliseconds / results[0]!.milliseconds).toFixed(2);
      const size = (statSync(path).size / 1_000_000).toFixed(0);
      process.stdout.write(
        `  ${name.padEnd(32)}${size.padStart(5)} MB ${milliseconds.toFixed(0).padStart(6)} ms ${ratio.padStart(6)} × JSON.parse  ${elements} elements\n`,
      );
    }
  }
}
