import { isJson, type Template } from './document.ts';
import { stable } from './open-value.ts';
import { meantBy } from './translated.ts';

/** Something that a template makes and does not show. */
export interface Hidden {
  /** What is judged stands here: a logical id, or the name of a macro. */
  readonly identity: string;
  readonly what: string;
  readonly why: string;
  /** The same text on both sides: nothing about it changed. */
  readonly source: string;
  /** Logical id, where it is one resource. */
  readonly address?: string;
}

/** Transforms whose outcome is known here. */
const knownTransforms = new Set(['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions']);

/** Resources whose content is written elsewhere, by type. */
const elsewhere: readonly (readonly [type: RegExp, why: string])[] = [
  [/^AWS::CloudFormation::Stack(?:Set)?$/, 'its template is another file'],
  [/^AWS::Serverless::Application$/, 'its template is another file'],
  [/^AWS::ServiceCatalog::CloudFormationProvisionedProduct$/, 'its template is in a catalogue'],
  [/::MODULE$/, 'a module of the registry writes it'],
  [/^AWS::Serverless::Connector$/, 'the transform writes the policies of a connector'],
];

const isWriter = (key: string): boolean => key === 'Fn::Transform' || key.startsWith('Fn::ForEach');

const hasWriter = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(hasWriter)
    : isJson(value) && Object.entries(value).some(([key, each]) => isWriter(key) || hasWriter(each));

/** @param evaluate values as far as the template tells them */
export const hiddenIn = (template: Template, evaluate: (written: unknown) => unknown): readonly Hidden[] => [
  ...template.transforms
    .filter((name) => !knownTransforms.has(name))
    .map(
      (name): Hidden => ({
        identity: `Transform ${name}`,
        what: 'what the template becomes',
        why: `the macro ${name} rewrites it when the stack is made`,
        // It is made of the whole template: any change may change it.
        source: `${name} ${stable(template)}`,
      }),
    ),
  ...Object.entries(template.resources).flatMap(([id, resource]): Hidden[] => {
    const type = String(resource.Type);
    const properties = isJson(resource.Properties) ? resource.Properties : {};
    const hidden = (why: string, content: unknown): Hidden[] => [
      {
        identity: id,
        what: 'what it becomes',
        why,
        source: `${id} ${type} ${stable(content)}`,
        address: id,
      },
    ];
    if (isWriter(type) || type.startsWith('Fn::'))
      return hidden(
        `${type === 'Fn::Transform' ? 'a macro' : 'a loop'} writes it when the stack is made`,
        resource,
      );
    const [, why] = elsewhere.find(([pattern]) => pattern.test(type)) ?? [];
    if (why !== undefined) {
      const { Tags: _, ...content } = properties;
      return hidden(why, evaluate(content));
    }
    // AWS tells types apart by case, as far as it says: whether this one is refused is not for a gate to bet on.
    const meant = meantBy(type);
    if (meant !== undefined)
      return hidden(`its type is ${meant} but for upper and lower case`, evaluate(properties));
    if (resource.Connectors !== undefined)
      return hidden('the transform writes the policies of a connector', resource.Connectors);
    return hasWriter(properties) ? hidden('a macro or a loop writes parts of it', properties) : [];
  }),
];
