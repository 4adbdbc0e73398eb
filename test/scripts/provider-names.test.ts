import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { connectors } from '../../connectors/index.ts';

/** What providers are called, in code: their ids and titles, and those who make them; and words made of these: `azuread`. */
const names = new RegExp(
  `(?<![a-z])(?:${[
    ...connectors.flatMap(({ id, title }) => [`${id}[a-z0-9]*`, title]),
    'amazon[a-z0-9]*',
    'entra',
    'gcloud',
    'google[a-z0-9]*',
    'microsoft[a-z0-9]*',
    'octokit',
  ].join('|')})(?![a-z])`,
  'i',
);

/** As words: `awsRole`, `AWSRole`, and of a pattern without the letters that mean something, `\\bMicrosoft`. */
const inWords = (line: string): string =>
  line.replace(/\\[bBdDsSwW]/g, ' ').replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ');

/** One with a capital of its own within: `isGitHubApp`. */
const titles = connectors.map(({ title }) => title.replaceAll(' ', ''));

const namesProvider = (line: string): boolean =>
  names.test(inWords(line)) || names.test(line) || titles.some((title) => line.includes(title));

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
  {
    path: /^src\/plan\/(?:privilege-fields|visible-privilege)\.ts$/,
    why: 'arguments and templates of resources of any provider: which give privileges is known by what they are called',
  },
  {
    path: /^scripts\/make-(?:aws|azure|entra|gcp|github)-[\w-]+\.ts$/,
    why: 'makes the tables of one provider',
  },
  {
    path: /^scripts\/make-(?:delegated-scopes|graph-permissions)\.ts$/,
    why: 'makes the tables of one provider, whose words these are',
  },
  {
    path: /^scripts\/(?:make-resource-types\.ts$|resource-types\/)/,
    why: 'sorts the types of each provider by rules of their own',
  },
  {
    path: /^scripts\/(?:make-demo-estate\.ts$|demo-estate\/)/,
    why: 'the sample estate is of four providers',
  },
  { path: /^scripts\/write-gcp-ways\.ts$/, why: 'the page of one provider, from its tables' },
  { path: /^scripts\/unchanged\//, why: 'what is compared are scans of each provider' },
  { path: /^scripts\/mutation\/rooms\.ts$/, why: 'rooms of connectors are named by hand, with their tests' },
  { path: /^scripts\/layers\.ts$/, why: 'which room may use which SDK' },
  { path: /^scripts\/build\.ts$/, why: 'which connector lies in a file of its own in the bundle' },
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

const paths = globSync('{src,rules,reports,scripts}/**/*.{ts,tsx}').sort();

const unlisted = paths.filter((path) => !allowed.some((each) => each.path.test(path)));

describe('a name of a provider', () => {
  const lines: readonly [line: string, isNamed: boolean][] = [
    ["const role = 'aws';", true],
    ['const awsRole = 1;', true],
    ['const roleOfAWSAccount = 1;', true],
    ['isGitHubApp(identity)', true],
    ["'azuread_admin'", true],
    ['/\\bMicrosoft\\.Authorization/', true],
    ['gcp_service', true],
    ['const laws = drawsOf(draws);', false],
    ['await asked();', false],
    ['entrance, entrant, central', false],
    ['const isLazureColour = 1;', false],
  ];
  test.each(lines)('%s: %s', (line, isNamed) => {
    expect(namesProvider(line)).toBe(isNamed);
  });
});

describe('above the connectors', () => {
  test('no provider is named, but where it is listed here', () => {
    const found = unlisted.flatMap((path) =>
      acting(path, readFileSync(path, 'utf8'))
        .split('\n')
        .flatMap((line, at) => (namesProvider(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });

  test('each place that is listed names one: else it is not needed any more', () => {
    for (const { path } of allowed) {
      const texts = paths
        .filter((each) => path.test(each))
        .map((each) => acting(each, readFileSync(each, 'utf8')));
      expect(texts.some(namesProvider)).toBe(true);
    }
  });

  test('nothing is imported out of a connector: the index opens its doors', () => {
    const found = unlisted.filter((path) =>
      /['"][./]+\/connectors\/[^/'"]+\//.test(readFileSync(path, 'utf8')),
    );
    expect(found).toEqual([]);
  });
});
