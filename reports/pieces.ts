/** Characters that a piece holds before it is handed on: large enough for few writes, small against any estate. */
const pieceLength = 65_536;

/** Text of any length in pieces, made anew each time it is read. */
export const inPieces = (parts: () => Iterable<string>): Iterable<string> => ({
  *[Symbol.iterator]() {
    let piece = '';
    for (const part of parts()) {
      piece += part;
      if (piece.length >= pieceLength) {
        yield piece;
        piece = '';
      }
    }
    if (piece !== '') yield piece;
  },
});
