/** `https://<vault>.vault.azure.net/secrets/<name>`, in any cloud. */
const address = /^https:\/\/([a-z0-9-]+)\.vault\.[a-z.]+\/secrets\/([^/]+)/i;

export const isVaultSecret = (id: string): boolean => address.test(id);

/** Names of the vault, in lower case, and of the secret. */
export const vaultSecretAt = (id: string): { readonly vault: string; readonly name: string } | undefined => {
  const [, vault, name] = address.exec(id) ?? [];
  return vault === undefined || name === undefined ? undefined : { vault: vault.toLowerCase(), name };
};
