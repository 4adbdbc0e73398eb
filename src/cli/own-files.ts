/** Files that people write for this tool. Their names stand apart from what reads them, which takes long to load. */
export const settingsFileName = 'nhi-audit.yaml';

export const settingsRemedy =
  'See `nhi-audit config show` for all keys and `nhi-audit config init` for a file that explains them.';

export const exceptionsFileName = 'nhi-audit.exceptions.yaml';
