import { test } from 'vitest';
import { readFileSync, globSync } from 'node:fs';
import { canaries } from './support/canaries.ts';
test('x', () => {
  for (const f of process.env.FF!.split(',')) {
    const walk = (v: any, p: string): void => { if (typeof v === 'string') { const c = canaries.find(([, , s]) => v.includes(s)); if (c) { const i = v.indexOf(c[2]); console.log('L', f.slice(-30), p, '|', v.slice(Math.max(0, i - 90), i + 10).replaceAll('\n', '~')); } } else if (v && typeof v === 'object') for (const [k, x] of Object.entries(v)) { walk(x, p + '.' + k); walk(k, p + '.<key>'); } };
    walk(JSON.parse(readFileSync(f, 'utf8')), '');
  }
});
