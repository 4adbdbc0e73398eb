/** `null` is GitHub's word for "never used, as far as we know". */
export const used = (at: string | null | undefined): { lastUsedAt?: string } =>
  at === undefined ? {} : { lastUsedAt: at ?? 'never' };
export const at = <Key extends string>(
  key: Key,
  value: string | null | undefined,
): { [name in Key]?: string } => (value == null ? {} : { [key]: value }) as { [name in Key]?: string };
