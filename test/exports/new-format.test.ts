import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { recordMaker } from '../../src/exports/checked.ts';
import { fileHead } from '../../src/exports/file-head.ts';
import { placeOf, splitDocuments } from '../../src/exports/json-elements.ts';
import { openSourceFile } from '../../src/exports/source-file.ts';
import type { FileFormat, FileKind } from '../../src/model/connector.ts';
import { inputErrorOf, readWith } from './reading.ts';

/**
 * "An export file of a provider" in docs/architecture.md, followed to the letter: all that a new one has to bring.
 * https://learn.microsoft.com/cli/azure/role/assignment#az-role-assignment-list
 */
const command = 'az role assignment list --all --output json';

const records = {
  'azure.role-assignment': {
    schema: z.object({ id: z.string(), principalId: z.string(), condition: z.string().optional() }),
    id: 'id',
  },
} as const;

const remedies = {
  remake: `Make the export again: ${command}`,
  damaged: `Give the file as it was written: ${command}`,
};
const { checkData, toRecord } = recordMaker(records, { verbatim: new Set(), damaged: remedies.damaged });

const roleAssignmentFile: FileKind = {
  id: 'azure-role-assignments',
  title: `who has which role where: ${command}`,
  recognises: ({ keys }) => keys.has('principalId') && keys.has('roleDefinitionId'),
};

const roleAssignments: FileFormat = {
  id: roleAssignmentFile.id,
  *read(file) {
    for (const element of splitDocuments(file, remedies)) {
      const data = checkData('azure.role-assignment', element.value, () => placeOf(file, element));
      yield toRecord('azure.role-assignment', data.id.split('/')[2] ?? '', data);
    }
  },
};

const assignment = (id: string, more = {}) => ({
  id: `/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/${id}`,
  condition: null,
  principalId: 'p',
  roleDefinitionId: 'r',
  secret: 'hush',
  ...more,
});
const list = [assignment('ä'), assignment('b', { condition: 'c' })];
const text = JSON.stringify(list, null, 2);

const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-format-'));
afterAll(() => rmSync(folder, { recursive: true }));
const open = (content: string | Uint8Array) => {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  return openSourceFile(path);
};

describe('a new format of a file', () => {
  const expected = list.map(({ id, condition }) => ({
    record: 'azure.role-assignment',
    scope: 's',
    id,
    data: { id, principalId: 'p', ...(condition === null ? {} : { condition }) },
  }));

  test.each([
    ['as the command writes it', text],
    ['as PowerShell saves it', Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`, 'utf16le')],
    ['packed', gzipSync(text)],
    ['of several subscriptions, one after another', list.map((one) => JSON.stringify([one])).join('\n')],
    ['one a line', list.map((one) => JSON.stringify(one)).join('\n')],
  ])('is read %s', (_, content) => {
    const file = open(content);
    expect(roleAssignmentFile.recognises(fileHead(file.head))).toBe(true);
    expect(readWith(roleAssignments, file)).toEqual({ records: expected.toReversed(), coverage: [] });
  });

  test('says where an element is not as it should be', () => {
    const wrong = JSON.stringify([list[0], { ...list[1], principalId: 7 }]);
    const error = inputErrorOf(() =>
      readWith(roleAssignments, open(Buffer.from(`\uFEFF${wrong}`, 'utf16le'))),
    );
    expect(error.message).toMatch(/^principalId: /);
    expect(error.where).toMatch(/file, element 1, byte \d+$/);
    const byte = Number(/\d+$/.exec(error.where)![0]);
    expect(Buffer.from(`\uFEFF${wrong}`, 'utf16le').toString('utf16le', byte)).toBe(
      wrong.slice(wrong.indexOf(',{') + 1),
    );
    expect(error.remedy).toBe(remedies.damaged);
  });
});

describe.each(['gcp/predefined-roles.json.gz', 'azure/built-in-roles-raw.json.gz'])('%s', (name) => {
  const path = `/work/shared/data/${name}`;
  test.skipIf(!existsSync(path))('has the elements of the file unpacked and parsed whole', () => {
    const whole = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8'));
    expect([...splitDocuments(openSourceFile(path), remedies)].map(({ value }) => value)).toEqual(whole);
  });
});
