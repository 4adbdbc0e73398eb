/** A text as a sentence: its first letter is a capital, unless it begins with a name (`app.json: …`), which stays as it is. */
export const sentence = (text: string): string =>
  /^[a-z]+(?=[ ,;’'])/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;

/** Why there is no verdict, and what is to be done. */
export const reasonText = ({ says, remedy }: { readonly says: string; readonly remedy: string }): string =>
  `${sentence(says)}. ${remedy}`;
