/** `arn:partition:service:region:account:resource`. */
export const arnParts = (arn: string): { partition: string; account: string; resource: string } => {
  const [, partition = 'aws', , , account = '', ...rest] = arn.split(':');
  return { partition, account, resource: rest.join(':') };
};
