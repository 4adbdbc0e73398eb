import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { liveConnectors } from '../../src/cli/live-flags.ts';
import { parseOwnFile } from '../../src/cli/settings-text.ts';
import { checkSources } from '../../src/fleet/discover.ts';
import { fleetSchema } from '../../src/fleet/fleet-file.ts';

const folder = join(import.meta.dirname, '../../examples/fleet');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const connectors = new Map(liveConnectors.map((connector) => [connector.id as string, connector]));
const checked = (text: string) => {
  const file = parseOwnFile(text, 'fleet', fleetSchema, '');
  checkSources({ file, connectors });
  return file;
};

interface Service {
  readonly command?: readonly string[];
  readonly read_only?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}
interface Container {
  readonly args: readonly string[];
  readonly securityContext: object;
  readonly volumeMounts: readonly { readonly name: string }[];
}
interface PodSpec {
  readonly containers: readonly Container[];
  readonly securityContext: object;
  readonly volumes: readonly { readonly name: string; readonly configMap?: { readonly name: string } }[];
}
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly template?: { readonly spec: PodSpec };
    readonly jobTemplate?: { readonly spec: { readonly template: { readonly spec: PodSpec } } };
  };
}

const commands = ['targets', 'schedule', 'work', 'status', 'report', 'prune'];

describe('examples/fleet', () => {
  test('its configuration is one, and its flags are those of live scans', () => {
    expect(checked(read('nhi-audit.fleet.yaml')).sources.map(({ provider }) => provider)).toEqual([
      'aws',
      'azure',
      'gcp',
      'github',
    ]);
  });

  test('the compose file runs commands that there are, on a disk that cannot be written', () => {
    const { services } = parse(read('compose.yaml'), { merge: true }) as {
      readonly services: Readonly<Record<string, Service>>;
    };
    for (const [name, { command = [], read_only: readOnly, environment }] of Object.entries(services)) {
      if (name === 'database') continue;
      expect(command[0]).toBe('fleet');
      expect(commands).toContain(command[1]);
      expect(readOnly).toBe(true);
      expect(environment?.NHI_AUDIT_FLEET_DATABASE).not.toMatch(/:[^/]*@/);
    }
    expect(Object.keys(services)).toEqual(['database', 'schedule', 'work']);
  });

  test('the manifests hold no secret, run as nobody, and refer to what is there', () => {
    const text = read('kubernetes/fleet.yaml');
    const manifests = parseAllDocuments(text).map((document) => {
      expect(document.errors).toEqual([]);
      return document.toJS() as Manifest;
    });
    expect(manifests.map(({ kind }) => kind)).toEqual([
      'ServiceAccount',
      'ConfigMap',
      'Deployment',
      'CronJob',
      'CronJob',
    ]);
    checked(manifests[1]!.data!['nhi-audit.fleet.yaml']!);
    for (const { spec } of manifests.slice(2)) {
      const pod = spec!.template?.spec ?? spec!.jobTemplate!.spec.template.spec;
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true });
      for (const { args, securityContext, volumeMounts } of pod.containers) {
        expect(commands).toContain(args[1]);
        expect(securityContext).toMatchObject({
          readOnlyRootFilesystem: true,
          allowPrivilegeEscalation: false,
        });
        const names = pod.volumes.map(({ name }) => name);
        for (const { name } of volumeMounts) expect(names).toContain(name);
      }
      expect(pod.volumes.find(({ configMap }) => configMap !== undefined)?.configMap?.name).toBe(
        manifests[1]!.metadata.name,
      );
    }
  });

  test('the Terraform is balanced, and asks for what a fleet does and no more', () => {
    const text = read('terraform/main.tf').replace(/#.*$/gm, '');
    for (const [open, close] of ['{}', '[]', '()'].map((pair) => [...pair]))
      expect(text.split(open!).length).toBe(text.split(close!).length);
    const actions = [...text.matchAll(/actions\s*=\s*\[([^\]]*)\]/g)].flatMap(([, list]) =>
      [...list!.matchAll(/"([^"]+)"/g)].map(([, action]) => action),
    );
    expect(actions).toEqual([
      'sts:AssumeRole',
      'organizations:ListAccounts',
      's3:GetObject',
      's3:PutObject',
      's3:DeleteObject',
      's3:ListBucket',
      'sts:AssumeRole',
    ]);
  });
});
