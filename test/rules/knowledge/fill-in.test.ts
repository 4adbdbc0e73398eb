import { expect, test } from 'vitest';
import { fillIns, withFillIns } from '../../../rules/knowledge/fill-in.ts';

test('every word that is to be filled in is explained', () => {
  expect(
    Object.entries(fillIns).filter(([word, says]) => !/^[A-Z_]+$/.test(word) || says.length < 6),
  ).toEqual([]);
});

test.each<[fix: string, explained: readonly string[]]>([
  ['Do ADDRESS.\naws x --name TEAM', ['TEAM']],
  ['Do.\naws x --name TEAM TEAM --to ADDRESS', ['TEAM', 'ADDRESS']],
  ['Do.\naws x --name CREDENTIAL_NAME', ['CREDENTIAL_NAME']],
  ['Do.\naws x --name MY_TEAM A-TEAM TEAMS', []],
  ['Do.', []],
])('%j', (fix, explained) => {
  expect(withFillIns(fix)).toBe(
    [fix, ...explained.map((word) => `# fill in ${word}: ${fillIns[word]}`)].join('\n'),
  );
});
