/** Paper has no tabs and no buttons: while the browser prints, everything is open. */
import { signal } from '@preact/signals';

export const printing = signal(false);

addEventListener('beforeprint', () => (printing.value = true));
addEventListener('afterprint', () => (printing.value = false));

/** Between the click and the paper the screen must be drawn anew, which a script that goes on would keep waiting. */
export const printPage = (): void => {
  printing.value = true;
  setTimeout(() => print(), 0);
};
