/** A value that is made when it is first asked for, and kept: a table that most runs have no question for, a package. */
export const once = <Made>(make: () => Made): (() => Made) => {
  let made: { readonly value: Made } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
