import { isObject } from '../../../src/exports/checked.ts';
import type { FoundInSettings } from '../import/setting-literals.ts';
import { foundIn, foundName } from './found.ts';
import { readAll } from './region-reading.ts';
import { arnIn, listedWorkload, type PutRecord, type Region, type RegionReading } from './workload-region.ts';

/** A version of a template, as far as it is kept. */
interface Version {
  readonly id: string;
  readonly name: string | undefined;
  readonly isDefault: boolean;
  readonly profile: string | undefined;
  readonly found: FoundInSettings;
}

/** One record for a template: as it is by default, with the secrets that its latest version shows as well. */
const merged = (versions: readonly Version[]): Version => {
  const current = versions.find(({ isDefault }) => isDefault) ?? versions[0]!;
  const literals = new Map(
    versions.flatMap(({ found }) =>
      (found.Literals ?? []).map((each) => [`${each.Place} ${each.Name}`, each]),
    ),
  );
  const { MetadataTokens } = current.found;
  return {
    ...current,
    found: {
      ...(literals.size === 0
        ? {}
        : { Literals: [...literals.keys()].sort().map((key) => literals.get(key)!) }),
      ...(MetadataTokens === undefined ? {} : { MetadataTokens }),
    },
  };
};

/**
 * Templates that instances are started from. Two versions of all of them come with one list.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html
 */
export const listLaunchTemplates = async (region: Region, put: PutRecord): Promise<RegionReading> => {
  const sdk = await import('@aws-sdk/client-ec2');
  const versions: Version[] = [];
  const reading = await region.withClient(
    'ec2',
    (config) => new sdk.EC2Client(config),
    (client) =>
      readAll(region, 'ec2:DescribeLaunchTemplateVersions', {
        ask: (NextToken) =>
          client.send(
            new sdk.DescribeLaunchTemplateVersionsCommand({
              Versions: ['$Default', '$Latest'],
              MaxResults: 200,
              NextToken,
            }),
            region.request,
          ),
        next: ({ NextToken }) => NextToken,
        take: ({ LaunchTemplateVersions = [] }, malformed) => {
          for (const version of LaunchTemplateVersions) {
            const { LaunchTemplateId: id, LaunchTemplateName: name, LaunchTemplateData } = version;
            const { Arn, Name } = LaunchTemplateData?.IamInstanceProfile ?? {};
            if (id === undefined) malformed();
            else
              versions.push({
                id,
                name,
                isDefault: version.DefaultVersion === true,
                profile: Arn ?? Name,
                found: isObject(version) ? foundIn(version) : {},
              });
          }
        },
      }),
  );
  let lost = 0;
  for (const own of Map.groupBy(versions, ({ id }) => id).values()) {
    const { id, name, profile, found } = merged(own);
    const workload = listedWorkload(region, 'AWS::EC2::LaunchTemplate', {
      arn: arnIn(region, 'ec2', `launch-template/${id}`),
      name,
      profile,
      settings: { [foundName]: found },
    });
    if (workload !== undefined && !(await put('aws.workload', workload))) lost += 1;
  }
  return lost === 0 || reading.status !== 'complete'
    ? reading
    : {
        ...reading,
        status: 'partial',
        detail: `${lost} launch templates did not have the shape of the AWS API and were left out`,
      };
};
