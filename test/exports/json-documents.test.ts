import { describe, expect, test } from 'vitest';
import { placeOf, splitDocuments, splitPages } from '../../src/exports/json-elements.ts';
import { announcesMore } from '../../src/exports/pages.ts';
import { sourceOf } from './bytes-source.ts';
import { inputErrorOf } from './reading.ts';

const remedies = { remake: 'Make it again.', damaged: 'Give it whole.' };

const split = (text: string, chunk = 1 << 20) => {
  const file = sourceOf(text, { name: 'f.json', chunk });
  return [...splitDocuments(file, remedies)].map((element) => ({
    value: element.value,
    place: placeOf(file, element),
  }));
};

const three = [{ name: 'a', more: { deep: [1] } }, { name: 'b}\n{' }, { name: 'c' }];
const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

describe('documents are elements, and so are the elements of a list', () => {
  test.each([
    ['one a line (gcloud asset export)', three.map((one) => JSON.stringify(one)).join('\n')],
    [
      'one a line, with a line end after the last',
      `${three.map((one) => JSON.stringify(one)).join('\r\n')}\r\n`,
    ],
    ['several, one after another', three.map(pretty).join('\n')],
    ['one list (az role assignment list, gcloud asset search-all-iam-policies)', pretty(three)],
    ['one list without white space', JSON.stringify(three)],
    ['several lists, one after another', `${pretty(three.slice(0, 1))}\n[]\n${pretty(three.slice(1))}`],
    ['a list and a document', `${JSON.stringify(three.slice(0, 2))}${pretty(three[2])}`],
    ['a byte order mark', `\uFEFF${pretty(three)}`],
  ])('%s', (_, text) => {
    for (let chunk = 1; chunk <= text.length; chunk += 1)
      expect(split(text, chunk).map(({ value }) => value)).toEqual(three);
  });

  test('come with their position in the file', () => {
    expect(split('{"ü":1}\n[{"b":2},\n{"c":3}]').map(({ place }) => place)).toEqual([
      'f.json, element 0, byte 0',
      'f.json, element 1, byte 10',
      'f.json, element 2, byte 19',
    ]);
  });

  test.each([
    ['nothing', '', 'there is nothing in the file', 'f.json, byte 0', remedies.remake],
    ['a document cut short', '{"a":1}\n{"a":', /cut short/, 'f.json, byte 13', remedies.remake],
    ['a list cut short', '[{"a":1},', /cut short/, 'f.json, byte 9', remedies.remake],
    [
      'a line that is no JSON',
      '{"a":1}\n{"a":x}',
      /not valid/,
      'f.json, element 1, byte 8',
      remedies.damaged,
    ],
  ])('%s is refused with its place', (_, text, what, where, remedy) => {
    for (const chunk of [1, 7, 1 << 20]) {
      const error = inputErrorOf(() => split(text, chunk));
      expect(error.message).toMatch(what);
      expect(error).toMatchObject({ where, remedy });
    }
  });
});

describe('pages of other providers', () => {
  const pages = (text: string, lists: readonly string[], values: readonly string[]) =>
    [...splitPages(sourceOf(text), { lists: new Set(lists), values: new Set(values) }, remedies)].map(
      (piece) => (piece.kind === 'element' ? piece.value : piece.kind === 'value' ? piece.text : piece.kind),
    );

  test('AzureHound: the elements are in `data`, what they are in `meta`', () => {
    const text = JSON.stringify({
      data: [{ kind: 'AZUser', data: { id: 'u' } }],
      meta: { type: 'azure', version: 5, count: 1 },
    });
    expect(pages(text, ['data'], ['meta'])).toEqual([
      'list',
      { kind: 'AZUser', data: { id: 'u' } },
      '{"type":"azure","version":5,"count":1}',
      'page-end',
    ]);
  });

  test.each([
    ['another page (Azure)', '{"value":[],"nextLink":"https://management.azure.com/x"}', true],
    [
      'another page (Microsoft Graph)',
      '{"value":[],"@odata.nextLink":"https://graph.microsoft.com/x"}',
      true,
    ],
    ['another page (Google)', '{"value":[],"nextPageToken":"x"}', true],
    ['no other page', '{"value":[],"nextPageToken":""}', false],
    ['null', '{"value":[],"nextLink":null}', false],
    ['no such member', '{"value":[]}', false],
    ['another member', '{"value":[],"count":7}', false],
  ])('%s', (_, text, more) => {
    const keys = new Set(['nextLink', '@odata.nextLink', 'nextPageToken']);
    const wanted = { lists: new Set(['value']), values: new Set([...keys, 'count']) };
    const found = [...splitPages(sourceOf(text), wanted, remedies)];
    expect(found.some((piece) => announcesMore(piece, keys))).toBe(more);
  });
});
