/**
 * Loaded before the program (`node --import`): `new Date()` is the moment in NHI_UNCHANGED_NOW. What the program writes
 * down is made of it; waits and time limits are measured with `Date.now()`, which goes on.
 */
const moment = process.env.NHI_UNCHANGED_NOW;
if (moment !== undefined) {
  const fixed = Date.parse(moment);
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [fixed] : args, made),
  });
}
