import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { azureFiles } from '../../../../connectors/azure/file-kinds.ts';
import { azureFormats } from '../../../../connectors/azure/import/formats.ts';
import { interpretAzure } from '../../../../connectors/azure/interpret.ts';
import { fileHead } from '../../../../src/exports/file-head.ts';
import { openSourceFile } from '../../../../src/exports/source-file.ts';
import type { Coverage } from '../../../../src/model/coverage.ts';
import type { Estate } from '../../../../src/model/estate.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { reachOf } from '../../../../src/reach/index.ts';
import { collectedAt } from '../support.ts';
import { type Files, idOf, subscription } from './files.ts';

/** The estate that files of a tenant make. */
export const estateOfFiles = (files: Files): Estate => {
  const folder = mkdtempSync(join(tmpdir(), 'azure-tenant-'));
  mkdirSync(folder, { recursive: true });
  const records: SnapshotRecord[] = [];
  const coverage: Coverage[] = [];
  try {
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, `${name}.json`);
      writeFileSync(path, JSON.stringify(content, undefined, 2));
      const file = openSourceFile(path);
      const head = fileHead(file.head);
      const kind = azureFiles.find(({ recognises }) => recognises(head));
      if (kind === undefined) throw new Error(`${name}: no file of Azure`);
      for (const entry of azureFormats.find(({ id }) => id === kind.id)!.read(file))
        if ('record' in entry) records.push(entry);
        else coverage.push(entry);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return interpretAzure(records, { collectedAt, coverage, settings: defaultSettings });
};

export type Goal = 'the tenant' | 'the subscription' | `secrets` | (string & {});

const told = (steps: readonly { readonly assumes: readonly string[] }[]): string => {
  if (steps.length === 0) return 'no way';
  const assumes = steps.flatMap((step) => step.assumes);
  return assumes.length === 0 ? 'surely' : assumes.join('; ');
};

/** How somebody of a tenant comes to a goal: `surely`, what it rests on, or `no way`. */
export const wayIn = (files: Files, from: string, goal: Goal): string => {
  const estate = estateOfFiles(files);
  const indexOf = (name: string): number => estate.identities.findIndex(({ id }) => id === idOf(name));
  const start = indexOf(from);
  if (start < 0) return 'nobody of that name';
  const reach = reachOf(estate, defaultSettings);
  if (goal === 'secrets')
    return estate.entitlements!(start).some(
      ({ service, privileges, duration }) =>
        service === 'Microsoft.KeyVault' &&
        duration !== 'eligible' &&
        privileges.some((each) => /^vault secrets (get|all)$|^data:.*(getsecret|\/\*$)/.test(each)),
    )
      ? 'surely'
      : 'no way';
  if (goal === 'policies of vaults')
    return estate.entitlements!(start).some(
      ({ service, level }) => service === 'Microsoft.KeyVault' && level === 'control',
    )
      ? 'surely'
      : 'no way';
  if (goal === 'the tenant' || goal === 'the subscription') {
    const scope = estate.scopes.findIndex(({ id, kind }) =>
      goal === 'the tenant' ? kind === 'tenant' : id === subscription,
    );
    return scope < 0 ? 'no such scope' : told(reach.pathToControl(start, scope));
  }
  const end = indexOf(goal);
  if (end < 0) return 'nobody of that name to become';
  return told(reach.pathsToAny({ identities: [end], scopes: [] })(start));
};
