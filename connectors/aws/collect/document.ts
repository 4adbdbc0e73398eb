/**
 * A policy document as the API gives it: URL-encoded JSON. Decoded to an object where it is one; else the text is
 * kept as given, for the interpreter to judge.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export const decodeDocument = (text: string | undefined): unknown => {
  if (text === undefined) return;
  for (const decode of [(raw: string) => raw, decodeURIComponent]) {
    try {
      const value: unknown = JSON.parse(decode(text));
      if (typeof value === 'object' && value !== null) return value;
    } catch (error) {
      // Not this form: try the next one.
      if (!(error instanceof SyntaxError || error instanceof URIError)) throw error;
    }
  }
  return text;
};
