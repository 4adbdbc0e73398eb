import fc from 'fast-check';

/** Names that objects have by themselves. */
const ownNames = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'];

/** Every character there is, but halves of one. */
const character = fc
  .integer({ min: 0, max: 0x10ffff - 0x800 })
  .map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800));

/** Any text. `fc.string({ unit: 'binary' })` draws the same, and takes seconds to be made. Lengths in characters. */
export const anyText = ({ minLength = 0, maxLength = 30 } = {}): fc.Arbitrary<string> => {
  const text = fc.array(character, { minLength, maxLength }).map((characters) => characters.join(''));
  const names = ownNames.filter(({ length }) => length >= minLength && length <= maxLength);
  return names.length === 0
    ? text
    : fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: fc.constantFrom(...names) });
};
