export const settingsFileName = 'nhi-audit.yaml';

export const settingsRemedy =
  'See `nhi-audit config show` for all keys and `nhi-audit config init` for a file that explains them.';
