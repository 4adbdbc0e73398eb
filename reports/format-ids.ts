/**
 * What `--format` may be: known to the help without loading the formats. The formats in `index.ts` whose report is a
 * single file, by test; CSV is several and goes to a folder only.
 */
export const formatIds = ['terminal', 'json', 'markdown', 'sarif', 'junit', 'ocsf', 'oscal'] as const;
