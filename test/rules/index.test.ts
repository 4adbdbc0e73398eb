import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { controlsByRisk } from '../../rules/knowledge/controls.ts';
import { frameworks } from '../../rules/knowledge/frameworks/index.ts';
import { rulePages, rulePagesFolder } from '../../scripts/write-rule-pages.ts';
import { inputKinds } from '../../src/model/coverage.ts';
import { owaspRisks } from '../../src/model/finding.ts';

const rulesFolder = join(import.meta.dirname, '..', '..', 'rules');

test('every rule file is listed, under the name of its rule', () => {
  const files = readdirSync(rulesFolder).filter((name) => name.endsWith('.ts') && name !== 'index.ts');
  expect(rules.map(({ id }) => `${id}.ts`)).toEqual(files.sort());
});

test('ids are unique', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test('has an id in kebab-case', () => {
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  test('names OWASP risks and inputs that exist, and facets', () => {
    expect(rule.owasp.length).toBeGreaterThan(0);
    expect(Object.keys(owaspRisks)).toEqual(expect.arrayContaining([...rule.owasp]));
    expect(rule.needs.length).toBeGreaterThan(0);
    expect(inputKinds).toEqual(expect.arrayContaining([...rule.needs]));
    expect(rule.facets.length).toBeGreaterThan(0);
  });

  test('says why, what it leaves out, and how to end it, with a command or a policy', () => {
    expect(rule.why.length).toBeGreaterThan(100);
    expect(rule.limits).toMatch(/^- /);
    expect(rule.remedy).toMatch(/```(sh|json)\n/);
  });

  test('rests on pages that can be opened', () => {
    expect(rule.sources.length).toBeGreaterThan(0);
    for (const source of rule.sources) expect(new URL(source).protocol).toBe('https:');
  });

  test('has the controls of its risks', () => {
    for (const risk of rule.owasp) {
      for (const [framework, ids] of Object.entries(controlsByRisk[risk])) {
        const without = frameworks.find(({ name }) => name === framework)?.notByRule?.[rule.id] ?? [];
        const claimed = rule.controls[framework] ?? [];
        expect(claimed).toEqual(expect.arrayContaining(ids.filter((id) => !without.includes(id))));
        expect(claimed.filter((id) => without.includes(id))).toEqual([]);
      }
    }
  });
});

describe('docs/rules', () => {
  const pages = rulePages();

  test('holds a page for each rule, an index, and nothing else', () => {
    expect(readdirSync(rulePagesFolder).sort()).toEqual([...pages.keys()].sort());
  });

  test.each([...pages])('%s is what "npm run docs" writes', (name, text) => {
    expect(readFileSync(join(rulePagesFolder, name), 'utf8')).toBe(text);
  });
});
