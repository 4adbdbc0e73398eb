import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { changeClasses } from '../../../src/model/gate.ts';
import { defaultSettings } from '../../../src/model/settings.ts';

const page = readFileSync('docs/gate.md', 'utf8');

test('docs/gate.md names every class of change', () => {
  for (const kind of changeClasses) expect(page).toContain(`\`${kind}\``);
});

test.each(['docs/gate.md', 'docs/exceptions.md', 'docs/ci.md'])(
  '%s names only settings that there are',
  (name) => {
    const text = readFileSync(name, 'utf8');
    const settings = defaultSettings as unknown as Readonly<Record<string, object>>;
    for (const [, group, key] of text.matchAll(/`(gate|thresholds|exceptions)\.(\w+)`/g)) {
      if (key === 'md' || key === 'csv') continue;
      expect(Object.keys(settings[group!]!)).toContain(key);
    }
  },
);
