import { InputError } from '../model/input-error.ts';

/** What Node says of an import that leads to no package. https://nodejs.org/api/errors.html#err_module_not_found */
const missingPackage = (error: unknown): string | undefined => {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND')
    return undefined;
  return /^Cannot find package '([^']+)'/.exec(error.message)?.[1];
};

/**
 * Loads code that needs packages which a small install leaves out (`npm ci --omit=optional`), those of providers; or, in a clone,
 * packages that are built into the published program (`--omit=dev`): databases, mail, Parquet.
 * @param purpose for the message: `a live scan of AWS`
 * @throws InputError naming the package that is not installed; anything else goes through as it is
 */
export const loadOptional = async <Loaded>(purpose: string, load: () => Promise<Loaded>): Promise<Loaded> => {
  try {
    return await load();
  } catch (error) {
    const name = missingPackage(error);
    if (name === undefined) throw error;
    throw new InputError(
      `${purpose} needs the package ${name}, which is not installed`,
      'the packages of this installation',
      'Install the optional packages, and in a clone those of development: `npm ci` or `npm install` without --omit. Files, snapshots and plans need none of them.',
    );
  }
};
