/** @throws where nothing came for so long: a server that is silent would be waited for for ever */
export async function* watched(body: AsyncIterable<Uint8Array>, idle: number): AsyncGenerator<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]();
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`nothing came for ${Math.round(idle / 1000)} seconds`)),
        idle,
      );
    });
    try {
      const { done, value } = await Promise.race([pieces.next(), silence]);
      if (done === true) return;
      yield value;
    } finally {
      clearTimeout(timer);
    }
  }
}
