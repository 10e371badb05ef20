/**
 * A page of the extension in a tab of Firefox. BiDi, by which puppeteer drives the web's pages there, shows no such page; so
 * this has the few of puppeteer's methods that the specs need, under the same names.
 */
import type { Marionette } from './marionette.ts';
import { valueIn } from './marionette.ts';

interface Evaluated {
  value?: unknown;
  thrown?: string;
}

const CALL = (code: string): string => `
  const done = arguments[arguments.length - 1];
  const given = JSON.parse(arguments[0]);
  Promise.resolve()
    .then(() => (${code})(...given))
    .then((value) => done({ value }), (error) => done({ thrown: String(error && error.message || error) }));`;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Puppeteer's own is as long. */
const PATIENCE_MS = 30_000;

type Code = string | ((...args: never[]) => unknown);

const codeOf = (code: Code): string => (typeof code === 'string' ? `() => (${code})` : code.toString());

export class MarionettePage {
  readonly #marionette: Marionette;
  readonly #handle: string;
  #url = 'about:blank';

  private constructor(marionette: Marionette, handle: string) {
    this.#marionette = marionette;
    this.#handle = handle;
  }

  static async open(marionette: Marionette): Promise<MarionettePage> {
    const { handle } = (await marionette.send('WebDriver:NewWindow', { type: 'tab', focus: false })) as {
      handle: string;
    };
    return new MarionettePage(marionette, handle);
  }

  async goto(url: string): Promise<void> {
    await this.#marionette.inWindow(this.#handle, () => this.#marionette.send('WebDriver:Navigate', { url }));
    this.#url = url;
  }

  url(): string {
    return this.#url;
  }

  /** Arguments and result go as JSON. */
  async evaluate(code: Code, ...args: unknown[]): Promise<unknown> {
    const answer = await this.#marionette.inWindow(this.#handle, () =>
      this.#marionette.send('WebDriver:ExecuteAsyncScript', {
        script: CALL(codeOf(code)),
        args: [JSON.stringify(args)],
        sandbox: null,
      }),
    );
    const { value, thrown } = valueIn(answer) as Evaluated;
    if (thrown !== undefined) throw new Error(thrown);
    return value;
  }

  $eval(selector: string, code: Code, ...args: unknown[]): Promise<unknown> {
    return this.evaluate(
      `(() => {
        const found = document.querySelector(${JSON.stringify(selector)});
        if (found === null) throw new Error(${JSON.stringify(`nothing is found by ${selector}`)});
        return (${code.toString()})(found, ...${JSON.stringify(args)});
      })()`,
    );
  }

  $$eval(selector: string, code: Code, ...args: unknown[]): Promise<unknown> {
    return this.evaluate(
      `(${code.toString()})([...document.querySelectorAll(${JSON.stringify(selector)})], ...${JSON.stringify(args)})`,
    );
  }

  async waitForFunction(code: Code, _options: object = {}, ...args: unknown[]): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    while (!(await this.evaluate(code, ...args))) {
      if (Date.now() > until) throw new Error(`Waited in vain for ${codeOf(code)}`);
      await pause(40);
    }
  }

  async waitForSelector(selector: string): Promise<void> {
    await this.waitForFunction(`document.querySelector(${JSON.stringify(selector)}) !== null`);
  }

  async click(selector: string): Promise<void> {
    await this.waitForSelector(selector);
    await this.$eval(selector, (found: HTMLElement) => found.click());
  }

  async close(): Promise<void> {
    await this.#marionette.inWindow(this.#handle, () => this.#marionette.send('WebDriver:CloseWindow'));
  }
}
