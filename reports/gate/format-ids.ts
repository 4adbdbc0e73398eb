/** What `gate --format` may be: known to the help without loading the formats. The same as in `index.ts`, by test. */
export const gateFormatIds = ['terminal', 'json', 'markdown', 'sarif', 'junit', 'annotations'] as const;
