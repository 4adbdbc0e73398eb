export interface ArnParts {
  readonly partition: string;
  readonly account: string;
  readonly resource: string;
}

/** Accounts and partitions are few: all ARNs share their texts. */
const texts = new Map<string, string>();
const mostTexts = 10_000;

const shared = (text: string): string => {
  const known = texts.get(text);
  if (known !== undefined) return known;
  if (texts.size < mostTexts) texts.set(text, text);
  return text;
};

/** `arn:partition:service:region:account:resource`. */
export const arnParts = (arn: string): ArnParts => {
  const [, partition = 'aws', , , account = '', ...rest] = arn.split(':');
  return { partition: shared(partition), account: shared(account), resource: rest.join(':') };
};
