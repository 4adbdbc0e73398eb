import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { githubCalls } from '../../../../connectors/github/collect/calls.ts';

const page = new URL('../../../../docs/api-calls/github.md', import.meta.url);

const section = (name: string): string => {
  const text = readFileSync(page, 'utf8');
  const [, inside] = new RegExp(`<!-- ${name} -->\n([\\s\\S]*?)\n<!-- /${name} -->`).exec(text) ?? [];
  return inside ?? '';
};

describe('docs/api-calls/github.md', () => {
  it('lists every call of the code, what it needs and when it is made', () => {
    const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');
    const rows = githubCalls.map(
      ({ id, permissions, scope, part, why, when }) =>
        `| \`${id}\` | ${code(permissions) || 'none'} | ${scope === '' ? (permissions.length === 0 ? 'none' : '–') : `\`${scope}\``} | ${part} | ${why} | ${when} |`,
    );
    const head = '| Call | App permission (read) | Classic token | Part | What for | When |';
    expect(section('calls')).toBe([head, '|---|---|---|---|---|---|', ...rows].join('\n'));
  });
});
