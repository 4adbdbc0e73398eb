import { connectors } from '../../connectors/index.ts';
import { fileHead } from '../../src/exports/file-head.ts';
import type { FileFormat, FileHead } from '../../src/model/connector.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { isCoverage } from '../../src/snapshot/read.ts';
import { sourceOf } from '../exports/bytes-source.ts';
import { interpretations } from '../support/providers.ts';

/** One parser, or a run from a text to its reports. Anything that it throws but an `InputError` is a finding. */
export interface Target {
  readonly id: string;
  /** `parser` reads a text; `whole` goes on to findings, a verdict and every report. */
  readonly kind: 'parser' | 'whole';
  readonly seeds: readonly string[];
  /** Of the file that the seeds are read as. */
  readonly file?: string;
  readonly run: (text: string) => void | Promise<void>;
}

/** Reads to the end. What all objects have (`constructor`) must come into no text. */
export const drain = (items: Iterable<unknown>): void => {
  for (const item of items)
    if (typeof item === 'string' && /\[native code\]|\[object Object\]/.test(item))
      throw new Error('a member of all objects was taken for an entry');
};

const formats: readonly { readonly format: FileFormat; readonly recognises: (head: FileHead) => boolean }[] =
  interpretations.flatMap(({ id, formats: own }) =>
    own.map((format) => {
      const kind = connectors.find((each) => each.id === id)?.files?.find((each) => each.id === format.id);
      return { format, recognises: (head) => kind?.recognises(head) === true };
    }),
  );

export interface Read {
  readonly records: readonly SnapshotRecord[];
  readonly coverage: readonly Coverage[];
}

const readWith = (format: FileFormat, text: string, name = 'file'): Read => {
  const entries = [...format.read(sourceOf(text, { name, chunk: 1024 }))];
  return {
    records: entries.filter((entry) => !isCoverage(entry)) as SnapshotRecord[],
    coverage: entries.filter(isCoverage),
  };
};

const headOf = (text: string): FileHead => fileHead(text.slice(0, 65_536));

/** Kind of file that a text claims to be; undefined: none. */
export const kindOf = (text: string): string | undefined => {
  const head = headOf(text);
  return formats.find(({ recognises }) => recognises(head))?.format.id;
};

/** By what it claims to be; else as the first of all. */
export const readExport = (text: string, name?: string): Read => {
  const head = headOf(text);
  return readWith((formats.find(({ recognises }) => recognises(head)) ?? formats[0]!).format, text, name);
};

/**
 * Read as what the file claims to be, and as nothing else.
 * @param name of the file: from some it is told what they are of
 */
export const exportOf = (id: string, seeds: readonly string[], name?: string): Target => {
  const { format, recognises } = formats.find((each) => each.format.id === id)!;
  return {
    id,
    kind: 'parser',
    seeds,
    ...(name === undefined ? {} : { file: name }),
    run: (text) => {
      if (recognises(headOf(text))) readWith(format, text, name);
    },
  };
};
