/** What a third party and its customer agreed on is theirs: it stands in no output. */
export const withoutAgreement = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutAgreement);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key.toLowerCase() === 'sts:externalid' ? 'EXTERNAL_ID' : withoutAgreement(each),
    ]),
  );
};
