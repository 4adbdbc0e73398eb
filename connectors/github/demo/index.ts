import { fileURLToPath } from 'node:url';
import type { Demo } from '../../connector.ts';

/**
 * The GitHub organisation of the demo estate, as a snapshot. Who is who: `README.md` here. The file is written by
 * `scripts/make-demo-estate.ts` and lies beside this module, in the sources and in `dist`. Absolute path.
 */
export const demoGitHubFile = fileURLToPath(new URL('nordlicht-logistics.ndjson', import.meta.url));

export const githubDemo: Demo = { files: [demoGitHubFile] };
