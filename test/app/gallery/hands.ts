/** Works the screen as a reader would: by the words on the buttons. */

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** A part that is loaded at its first sight says so. */
const isLoading = (root: HTMLElement): boolean =>
  [...root.querySelectorAll('.empty')].some((part) => part.textContent === 'Opening…');

export const settled = async (root: HTMLElement): Promise<void> => {
  do for (let count = 0; count < 5; count += 1) await turn();
  while (isLoading(root));
};

const nameOf = (element: Element): string => (element.getAttribute('aria-label') ?? element.textContent ?? '').trim();

export const press = async (root: HTMLElement, words: string): Promise<void> => {
  const buttons = [...root.querySelectorAll<HTMLElement>('button')].filter((one) => one.closest('[hidden]') === null);
  const found =
    buttons.find((button) => nameOf(button) === words) ?? buttons.find((button) => nameOf(button).startsWith(words));
  if (found === undefined) throw new Error(`No button “${words}” among: ${buttons.map(nameOf).join(' | ')}`);
  found.click();
  await settled(root);
};

/** Opens whatever can be opened on the tab at hand. */
export const openAll = async (root: HTMLElement): Promise<void> => {
  for (;;) {
    const closed = [...root.querySelectorAll<HTMLElement>('button[aria-expanded="false"]')].filter(
      (button) => button.closest('[hidden]') === null,
    );
    if (closed.length === 0) return;
    for (const button of closed) button.click();
    await settled(root);
  }
};
