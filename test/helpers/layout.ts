/** Looks at a page as it is laid out: what runs out of the window, what is cut off, what lies on top of each other. */
import type { Page } from 'puppeteer-core';

/** What a reader would have to scroll sideways for, or could not get to see at all. */
export const overflows = (page: Pick<Page, 'evaluate'>): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>();
    const nameOf = (element: Element): string => `${element.localName}.${element.getAttribute('class') ?? ''}`;
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth) found.add(`the page is ${root.scrollWidth} wide, the window ${innerWidth}`);
    const clips = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
    const scrolls = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';

    const clippers = new Map<Element, DOMRect>();
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(element);
      // For screen readers alone; and what is cut after some lines is cut on purpose.
      const meant = element.classList.contains('sr') || style.getPropertyValue('-webkit-line-clamp') !== 'none';
      if (meant || element.getClientRects().length === 0) continue;
      if (clips(style.overflowX) || clips(style.overflowY)) clippers.set(element, element.getBoundingClientRect());
      const sideways = scrolls(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
      if (sideways && element.localName !== 'textarea') found.add(`${nameOf(element)} scrolls sideways`);
    }

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (parent === null || parent.closest('[hidden], .sr') !== null || walker.currentNode.textContent?.trim() === '')
        continue;
      range.selectNodeContents(walker.currentNode);
      const box = range.getBoundingClientRect();
      if (box.width === 0) continue;
      const text = walker.currentNode.textContent?.trim().slice(0, 40);
      if (box.left + scrollX < 0) found.add(`“${text}” begins left of the page`);
      for (const [clipper, frame] of clippers) {
        if (!clipper.contains(parent)) continue;
        if (box.right > frame.right + 1 || box.bottom > frame.bottom + 1)
          found.add(`“${text}” is cut off by ${nameOf(clipper)}`);
      }
    }
    return [...found];
  });

/** Pairs of texts inside an element that lie on each other. */
export const overlaps = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate((within) => {
    const texts: { node: Node; text: string; box: DOMRect }[] = [];
    const range = document.createRange();
    for (const root of document.querySelectorAll(within)) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = walker.currentNode.textContent?.trim() ?? '';
        const skipped = walker.currentNode.parentElement?.closest('[hidden], .sr, title') !== null;
        if (text === '' || skipped) continue;
        range.selectNodeContents(walker.currentNode);
        for (const box of range.getClientRects())
          texts.push({ node: walker.currentNode, text: text.slice(0, 40), box });
      }
    }
    // A line's box is taller than its letters: a fifth at either side belongs to nobody.
    const inner = ({ left, top, width, height }: DOMRect) => ({
      left: left + 1,
      right: left + width - 1,
      top: top + height / 5,
      bottom: top + height - height / 5,
    });
    const found = new Set<string>();
    texts.forEach((one, index) => {
      for (const other of texts.slice(index + 1)) {
        // Lines of one text.
        if (one.node === other.node) continue;
        const [a, b] = [inner(one.box), inner(other.box)];
        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
          found.add(`“${one.text}” and “${other.text}”`);
      }
    });
    return [...found];
  }, selector);

/** Elements that would move: a transition or an animation that takes time. */
export const moving = (page: Pick<Page, 'evaluate'>): Promise<string[]> =>
  page.evaluate(() => {
    const takesTime = (durations: string): boolean => durations.split(',').some((one) => Number.parseFloat(one) > 0);
    const found = new Set<string>();
    for (const element of document.querySelectorAll('*')) {
      for (const pseudo of [null, '::before', '::after']) {
        const { transitionDuration, animationDuration } = getComputedStyle(element, pseudo);
        if (takesTime(transitionDuration) || takesTime(animationDuration))
          found.add(`${element.localName}.${element.getAttribute('class') ?? ''}${pseudo ?? ''}`);
      }
    }
    return [...found];
  });
