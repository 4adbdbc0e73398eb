import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { patternCovers, patternsMeet } from '../../src/pipeline/claim-patterns.ts';
import { lawRuns } from '../support/law-runs.ts';

describe('two patterns of a claim', () => {
  test.each([
    ['repo:acme/web:ref:refs/heads/*', 'repo:acme/web:*', true, true],
    ['repo:acme/web:ref:refs/heads/*', 'repo:acme/*:ref:refs/heads/main', true, false],
    ['repo:acme/web:ref:refs/heads/*', 'repo:acme/web:ref:refs/tags/*', false, false],
    ['repo:acme/web:pull_request', 'repo:acme*', true, true],
    ['repo:acme-evil/web:pull_request', 'repo:acme*', true, true],
    ['repo:acme-evil/web:pull_request', 'repo:acme/*', false, false],
    ['repo:acme@1/web@2:environment:prod', 'repo:acme/web:environment:prod', false, false],
    ['repo:acme@1/web@2:environment:prod', 'repo:acme*/web*:environment:prod', true, true],
    ['repo:acme/web:environment:prod', 'repo:acme/we?:environment:prod', true, true],
    ['*', '', true, false],
    ['', '*', true, true],
    ['a*c', '*b*', true, false],
    ['a*', '?', true, false],
    ['ref:*', '*:environment:x', false, false],
    ['*', 'a:b', true, false],
  ])('%s and %s: meet %s, covered %s', (offered, wanted, meet, covered) => {
    expect(patternsMeet(offered, wanted)).toBe(meet);
    expect(patternCovers(offered, wanted)).toBe(covered);
  });

  const draw = fc.array(fc.constantFrom('a', ':', '*', '?'), { maxLength: 6 }).map((all) => all.join(''));
  const drawOffer = fc.array(fc.constantFrom('a', ':', '*'), { maxLength: 6 }).map((all) => all.join(''));
  const drawText = fc.array(fc.constantFrom('a', ':'), { maxLength: 7 }).map((all) => all.join(''));
  const matches = (text: string, pattern: string): boolean =>
    new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);

  const isOffered = (text: string, pattern: string): boolean =>
    pattern === '*' || new RegExp(`^${pattern.replaceAll('*', '[^:]*')}$`).test(text);

  test('a text that both match is a meeting; what covers matches all', () => {
    fc.assert(
      fc.property(drawOffer, draw, drawText, (offered, wanted, text) => {
        const offers = isOffered(text, offered);
        if (offers && matches(text, wanted)) expect(patternsMeet(offered, wanted)).toBe(true);
        if (offers && patternCovers(offered, wanted)) expect(matches(text, wanted)).toBe(true);
      }),
      { numRuns: lawRuns(400, 2000) },
    );
  });

  test('where two meet, a short text shows it', () => {
    const texts = (length: number): string[] =>
      length === 0 ? [''] : texts(length - 1).flatMap((text) => [`${text}a`, `${text}:`]);
    const all = [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap(texts);
    const short = (pattern: fc.Arbitrary<string>) => pattern.filter((text) => text.length <= 4);
    fc.assert(
      fc.property(short(drawOffer), short(draw), (offered, wanted) => {
        expect(patternsMeet(offered, wanted)).toBe(
          all.some((text) => isOffered(text, offered) && matches(text, wanted)),
        );
      }),
      { numRuns: lawRuns(60, 300) },
    );
  });
});
