import { nestsTooDeep } from '../../../src/model/nesting.ts';

const decodings: readonly ((text: string) => string)[] = [(text) => text, decodeURIComponent];

/**
 * A policy document as an object where it is one. The AWS CLI writes objects; the API and some tools write JSON text,
 * URL-encoded by RFC 3986. Text that is neither stays as it is, for the interpreter to judge.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export const decodeDocument = (document: unknown): unknown => {
  if (typeof document !== 'string') return document;
  for (const decode of decodings) {
    try {
      const value: unknown = JSON.parse(decode(document));
      if (typeof value === 'object' && value !== null && !nestsTooDeep(value)) return value;
    } catch (error) {
      // Not in this form: the next one, or the text as it is.
      if (!(error instanceof SyntaxError || error instanceof URIError)) throw error;
    }
  }
  return document;
};
