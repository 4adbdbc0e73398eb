import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { connectors } from '../../connectors/index.ts';

/** What providers are called, in code: their ids and titles, and those who make them. */
const names = new RegExp(
  `(?<![a-z])(?:${[
    ...connectors.flatMap(({ id, title }) => [id, title]),
    'amazon\\w*',
    'entra',
    'google',
    'microsoft',
    'octokit',
  ].join('|')})(?![a-z])`,
  'i',
);

/** Where a provider may be named above the connectors, and why. */
const allowed: readonly { readonly path: RegExp; readonly why: string }[] = [
  { path: /^rules\/knowledge\/issuers\//, why: 'issuers of tokens are known by who they are' },
  { path: /^rules\/knowledge\/frameworks\//, why: 'benchmarks are of one provider' },
  {
    path: /^src\/redaction\/(?:detector|forms|issued)\.ts$/,
    why: 'tokens, and the rules that know them, are called after who issues them',
  },
  {
    path: /^src\/redaction\/commands\.ts$/,
    why: 'programs that take secrets as arguments are known by name',
  },
  {
    path: /^src\/(?:notices\/|model\/notify-schema\.ts$)/,
    why: 'targets of notices are services, whoever is scanned; one of them also is a provider',
  },
  {
    path: /^src\/fleet\/store\/(?:s3|gs|az)-store\.ts$/,
    why: 'an object store is read by the package of who runs it',
  },
  { path: /^src\/collection\/proxy\.ts$/, why: 'services of the machine itself are known by their address' },
  { path: /^reports\/gate\/annotations\.ts$/, why: 'a format is called after the program that reads it' },
];

/** Of a rule: the providers in which there is something to judge, and the text of its page. */
const pageText = /^ {2}about: \[[^\]]*\],$|^ {2}(?:why|limits|remedy): (?:`(?:\\.|[^`\\])*`|'[^']*'),$/gm;

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** Without comments, addresses and, of a rule, its page: what is left does something. */
const acting = (path: string, text: string): string => {
  const code = text
    .replace(/\/\*[\s\S]*?\*\//g, blank)
    .replace(/(?<=^|\s)\/\/.*$/gm, blank)
    .replace(/https?:\/\/[^\s'"`)]+/g, blank);
  return path.startsWith('rules/') ? code.replace(pageText, blank) : code;
};

const paths = globSync('{src,rules,reports}/**/*.ts').sort();

describe('above the connectors', () => {
  test('no provider is named, but where it is listed here', () => {
    const found = paths
      .filter((path) => !allowed.some((each) => each.path.test(path)))
      .flatMap((path) =>
        acting(path, readFileSync(path, 'utf8'))
          .split('\n')
          .flatMap((line, at) => (names.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])),
      );
    expect(found).toEqual([]);
  });

  test('each place that is listed names one: else it is not needed any more', () => {
    for (const { path } of allowed) {
      const texts = paths
        .filter((each) => path.test(each))
        .map((each) => acting(each, readFileSync(each, 'utf8')));
      expect(texts.some((text) => names.test(text))).toBe(true);
    }
  });

  test('nothing is imported out of a connector: the index opens its doors', () => {
    const found = paths.filter((path) => /['"][./]+\/connectors\/[^/'"]+\//.test(readFileSync(path, 'utf8')));
    expect(found).toEqual([]);
  });
});
