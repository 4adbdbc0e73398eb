import { lstatSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { holdsFolder } from '../../../src/files/plain-folder.ts';
import { readWholeFile } from '../../../src/files/whole-file.ts';
import { InputError } from '../../../src/model/input-error.ts';
import { isoTime } from '../../../src/model/time.ts';
import type { Given, OwnComparison } from '../../connector.ts';
import { readAction } from './action-files.ts';
import type { WorkflowFolder } from './comparison.ts';
import { usedActions } from './local-actions.ts';
import { workflowGateInput } from './states.ts';

/** Flags of `head.ts`, by name. */
interface WorkflowFlags {
  readonly workflows?: string;
  readonly baseWorkflows?: string;
}

const largest = 1_048_576;
const within = '.github/workflows';

/** Workflow files of a checkout; none where it has no such folder. Links are not followed: they may lead out of it. */
const readCheckout = (folder: string, flag: string): WorkflowFolder & { readonly newest: number } => {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isDirectory()) {
    throw new InputError('there is no such folder', folder, `Name the root of a checkout with ${flag}.`);
  }
  if (/(^|\/)\.github(\/workflows)?$/.test(resolve(folder))) {
    throw new InputError(
      'this is a folder inside of a checkout',
      folder,
      `Name the root of the checkout with ${flag}.`,
    );
  }
  const place = join(folder, within);
  if (!holdsFolder(folder, within)) return { folder, files: [], newest: 0 };
  const names = readdirSync(place)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  let newest = 0;
  const files = names.map((name) => {
    const path = join(place, name);
    const own = lstatSync(path);
    if (!own.isFile())
      throw new InputError('this is no plain file', path, 'Workflows are read from plain files only.');
    if (own.size > largest)
      throw new InputError('the file is larger than 1 MiB', path, 'GitHub takes no workflow of that size.');
    newest = Math.max(newest, own.mtimeMs);
    const read = readWholeFile(path, { largest, what: 'workflow', noLinks: true });
    return { path: `${within}/${name}`, text: read?.bytes.toString('utf8') ?? '' };
  });
  const { texts, unread } = usedActions(
    files.map(({ text }) => text),
    (used) => readAction(folder, used),
  );
  return { folder, files, actions: texts, unread, newest };
};

/** Workflow files of two checkouts of one repository. */
export const compareCheckouts = async (given: Given, files: readonly string[]): Promise<OwnComparison> => {
  const { workflows: head, baseWorkflows: base } = given as WorkflowFlags;
  if (head === undefined || base === undefined) {
    throw new InputError(
      'two checkouts are compared',
      '--workflows',
      'Give --workflows HEAD and --base-workflows BASE.',
    );
  }
  if (files.length > 0) {
    throw new InputError(
      'files cannot be given together with --workflows',
      files[0]!,
      'Leave the files out.',
    );
  }
  const [is, was] = [readCheckout(head, '--workflows'), readCheckout(base, '--base-workflows')];
  if (is.files.length === 0 && was.files.length === 0) {
    throw new InputError(
      `neither ${head} nor ${base} has a workflow in ${within}`,
      '--workflows',
      'Name the roots of two checkouts of one repository.',
    );
  }
  const madeAt = isoTime(Math.max(is.newest, was.newest))!;
  return {
    is: 'states',
    input: workflowGateInput(was, is, madeAt),
    before: `workflows of ${base}`,
    after: `workflows of ${head}`,
  };
};
