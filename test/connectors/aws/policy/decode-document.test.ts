import { expect, test } from 'vitest';
import { decodeDocument } from '../../../../connectors/aws/policy/decode-document.ts';

const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
const deep = `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`;

test.each([
  ['an object', document, document],
  ['JSON text', JSON.stringify(document), document],
  ['URL-encoded JSON text', encodeURIComponent(JSON.stringify(document)), document],
  ['nothing', undefined, undefined],
  ['text that is neither', 'not a document', 'not a document'],
  ['a number as text', '42', '42'],
  ['an escape that is none', '%zz', '%zz'],
  ['what nests beyond all reason', deep, deep],
])('%s', (_, given, read) => expect(decodeDocument(given)).toEqual(read));
