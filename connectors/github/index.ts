import type { Connector } from '../../src/model/connector.ts';
import { interpretGitHub, readGitHub } from './interpret.ts';

/** GitHub. Live collection is apart, in `collect/`; a checkout is read by `import/`. */
export const github: Connector = {
  id: 'github',
  formats: [],
  interpret: interpretGitHub,
  reader: readGitHub,
};
