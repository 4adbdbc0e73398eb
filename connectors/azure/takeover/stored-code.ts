import type { Technique } from '../../../src/model/takeover.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Delegation } from '../rbac/condition/delegation.ts';
import { normalScope } from '../rbac/scope.ts';
import { replaceStoredCode, writeBlobs } from '../techniques/carriers/apps.ts';
import { type PushWay, pushWays } from '../techniques/carriers/images.ts';
import type { Need } from '../techniques/types.ts';
import type { Carrier } from './carriers.ts';

export interface Located {
  readonly path: string;
}

/** Attributes by which conditions bound what is written. */
const containerName = 'microsoft.storage/storageaccounts/blobservices/containers:name';
const repositoryName = 'microsoft.containerregistry/registries/repositories:name';
const named = (attribute: string, value: string | undefined): Delegation =>
  value === undefined ? {} : { attributes: new Map([[attribute, value]]) };

interface Push extends Pick<PushWay, 'needs' | 'technique'> {
  readonly rests: readonly string[];
}

/** Ways to put an image into a registry, as far as its settings leave them open. */
const pushesInto = ({ inventory }: Arranged): ((registry: string) => readonly Push[]) => {
  const settingsOf = new Map(
    inventory
      .of('azure.resource')
      .map(({ data }) => [normalScope(data.id), data.settings] as const)
      .filter(([, settings]) => settings != null),
  );
  return (registry) =>
    pushWays.flatMap(({ needs, technique, asks }): readonly Push[] => {
      const told = asks === undefined ? undefined : settingsOf.get(registry)?.[asks.setting];
      if (asks === undefined || told === asks.is) return [{ needs, technique, rests: [] }];
      if (told != null) return [];
      return [{ needs, technique, rests: asks.otherwise === undefined ? [] : [asks.otherwise] }];
    });
};

/** A place from which a workload takes what it runs, and a way to write there. */
export interface StoredCode extends Located {
  readonly carrier: Carrier;
  readonly needs: readonly Need[];
  readonly about: Delegation;
  readonly technique: Technique;
  readonly rests: readonly string[];
}

export const storedCodeOf = (arranged: Arranged, carriers: readonly Carrier[]): readonly StoredCode[] => {
  const pushedTo = pushesInto(arranged);
  return carriers.flatMap((carrier): readonly StoredCode[] => [
    ...(carrier.codeAt?.isTold === true
      ? [
          {
            carrier,
            path: carrier.codeAt.account,
            needs: [writeBlobs],
            about: named(containerName, carrier.codeAt.container),
            technique: replaceStoredCode,
            rests: [],
          },
        ]
      : []),
    ...(carrier.images ?? []).flatMap(({ registry, repository, assumes }) =>
      pushedTo(registry).map(({ needs, technique, rests }) => ({
        carrier,
        path: registry,
        needs,
        about: named(repositoryName, repository),
        technique,
        rests: [...rests, ...assumes],
      })),
    ),
  ]);
};
