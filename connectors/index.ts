import { aws } from './aws/head.ts';
import { azure } from './azure/head.ts';
import type { Connector } from './connector.ts';
import { gcp } from './gcp/head.ts';
import { github } from './github/head.ts';

/** Every provider, in the order of help texts and of joined estates. A new one is a folder and its line here. */
export const connectors: readonly Connector[] = [aws, azure, gcp, github];
