import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';

const beginsWith = (bytes: Buffer, text: string): boolean =>
  bytes.subarray(0, text.length).toString('latin1') === text;

const rowsOf = (path: string): string => {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
    return tables
      .flatMap(({ name }) => database.prepare(`select * from "${String(name)}"`).all())
      .map((row) =>
        JSON.stringify(row, (_, value: unknown) =>
          value instanceof Uint8Array ? unpackedBytes(value) : value,
        ),
      )
      .join('\n');
  } finally {
    database.close();
  }
};

const unpackedBytes = (bytes: Uint8Array): string => {
  const buffer = Buffer.from(bytes);
  return beginsWith(buffer, '\u001f\u008b') ? gunzipSync(buffer).toString('utf8') : buffer.toString('latin1');
};

/** Data that a page carries packed: gzip in Base64. */
const packedInText = /H4sI[A-Za-z0-9+/]{16,}={0,2}/g;

/** What a text says, with all that is packed in it. */
export const unpackedText = (text: string): string =>
  [
    text,
    ...[...text.matchAll(packedInText)].map(([packed]) =>
      gunzipSync(Buffer.from(packed, 'base64')).toString('utf8'),
    ),
  ].join('\n');

/** What a file holds, whatever it is packed in: members of a zip, columns of Parquet, gzip, rows of SQLite, data within a page. */
export const unpackedFile = async (path: string): Promise<string> => {
  const bytes = readFileSync(path);
  if (beginsWith(bytes, 'PK'))
    return Object.entries(unzipSync(bytes))
      .map(([name, member]) => `${name}\n${strFromU8(member)}`)
      .join('\n');
  if (beginsWith(bytes, 'PAR1')) {
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    return JSON.stringify(await parquetReadObjects({ file }), (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
  }
  // Rows and bytes: what was deleted may still lie in a page.
  if (beginsWith(bytes, 'SQLite format 3')) return `${rowsOf(path)}\n${bytes.toString('latin1')}`;
  if (beginsWith(bytes, '\u001f\u008b')) return gunzipSync(bytes).toString('utf8');
  return unpackedText(bytes.toString('utf8'));
};

/** Paths of all files in a folder, relative to it. */
export const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile())
    .map((path) => relative(folder, path))
    .sort();
