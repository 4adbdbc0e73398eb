import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';

/** What reviewers stumbled over, each with what a cloud engineer would write. */
const banned: readonly (readonly [RegExp, string])[] = [
  [/nothing that gives it/i, 'was not provided: add …'],
  [/gave no way in/i, 'credential data was not provided'],
  [/attested identit/i, 'workload identity'],
  [/\bfor good\b/i, 'permanently'],
  [/\bwithout an end\b/i, 'without expiry'],
  [/\bnobody misses it\b/i, 'after a while without errors'],
  [/\bprovider holds for itself\b/i, 'that the provider manages itself'],
  [/\btake (?:this one|it) away\b/i, 'remove it'],
  [/\bnot looked into\b/i, 'not analysed'],
  [/\bfacts of (?:\d|\$\{|`|')|'facts of'/i, 'data as of'],
  [/\bfalls (?:to|with) (?!him|her|them)/i, 'is within the blast radius of'],
  [/\bone of the two is meant\b/i, 'contradict each other'],
  [/\bnothing is asked\b/i, 'no … was given'],
  [/\bof no time\b/i, 'has no valid timestamp'],
  [/\bcompared by themselves\b/i, 'cannot be given together with'],
  [/\bmachines? of one['’]s own\b/i, 'self-hosted runner'],
  [
    /\bit (?:is not said where|says (?:since when|what goes))\b/i,
    'no … was given; … has no effect without …',
  ],
  [/\bstarted by whoever\b/i, 'can be started by'],
  [/\bwhatever (?:their|its) hops\b/i, 'number of steps'],
  [/\bgets hold of\b/i, 'compromises'],
  [/\bends? by (?:itself|themselves)\b|\bended by itself\b/i, 'expires'],
  [/\bend the (?:key|token|old one|old value|authorisation)\b/i, 'revoke'],
  [/\bpoints more of the estate fall\b/i, 'percentage points more … are compromised'],
  [/\bit is not said wh/i, 'no … was given'],
  [/\bstands for (?:nothing|too much)\b/i, 'refers to something that is not defined; expands to too much'],
  [/\bthat is told to have\b/i, 'that reports … as enabled'],
  [/\bare told apart\b/i, 'are analysed separately'],
  [/\bmembers let (?:in|them in)\b/i, 'members authorised'],
  [/\bout of the trust of\b/i, 'from the trust policy of'],
  [/\bmakes it anew\b/i, 'registers it again'],
  [/\bof whom nobody can tell\b/i, 'that cannot be identified'],
];

const bannedIn = (text: string): readonly string[] =>
  banned.flatMap(([pattern, better]) => {
    const found = pattern.exec(text.replaceAll(/\s+/g, ' '));
    return found === null ? [] : [`"${found[0]}": ${better}`];
  });

/** Source without what is only for its reader: lines of comments. A phrase in a text goes over no line of code. */
const textsOf = (source: string): string =>
  source
    .split('\n')
    .filter((line) => !/^\s*(?:\/\/|\/\*|\*)/.test(line))
    .join('\n');

/** Files whose texts people see: reports, messages of commands, findings and fixes of connectors. */
const sourcesIn = (folder: string, room: string): readonly string[] =>
  readdirSync(join(folder, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${room}/${name}`)
    .sort();

test('comments are not texts, and what stands in code is', () => {
  expect(bannedIn(textsOf("/**\n * Keys without an end.\n */\nconst a = 'x';"))).toEqual([]);
  expect(bannedIn(textsOf('  // It falls with the others\n  a();'))).toEqual([]);
  expect(bannedIn(textsOf("say('a key without an end');"))).toEqual(['"without an end": without expiry']);
  expect(bannedIn(textsOf('<p>\n  of the estate falls to\n  an identity</p>'))).toHaveLength(1);
  expect(bannedIn(textsOf("right('falls', 5)"))).toEqual([]);
});

test('the list finds what it is for, across a line break too', () => {
  expect(bannedIn('a key without an\n  end')).toEqual(['"without an end": without expiry']);
  expect(bannedIn('a key without expiry')).toEqual([]);
});

describe('no phrase of our own making', () => {
  test.each(rules.map((rule) => [rule.id, rule] as const))('in %s', (_, { title, why, limits, remedy }) => {
    expect([title, why, limits, remedy].flatMap(bannedIn)).toEqual([]);
  });
  const folder = new URL('../../', import.meta.url);
  test.each([
    'README.md',
    ...readdirSync(new URL('docs/', folder)).flatMap((name) =>
      name.endsWith('.md') ? [`docs/${name}`] : [],
    ),
  ])('in %s', (path) => {
    expect(bannedIn(readFileSync(new URL(path, folder), 'utf8'))).toEqual([]);
  });
  const root = fileURLToPath(folder);
  test.each(['reports', 'src/cli', 'src/audit', 'src/notices', 'src/plan', 'connectors'])(
    'in texts of %s',
    (room) => {
      const files = sourcesIn(root, room);
      expect(files.length).toBeGreaterThan(5);
      const found = files.flatMap((path) =>
        bannedIn(textsOf(readFileSync(join(root, path), 'utf8'))).map((each) => `${path}: ${each}`),
      );
      expect(found).toEqual([]);
    },
  );
});
