import { expect, test } from 'vitest';
import { redactedFailure } from '../../src/fleet/failure.ts';

test.each([
  ['a\0b\r\n\tc \u001b[31md', 'a b c [31md'],
  [`${'x'.repeat(999)}\u{1f512}`, `${'x'.repeat(999)}\ufffd`],
  ['\0', 'it failed without a word'],
])('a reason is one line that a database takes: %j', (message, line) => {
  expect(redactedFailure(new Error(message))).toBe(line);
});
