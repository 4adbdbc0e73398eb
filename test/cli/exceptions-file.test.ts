import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { withException } from '../../src/cli/add-exception.ts';
import { didYouMean } from '../../src/cli/did-you-mean.ts';
import { loadExceptions, parseExceptions } from '../../src/cli/exceptions-file.ts';
import { InputError } from '../../src/model/input-error.ts';
import { temporaryFolder } from '../support/cli.ts';
import { lawRuns } from '../support/law-runs.ts';
import { anyCharacter } from '../support/texts.ts';

const rules = ['no-owner', 'long-lived-secret', 'invalid-exception'];
const file = 'nhi-audit.exceptions.yaml';

/** An entry that is well; a key is changed by giving its line, or taken out by giving an empty one. */
const entry = (changes: Readonly<Record<string, string>> = {}): string => {
  const lines: Record<string, string> = {
    id: 'id: reader',
    covers: 'covers: { identity: role/reader, rule: no-owner }',
    reason: 'reason: Shared until the teams split.',
    owner: 'owner: data-team',
    approver: 'approver: ciso',
    created: 'created: 2026-01-01',
    expires: 'expires: 2026-02-01',
    ...changes,
  };
  const given = Object.values(lines).filter((line) => line !== '');
  return `exceptions:\n  - ${given.join('\n    ')}\n`;
};

const read = (text: string) => parseExceptions(text, file, rules);
const problemsOf = (text: string): readonly string[] => read(text).flatMap(({ problems }) => problems);

describe('an entry that is well', () => {
  test.each([
    ['the least that is needed', {}],
    ['a fingerprint', { covers: 'covers: { fingerprint: 0123456789abcdef0123456789abcdef }' }],
    ['a fingerprint of digits only', { covers: 'covers: { fingerprint: 01234567890123456789012345678901 }' }],
    ['a fingerprint like a number', { covers: 'covers: { fingerprint: 123456789012345678901234567890e1 }' }],
    ['a change of the gate', { covers: 'covers: { identity: role/reader, rule: gate:scope-widened }' }],
    ['a pattern', { covers: "covers: { identity: 'role/read*', rule: no-owner }" }],
    ['dates in quotes', { created: 'created: "2026-01-01"', expires: "expires: '2026-02-01'" }],
    ['a leap day', { created: 'created: 2028-02-29', expires: 'expires: 2028-03-01' }],
    ['one day', { expires: 'expires: 2026-01-01' }],
    ['a review', { more: 'reviewEveryDays: 30\n    lastReviewed: 2026-01-10' }],
    ['a rotation', { more: 'rotateEveryDays: 30' }],
    ['compensating controls', { more: 'compensatingControls: [an alarm, "a second pair of eyes"]' }],
    ['scopes of digits', { more: 'scopes: [012345678901, 111122223333]' }],
    ['a ticket of digits', { more: 'ticket: 0042' }],
    ['an owner whose name is a word of YAML', { owner: 'owner: no' }],
    ['a reason of several lines', { reason: 'reason: |\n      First.\n      Second.' }],
  ])('%s', (_, changes) => {
    const entries = read(entry(changes as Record<string, string>));
    expect(entries.map(({ problems }) => problems)).toEqual([[]]);
    expect(entries[0]!.exception).toMatchObject({ id: 'reader', approver: 'ciso' });
    expect(entries[0]!.location).toEqual({ file, line: 2 });
  });

  test('keeps leading zeros, and texts as they are written', () => {
    const text = entry({ more: 'scopes: [012345678901]\n    ticket: 0042', owner: 'owner: no' });
    expect(read(text)[0]!.exception).toEqual({
      id: 'reader',
      covers: { identity: 'role/reader', rule: 'no-owner' },
      reason: 'Shared until the teams split.',
      owner: 'no',
      approver: 'ciso',
      created: '2026-01-01',
      expires: '2026-02-01',
      compensatingControls: [],
      scopes: ['012345678901'],
      ticket: '0042',
    });
  });
});

describe('an entry that is wrong has no effect, and says why', () => {
  test.each([
    ['no id', { id: '' }, 'id is missing'],
    ['an empty id', { id: 'id:' }, 'id is empty'],
    ['an id with a blank', { id: 'id: a b' }, 'id is not made of 1 to 64 letters'],
    ['a list as id', { id: 'id: [a]' }, 'id is to be a text'],
    ['nothing covered', { covers: '' }, 'covers is missing'],
    ['a text as cover', { covers: 'covers: role/reader' }, 'covers is to say what is accepted'],
    ['an empty cover', { covers: 'covers: {}' }, 'covers is not complete'],
    ['an identity alone', { covers: 'covers: { identity: role/reader }' }, 'covers is not complete'],
    ['a rule alone', { covers: 'covers: { rule: no-owner }' }, 'covers is not complete'],
    [
      'a fingerprint and more',
      { covers: 'covers: { fingerprint: 0123456789abcdef0123456789abcdef, rule: no-owner }' },
      'covers names a fingerprint and more',
    ],
    ['a short fingerprint', { covers: 'covers: { fingerprint: abc }' }, 'not made of 32 digits'],
    [
      'an unknown rule',
      { covers: 'covers: { identity: a, rule: no-ower }' },
      'covers rule: there is no such rule; did you mean "no-owner"?',
    ],
    ['any rule', { covers: "covers: { identity: a, rule: '*' }" }, 'there is no such rule'],
    [
      'an unknown class of change',
      { covers: 'covers: { identity: a, rule: gate:scope-widend }' },
      'did you mean "gate:scope-widened"?',
    ],
    [
      'the finding about exceptions',
      { covers: 'covers: { identity: a, rule: invalid-exception }' },
      '"invalid-exception" cannot be accepted',
    ],
    [
      'the end of an exception',
      { covers: 'covers: { identity: a, rule: gate:exception-expired }' },
      'cannot be accepted',
    ],
    [
      'an unknown key of the cover',
      { covers: 'covers: { identiy: a, rule: no-owner }' },
      'did you mean "identity"?',
    ],
    [
      'a key of the cover twice',
      { covers: "covers: { identity: a, identity: '*', rule: no-owner }" },
      'covers has a key twice',
    ],
    ['no reason', { reason: '' }, 'reason is missing'],
    ['a blank reason', { reason: "reason: '  '" }, 'reason is empty'],
    ['a reason to be written', { reason: 'reason: TODO' }, 'reason says nothing: "TODO"'],
    [
      'a very long reason',
      { reason: `reason: ${'x'.repeat(2001)}` },
      'reason is longer than 2000 characters',
    ],
    ['no owner', { owner: '' }, 'owner is missing'],
    ['no approver', { approver: 'approver: n/a' }, 'approver says nothing: "n/a"'],
    ['its owner as approver', { approver: 'approver: data-team' }, 'approver is the owner'],
    ['its owner in other letters', { approver: 'approver: Data-Team' }, 'approver is the owner'],
    ['its owner with blanks', { approver: "approver: ' data - team '" }, 'approver is the owner'],
    [
      'its owner with an unseen letter',
      { approver: 'approver: "data\\u200b-team"' },
      'approver is the owner',
    ],
    ['its owner in wide letters', { approver: 'approver: ｄａｔａ-team' }, 'approver is the owner'],
    ['no start', { created: '' }, 'created is missing'],
    ['no end', { expires: '' }, 'expires is missing: every exception has to expire'],
    ['an empty end', { expires: 'expires:' }, 'expires is empty (line 8)'],
    ['never', { expires: 'expires: never' }, 'expires is no day of the calendar'],
    ['a German date', { expires: 'expires: 01.02.2026' }, 'expires is no day'],
    ['a date of which nobody knows the order', { expires: 'expires: 01/02/2026' }, 'is no day'],
    ['a date with a time', { expires: 'expires: 2026-02-01T00:00:00Z' }, 'is no day'],
    ['a date without zeros', { expires: 'expires: 2026-2-1' }, 'is no day'],
    ['a day that February has not', { expires: 'expires: 2026-02-30' }, 'is no day'],
    ['a leap day of another year', { expires: 'expires: 2026-02-29' }, 'is no day'],
    ['a year of five digits', { expires: 'expires: 12026-02-01' }, 'is no day'],
    ['digits of another script', { expires: 'expires: ２０２６-02-01' }, 'is no day'],
    ['a number of days as end', { expires: 'expires: 30' }, 'is no day'],
    ['an end before its start', { expires: 'expires: 2025-12-31' }, 'expires 2025-12-31 lies before created'],
    [
      'a review before its start',
      { more: 'reviewEveryDays: 5\n    lastReviewed: 2025-12-31' },
      'lies before created',
    ],
    [
      'a last review without a next',
      { more: 'lastReviewed: 2026-01-10' },
      'lastReviewed without reviewEveryDays',
    ],
    ['a review every zero days', { more: 'reviewEveryDays: 0' }, 'is not a whole number of days'],
    ['half a day', { more: 'rotateEveryDays: 0.5' }, 'is not a whole number of days'],
    ['days in words', { more: 'rotateEveryDays: 30d' }, 'is not a whole number of days'],
    ['a text as list', { more: 'scopes: 111122223333' }, 'scopes is to be a list'],
    ['an empty list of scopes', { more: 'scopes: []' }, 'scopes is an empty list'],
    [
      'a list in a list',
      { more: 'compensatingControls: [[a]]' },
      'compensatingControls item 1 is to be a text',
    ],
    ['an unknown key', { more: 'expiry: 2027-01-01' }, 'unknown key "expiry"'],
    ['a misspelt key', { more: 'review_every_days: 30' }, 'did you mean "reviewEveryDays"?'],
    ['a key twice', { more: 'expires: 2036-02-01' }, 'expires is there twice (line 9)'],
    ['a key of every object', { more: 'constructor: x' }, 'unknown key "constructor"'],
    ['a prototype', { more: '__proto__: { id: x }' }, 'unknown key "__proto__"'],
    ['an anchor', { reason: 'reason: &why because' }, 'an anchor (&) stands here'],
    ['an alias', { reason: 'reason: &why because', owner: 'owner: *why' }, 'stands here'],
    ['a merge', { more: '<<: { expires: 2036-02-01 }' }, 'unknown key "<<"'],
    ['a tag', { reason: 'reason: !secret because' }, 'a tag (!) stands here'],
  ])('%s', (_, changes, says) => {
    const entries = read(entry(changes as Record<string, string>));
    expect(entries).toHaveLength(1);
    expect(entries[0]!.exception).toBeUndefined();
    expect(entries[0]!.problems.join('\n')).toContain(says);
  });

  test.each([
    ['a text', 'exceptions:\n  - reader\n', 'not a list of keys and values'],
    ['nothing', 'exceptions:\n  -\n', 'not a list of keys and values'],
    ['a list', 'exceptions:\n  - [a, b]\n', 'not a list of keys and values'],
  ])('%s in place of an entry', (_, text, says) => {
    expect(read(text)).toMatchObject([{ id: 'entry 1', problems: [expect.stringContaining(says)] }]);
  });

  test('two of one name, in whatever letters, are both without effect, each with the line of the other', () => {
    const twice = entry() + entry({ id: 'id: Reader' }).slice('exceptions:\n'.length);
    expect(read(twice).map(({ problems }) => problems)).toEqual([
      ['the id is there again on line 9'],
      ['the id is there again on line 2'],
    ]);
  });

  test('still tells what it meant to cover', () => {
    expect(read(entry({ expires: '' }))[0]!.covers).toEqual({ identity: 'role/reader', rule: 'no-owner' });
  });

  test('hides no other: the entries around it are read', () => {
    const good = (id: string): string => entry({ id: `id: ${id}` }).slice('exceptions:\n'.length);
    const bad = entry({ id: 'id: bad', expires: 'expires: soon' });
    const entries = read(
      `exceptions:\n${good('a')}${bad.slice('exceptions:\n'.length)}${good('b')}  - 7\n${good('c')}`,
    );
    expect(entries.map(({ id, exception }) => [id, exception !== undefined])).toEqual([
      ['a', true],
      ['bad', false],
      ['b', true],
      ['entry 4', false],
      ['c', true],
    ]);
  });

  test('all that is wrong is told at once', () => {
    expect(problemsOf(entry({ expires: '', owner: '', reason: 'reason: tbd', more: 'nope: 1' }))).toEqual([
      'reason says nothing: "tbd" (line 4)',
      'unknown key "nope" (line 7)',
      'owner is missing',
      'expires is missing: every exception has to expire',
    ]);
  });
});

describe('a file that cannot be read as a whole', () => {
  test.each([
    ['no YAML', 'exceptions: [', /Not valid YAML/, `${file}:1`],
    ['two documents', 'exceptions: []\n---\nexceptions: []\n', /Not valid YAML/, `${file}:2`],
    ['a text', 'hello', /no key "exceptions"/, `${file}:1`],
    ['a list', '- id: a\n', /no key "exceptions"/, `${file}:1`],
    [
      'a misspelt key',
      'exeptions: []\n',
      /Unknown key "exeptions"; did you mean "exceptions"\?/,
      `${file}:1`,
    ],
    ['the list twice', 'exceptions: []\nexceptions: []\n', /"exceptions" is there twice/, `${file}:2`],
    ['another version', 'version: 2\nexceptions: []\n', /version/, `${file}:1`],
    ['a map in place of the list', 'exceptions: { a: 1 }\n', /is to be a list/, `${file}:1`],
    ['thousands of brackets', `exceptions: ${'['.repeat(20_000)}`, /Nested too deeply|Not valid YAML/, file],
  ])('%s', (_, text, says, where) => {
    expect(() => read(text)).toThrow(InputError);
    expect(() => read(text)).toThrow(says);
    try {
      read(text);
    } catch (error) {
      expect((error as InputError).where).toContain(where);
    }
  });

  test.each([
    ['nothing', ''],
    ['a comment', '# none yet\n'],
    ['an empty list', 'exceptions: []\n'],
    ['no list yet', 'version: 1\nexceptions:\n'],
  ])('%s is an empty list of exceptions', (_, text) => {
    expect(read(text)).toEqual([]);
  });

  test('a bomb of aliases is not resolved', () => {
    const levels = Array.from({ length: 30 }, (_, level) =>
      level === 0 ? '&l0 [x, x]' : `&l${level} [*l${level - 1}, *l${level - 1}]`,
    );
    const text = entry({ more: `compensatingControls: [${levels.join(', ')}]` });
    expect(read(text)[0]!.exception).toBeUndefined();
  });

  test('whatever the text, it is read or refused by name', () => {
    const pieces = fc.constantFrom(
      ...[
        'exceptions:',
        '\n',
        '  - ',
        'id: a',
        ': ',
        '&a ',
        '*a',
        '[',
        ']',
        '{',
        '}',
        '"',
        "'",
        '|',
        '\t',
        '<<',
      ],
      ...['!x ', '? ', '#', '---', 'covers', 'expires: 2026-01-01', '\u0000', '%', ','],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        try {
          for (const { exception, problems } of read(parts.join(''))) {
            expect(exception === undefined).toBe(problems.length > 0);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: lawRuns(100, 500) },
    );
  });
});

describe('where the file is', () => {
  const folder = temporaryFolder();
  test('none in the working directory is no error; one that was named and is not there is', () => {
    expect(loadExceptions(undefined, folder, rules)).toBeUndefined();
    expect(() => loadExceptions(join(folder, 'none.yaml'), folder, rules)).toThrow('No such file');
  });

  test('the one in the working directory is found by its name', () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    writeFileSync(join(own, file), entry());
    expect(loadExceptions(undefined, own, rules)).toMatchObject({ file, entries: [{ id: 'reader' }] });
  });

  test.each([
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x41]), 'Not UTF-8'],
    ['more than a mebibyte', Buffer.alloc(1_048_577, 0x23), 'too large'],
  ])('%s is refused', (_, bytes, says) => {
    const path = join(folder, 'odd.yaml');
    writeFileSync(path, bytes);
    expect(() => loadExceptions(path, folder, rules)).toThrow(says);
  });

  test('a folder, or a link that leads nowhere, is told as it is', () => {
    expect(() => loadExceptions(folder, folder, rules)).toThrow('this is a folder');
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link.yaml'));
    expect(() => loadExceptions(join(folder, 'link.yaml'), folder, rules)).toThrow('No such file');
  });
});

describe('adding an entry', () => {
  const requested = {
    id: 'new',
    covers: { identity: 'role/x', rule: 'no-owner' },
    reason: 'because: it is # so',
    owner: 'a',
    approver: 'b',
    created: '2026-01-01',
    expires: '2026-02-01',
    reviewEveryDays: 30,
    compensatingControls: ['true', 'an alarm'],
    scopes: ['000011112222'],
    ticket: '0123',
  } as const;

  test.each([
    ['no file', undefined],
    ['an empty file', ''],
    ['a comment', '# ours\n'],
    ['an empty list', 'version: 1\nexceptions: []\n'],
    ['a list to come', 'exceptions:\n'],
    ['a list in one line', 'exceptions: [{ id: a }]\n'],
    ['one entry', entry()],
    ['an entry that is wrong', entry({ expires: 'expires: 0123', more: 'ticket: 0x1F' })],
    ['lines as Windows has them', entry().replaceAll('\n', '\r\n')],
  ])('to %s gives what was asked for, and leaves what is there', (_, text) => {
    const before = text === undefined ? [] : read(text);
    const made = withException(text, file, requested, rules);
    const after = read(made.text);
    expect(after.at(-1)!.exception).toEqual(requested);
    const withoutPlace = ({ location: _, ...rest }: (typeof before)[number]) => rest;
    expect(after.slice(0, -1).map(withoutPlace)).toEqual(before.map(withoutPlace));
    expect(after.length).toBe(before.length + 1);
  });

  test('keeps comments, order, quotes and blank lines, byte for byte', () => {
    const text = `# head

version: 1   # the format
exceptions:
  # why
  - id: 'reader'   # who
    covers: {identity: "role/reader", rule: no-owner}
    reason: >-
      Long
      text.
    approver: ciso
    owner:    data-team
    created: 2026-01-01

    expires: 2026-02-01
`;
    const made = withException(text, file, requested, rules).text;
    expect(made.slice(0, text.length)).toBe(text);
  });

  test('reads the same with the default schema of YAML: digits stay texts', () => {
    const made = withException(undefined, file, requested, rules).text;
    expect(parse(made)).toEqual({ version: 1, exceptions: [requested] });
  });

  test.each([
    ['without an end', { ...requested, expires: undefined }, 'expires is missing'],
    ['of a name that is there', { ...requested, id: 'READER' }, 'the id is there again'],
    ['approved by its owner', { ...requested, approver: 'A' }, 'approver is the owner'],
  ])('%s is refused', (_, wrong, says) => {
    expect(() => withException(entry(), file, wrong, rules)).toThrow(says);
  });

  test('hostile words stay words', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, minLength: 1, maxLength: 40 }), (reason) => {
        try {
          const { text } = withException(entry(), file, { ...requested, reason }, rules);
          expect(read(text).at(-1)!.exception!.reason).toBe(reason.trim());
          expect(read(text)).toHaveLength(2);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: lawRuns(60, 300) },
    );
  });
});

test.each([
  ['expirse', '; did you mean "expires"?'],
  ['EXPIRES_', '; did you mean "expires"?'],
  ['something', ''],
  ['x'.repeat(1_000_000), ''],
])('a word that is near is offered, others are not', (word, says) => {
  expect(didYouMean(word, ['expires', 'owner'])).toBe(says);
});
