import { isObject } from '../../../src/exports/checked.ts';
import { isLiteralSecret, literalsInText } from '../facts/literals.ts';

/**
 * Where a resource's configuration holds settings in clear text, which everybody sees who may describe the resource. Paths are
 * those of AWS Config and of the services' own answers, which differ in case only; a step through a list means each element.
 */
interface SettingPlaces {
  /** Names with values: an object, or a list of `{name, value}`. */
  readonly pairs?: readonly string[];
  /** Texts with assignments in them, in base64. */
  readonly scripts?: readonly string[];
  /** The kind of setting, in the singular. */
  readonly place: string;
}

const variables = 'environment variable';

const settingPlaces: ReadonlyMap<string, SettingPlaces> = new Map([
  ['AWS::Amplify::App', { pairs: ['environmentVariables'], place: variables }],
  [
    'AWS::AppRunner::Service',
    {
      pairs: [
        'sourceConfiguration.imageRepository.imageConfiguration.runtimeEnvironmentVariables',
        'sourceConfiguration.codeRepository.codeConfiguration.codeConfigurationValues.runtimeEnvironmentVariables',
      ],
      place: variables,
    },
  ],
  ['AWS::AutoScaling::LaunchConfiguration', { scripts: ['userData'], place: 'user data' }],
  ['AWS::Batch::JobDefinition', { pairs: ['containerProperties.environment'], place: variables }],
  ['AWS::BedrockAgentCore::Runtime', { pairs: ['environmentVariables'], place: variables }],
  ['AWS::CloudFormation::Stack', { pairs: ['parameters'], place: 'parameter without NoEcho' }],
  ['AWS::CodeBuild::Project', { pairs: ['environment.environmentVariables'], place: variables }],
  ['AWS::EC2::Instance', { scripts: ['userData'], place: 'user data' }],
  ['AWS::EC2::LaunchTemplate', { scripts: ['launchTemplateData.userData'], place: 'user data' }],
  ['AWS::ECS::TaskDefinition', { pairs: ['containerDefinitions.environment'], place: variables }],
  ['AWS::Glue::Job', { pairs: ['defaultArguments', 'nonOverridableArguments'], place: 'argument' }],
  ['AWS::Lambda::Function', { pairs: ['environment.variables'], place: variables }],
  [
    'AWS::SageMaker::Model',
    { pairs: ['primaryContainer.environment', 'containers.environment'], place: variables },
  ],
]);

/** Members are found whatever their case; nothing is looked up by a name from outside. */
const member = (value: unknown, name: string): unknown =>
  isObject(value)
    ? Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
    : undefined;

const at = (value: unknown, path: string): readonly unknown[] => {
  let reached: unknown[] = [value];
  for (const step of path.split('.')) reached = reached.flat().map((each) => member(each, step));
  return reached.filter((each) => each !== undefined);
};

/** References that the service resolves: what stands there is a name. */
const references = /^(parameter_store|secrets_manager)$/i;

const pairsIn = (value: unknown): readonly (readonly [name: string, value: string])[] => {
  if (Array.isArray(value)) {
    return value.flatMap((each): [string, string][] => {
      const name = member(each, 'name') ?? member(each, 'parameterKey') ?? member(each, 'key');
      const text = member(each, 'value') ?? member(each, 'parameterValue');
      const type = member(each, 'type');
      return typeof name !== 'string' || typeof text !== 'string' || references.test(String(type))
        ? []
        : [[name, text]];
    });
  }
  return isObject(value)
    ? Object.entries(value).flatMap(([name, text]): [string, string][] =>
        typeof text === 'string' ? [[name, text]] : [],
      )
    : [];
};

export interface Literal {
  readonly Place: string;
  readonly Name: string;
}

/** Settings of a resource that hold a secret written out, sorted; the values go no further than this. */
export const literalsOf = (resourceType: string, configuration: unknown): readonly Literal[] => {
  const found = settingPlaces.get(resourceType);
  if (found === undefined) return [];
  const { pairs = [], scripts = [], place } = found;
  const names = new Set([
    ...pairs
      .flatMap((path) => at(configuration, path))
      .flatMap(pairsIn)
      .filter(([name, value]) => isLiteralSecret(name, value))
      .map(([name]) => name.slice(0, longestName)),
    ...scripts
      .flatMap((path) => at(configuration, path))
      .flatMap((text) =>
        typeof text === 'string' ? literalsInText(Buffer.from(text, 'base64').toString('utf8')) : [],
      ),
  ]);
  return [...names].sort().map((Name) => ({ Place: place, Name }));
};

const longestName = 200;

/** `optional` where whoever reaches the metadata service of an instance needs no session token; undefined: not told, or off. */
export const metadataTokensOf = (resourceType: string, configuration: unknown): string | undefined => {
  const path = metadataPaths.get(resourceType);
  const [options] = path === undefined ? [] : at(configuration, path);
  const tokens = member(options, 'httpTokens');
  return member(options, 'httpEndpoint') === 'disabled' || typeof tokens !== 'string' ? undefined : tokens;
};

const metadataPaths: ReadonlyMap<string, string> = new Map([
  ['AWS::AutoScaling::LaunchConfiguration', 'metadataOptions'],
  ['AWS::EC2::Instance', 'metadataOptions'],
  ['AWS::EC2::LaunchTemplate', 'launchTemplateData.metadataOptions'],
]);

/** What is kept of a resource's settings. */
export interface FoundInSettings {
  readonly Literals?: readonly Literal[];
  readonly MetadataTokens?: string;
}

export const foundInSettings = (resourceType: string, configuration: unknown): FoundInSettings => {
  const literals = literalsOf(resourceType, configuration);
  const tokens = metadataTokensOf(resourceType, configuration);
  return {
    ...(literals.length === 0 ? {} : { Literals: literals }),
    ...(tokens === undefined ? {} : { MetadataTokens: tokens }),
  };
};
