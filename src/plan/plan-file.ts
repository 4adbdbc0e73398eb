import { encodingOf, toUtf8 } from '../exports/encoding.ts';
import { readWholeFile } from '../files/whole-file.ts';
import { InputError } from '../model/input-error.ts';

const largest = 500 * 1_048_576;

/**
 * UTF-16 as Windows PowerShell writes it with `>` is read as well.
 * @throws InputError when there is no such file, one too large to be a plan, or one in another encoding
 */
export const readPlanFile = (
  path: string,
  what: string,
): { readonly text: string; readonly modifiedAt: string } => {
  const file = readWholeFile(path, { largest, what });
  if (file === undefined) throw new InputError(`there is no ${what}`, path, 'Check the name.');
  const encoding = encodingOf(file.bytes, path);
  const bytes = encoding === 'utf-8' ? file.bytes : Buffer.concat([...toUtf8([file.bytes], encoding, path)]);
  return { text: bytes.toString('utf8').replace(/^\uFEFF/, ''), modifiedAt: file.modifiedAt };
};
