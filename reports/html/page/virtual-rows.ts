import { useEffect, useRef, useState } from 'preact/hooks';

/** Rows that are drawn above and below those that can be seen. */
const around = 8;

export interface Window {
  readonly first: number;
  /** Not included. */
  readonly end: number;
}

/** Which rows of equal height stand in view. */
export const windowOf = (top: number, height: number, rowHeight: number, rows: number): Window => ({
  first: Math.max(0, Math.min(rows, Math.floor(top / rowHeight)) - around),
  end: Math.min(rows, Math.ceil((top + height) / rowHeight) + around),
});

/** Draws only what can be seen of a list of any length. */
export const useVirtualRows = (rows: number, rowHeight: number) => {
  const box = useRef<HTMLElement>(null);
  const [view, setView] = useState<Window>({ first: 0, end: Math.min(rows, 40) });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const update = (): void => {
      const next = windowOf(element.scrollTop, element.clientHeight, rowHeight, rows);
      setView((before) => (before.first === next.first && before.end === next.end ? before : next));
    };
    update();
    element.addEventListener('scroll', update, { passive: true });
    addEventListener('resize', update);
    return () => {
      element.removeEventListener('scroll', update);
      removeEventListener('resize', update);
    };
  }, [rows, rowHeight]);
  return { box, view: { first: Math.min(view.first, rows), end: Math.min(view.end, rows) } };
};
