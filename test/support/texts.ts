import fc from 'fast-check';

/** Code points but for the surrogates, numbered without a gap. */
const surrogates = { first: 0xd800, count: 0x800 };

const characterAt = (index: number): string =>
  String.fromCodePoint(index < surrogates.first ? index : index + surrogates.count);

const indexOf = (character: unknown): number => {
  if (typeof character !== 'string' || [...character].length !== 1) throw new Error('not one character');
  const point = character.codePointAt(0)!;
  return point < surrogates.first ? point : point - surrogates.count;
};

/**
 * Any character, for `fc.string({ unit })`. The same as fast-check's `binary`, which lists all 1.1 million of them in a map
 * before its first string: four seconds of each process that draws one.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .nat(0x10_ffff - surrogates.count)
  .map(characterAt, indexOf);
