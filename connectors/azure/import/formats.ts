import type { FileFormat } from '../../../src/model/connector.ts';
import { azureCliList } from './azure-cli.ts';
import { azureHound } from './azurehound.ts';
import { azureLogs } from './logs.ts';
import { resourceGraphRows } from './resource-graph.ts';

/** Azure's own files that can be handed in. No file is recognised by two of them. */
export const azureFormats: readonly FileFormat[] = [azureCliList, resourceGraphRows, azureHound, azureLogs];
