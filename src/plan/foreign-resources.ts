/** Providers that nobody here understands, and what is known of them all the same. */

/** Those whose resources exist in files and states only. */
export const withoutPrivileges: ReadonlySet<string> = new Set([
  'archive',
  'cloudinit',
  'external',
  'http',
  'local',
  'null',
  'random',
  'template',
  'terraform',
  'time',
  'tls',
]);

/** Resources that may hold anything: it stands in a text, a chart or another file. */
const anyContent: readonly (readonly [types: RegExp, why: string])[] = [
  [
    /^(?:helm_release|argocd_application|flux_\w+)$/,
    'what it installs may hold roles and bindings, and is not in the plan',
  ],
  [
    /^(?:kubernetes_manifest|kubectl_manifest|k8s_manifest|kustomization_resource)$/,
    'a manifest may be a role or a binding, and nothing here evaluates those of a cluster',
  ],
  [/^azapi_\w+$/, 'it makes a resource of any type, and nothing here evaluates its body'],
];

/** Why a type is listed whatever its arguments are; undefined: they decide. */
export const whyAnyContent = (type: string): string | undefined =>
  anyContent.find(([types]) => types.test(type))?.[1];
