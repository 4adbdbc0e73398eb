import { fileURLToPath } from 'node:url';
import type { Demo } from '../../connector.ts';

/**
 * The Google organisation of the demo estate, as a snapshot. Who is who: `README.md` here. The file is written by
 * `scripts/make-demo-estate.ts` and lies beside this module, in the sources and in `dist`. Absolute path.
 */
export const demoGcpFile = fileURLToPath(new URL('nordlicht-organization.ndjson', import.meta.url));

export const gcpDemo: Demo = { files: [demoGcpFile] };
