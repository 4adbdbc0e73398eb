/**
 * How a file of these names is opened: one that was found, and that no flag names, may be a link that a pull request brings; what
 * it leads to is nobody's to read.
 */
export const ownFileOptions = (given: string | undefined): { readonly noLinks?: true } =>
  given === undefined ? { noLinks: true } : {};

/** Files that people write for this tool. Their names stand apart from what reads them, which takes long to load. */
export const settingsFileName = 'nhi-audit.yaml';

export const settingsRemedy =
  'See `nhi-audit config show` for all keys and `nhi-audit config init` for a file that explains them.';

export const fleetFileName = 'nhi-audit.fleet.yaml';

export const exceptionsFileName = 'nhi-audit.exceptions.yaml';
