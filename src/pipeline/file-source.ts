import { isCheckout, openCheckout } from '../../connectors/github/import/checkout.ts';
import { connectors, recordSchemas } from '../../connectors/index.ts';
import { openSourceFile } from '../exports/source-file.ts';
import { InputError } from '../model/input-error.ts';
import { openSnapshot, recognisesSnapshot } from '../snapshot/read.ts';
import type { Source } from './facts.ts';

const formats = connectors.flatMap((connector) => connector.formats);

/** A snapshot made by `nhi-audit collect` or `scan --snapshot`, and nothing else. */
export const snapshotSource = (path: string): Source => {
  const { header, entries } = openSnapshot(openSourceFile(path), recordSchemas);
  let completedAt: string | undefined;
  return {
    collectedAt: header.collectedAt,
    *entries() {
      ({ completedAt } = yield* entries());
    },
    completedAt: () => completedAt,
  };
};

/**
 * A snapshot or a provider's export, told by its content; a folder is the checkout of a repository. A snapshot brings its own time. An export has none: the time
 * of the file's last change stands for it.
 * @throws InputError naming the file and what would be recognised
 */
export const fileSource = (path: string): Source => {
  if (isCheckout(path)) {
    const { modifiedAt, read } = openCheckout(path);
    return { collectedAt: modifiedAt, entries: read };
  }
  const file = openSourceFile(path);
  if (recognisesSnapshot(file.head)) return snapshotSource(path);
  const format = formats.find(({ recognises }) => recognises(file.head));
  if (format !== undefined) return { collectedAt: file.modifiedAt, entries: () => format.read(file) };
  throw new InputError(
    'the content is of no kind that is known here',
    path,
    `Give one of these:\n  - a snapshot: nhi-audit collect\n  - a folder with .github/workflows: the checkout of a repository${formats.map(({ title }) => `\n  - ${title}`).join('')}`,
  );
};
