/**
 * Where attacks take place: a site for each, `http://NAME.localhost`, in a real browser with the real extension. What all
 * of them leave behind is looked at in one way: no error, an answer in time, little memory, a right word on another site.
 */
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Credential, SiteReport } from '../../../src/core/report.ts';
import { fromWire } from '../../../src/messages/wire.ts';
import { jwt } from '../../core/observe/tokens.ts';
import { expectReport } from '../../helpers/expect-report.ts';
import { type ExtensionBrowser, launch } from '../../helpers/extension-browser.ts';
import { act, login } from '../../lab/drive.ts';
import { type Lab, siteNamed, startLab } from '../../lab/index.ts';

/** What a person waits for without a second thought. */
const ANSWER_MS = 1_000;
/** Of what the background holds, over what it holds at rest. */
const MEMORY_CAP = 15 * 2 ** 20;

/** Signed by nobody, and well formed: what a site gives to a user. */
export const TOKEN = jwt({
  iss: 'https://id.example',
  sub: 'user-4711',
  aud: 'app',
  iat: 1_760_000_000,
  exp: 4_000_000_000,
});
/** Another one, for places that must not be found, or must be told apart from the first. */
export const OTHER = jwt({
  iss: 'https://id.example',
  sub: 'user-1234',
  aud: 'app',
  iat: 1_760_000_000,
  exp: 4_000_000_000,
});
export const SESSION_ID = 'Zk3vQm8WfLr2Xb7NcTy5HsDp';

export interface Attack {
  name: string;
  /** Of the page. */
  headers?: OutgoingHttpHeaders;
  /** In the page's body. */
  markup?: string;
  /** Answers what the page itself does not; else there is nothing. */
  serve?: (request: IncomingMessage, response: ServerResponse) => void;
  /** The first script of the page: it stands alone, and the attack is over when its promise is. */
  script?: (given: Given) => unknown;
  /** Instead of opening the page and waiting for its script. */
  open?: (page: Page, url: string) => Promise<unknown>;
  /** What must be so all the same. */
  holds: (report: SiteReport, stage: Stage, page: Page) => void | Promise<void>;
}

/** What a page's script is told. */
export interface Given {
  token: string;
  other: string;
  /** Of the ordinary site. */
  victim: string;
  extension: string;
}

export interface Stage {
  readonly browser: ExtensionBrowser;
  readonly lab: Lab;
  /** Opens the attack's page and waits until its script is done. */
  begin(attack: Attack): Promise<Page>;
  /** The report on a page, and how long it took. */
  ask(page: Page): Promise<{ report: SiteReport; took: number }>;
  /** All of it: the attack, what must be so, and what it may not leave behind. */
  survives(attack: Attack): Promise<void>;
  /** Nothing of what an attack may not leave behind is there. */
  aftermath(page: Page): Promise<void>;
  /** A part of the report as the JSON text that the extension's own page makes of it. */
  textOf(page: Page, pick: (report: SiteReport) => unknown): Promise<string>;
  /** What stands where every object of the worker would have it. */
  pollution(): Promise<unknown>;
  originOf(name: string): string;
  /** The tab of the ordinary site. */
  ordinary(): Page;
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);

const scriptOf = ({ script }: Attack, given: Given): string => `(async () => {
  const end = (id) => { document.documentElement.id = id; };
  const { stringify } = JSON;
  try { await (${script?.toString() ?? '() => {}'})(${JSON.stringify(given)}); end('done'); }
  catch (error) { document.title = String(error && error.stack); end('failed'); }
})();`;

const pageOf = ({ markup = '' }: Attack): string =>
  `<!doctype html><meta charset="utf-8"><title>attack</title><link rel="icon" href="data:,"><body>${markup}<script src="/attack.js"></script>`;

/** Registers the browser, the lab and the server of the attacks with the spec that calls it. */
export const setStage = (attacks: readonly Attack[]): Stage => {
  const byHost = new Map(attacks.map((attack) => [slug(attack.name), attack]));
  if (byHost.size !== attacks.length) throw new Error('Two attacks would share a site.');
  let browser: ExtensionBrowser;
  let lab: Lab;
  let atRest = 0;
  let ordinary: Page | undefined;

  const told = (): Given => ({
    token: TOKEN,
    other: OTHER,
    victim: siteNamed(lab, 'session').origin,
    extension: browser.origin,
  });

  // Headers of some megabytes are part of the attacks; Node itself would refuse them.
  const server = createServer({ maxHeaderSize: 8 * 2 ** 20 }, (request, response) => {
    const attack = byHost.get((request.headers.host ?? '').split('.')[0] ?? '');
    const path = (request.url ?? '/').split('?')[0];
    if (attack === undefined) return void response.writeHead(404).end();
    if (path === '/attack.js')
      return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(scriptOf(attack, told()));
    if (path !== '/' && attack.serve !== undefined) return attack.serve(request, response);
    if (path !== '/') return void response.writeHead(204).end();
    response.writeHead(200, { 'content-type': 'text/html', ...attack.headers }).end(pageOf(attack));
  });

  beforeAll(async () => {
    lab = await startLab({ port: 0, apiPort: 0 });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await launch({ listen: true });
    await judgesRightly();
    atRest = await browser.memory();
  });

  afterAll(async () => {
    await browser?.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await lab?.stop();
  });

  /** The ordinary site, seen for the first time: signed in to, used, told right. */
  const judgesRightly = async (): Promise<void> => {
    const site = siteNamed(lab, 'session');
    if (ordinary !== undefined) {
      const cleared = await browser.ask({ name: 'popup/clear', tabId: await browser.tabId(ordinary), what: 'site' });
      expect(cleared).toMatchObject({ ok: true });
      await ordinary.deleteCookie(...(await ordinary.cookies()));
    }
    ordinary ??= await browser.newPage();
    await ordinary.goto(`${site.origin}/`);
    await login(ordinary, site);
    await act(ordinary);
    expectReport(await browser.report(ordinary), site.expected.after);
  };

  const stage: Stage = {
    get browser() {
      return browser;
    },
    get lab() {
      return lab;
    },
    ordinary: () => ordinary as Page,
    originOf: (name) => `http://${slug(name)}.localhost:${(server.address() as AddressInfo).port}`,
    textOf: async (page, pick) => {
      const tabId = await browser.tabId(page);
      const expression = `(async () => {
        const received = await chrome.runtime.sendMessage({ name: 'popup/get-report', tabId: ${tabId} });
        return JSON.stringify((${pick.toString()})((${fromWire.toString()})(received).value));
      })()`;
      return (await browser.inExtension(expression)) as string;
    },
    pollution: () => browser.pollution(),
    begin: async (attack) => {
      const page = await browser.newPage();
      const url = `${stage.originOf(attack.name)}/`;
      if (attack.open !== undefined) {
        await attack.open(page, url);
        return page;
      }
      await page.goto(url, { waitUntil: 'domcontentloaded', timeout: 60_000 });
      // Puppeteer waits in a world of its own: what the page did to its built-ins does not matter there.
      await page.waitForSelector('#done, #failed', { timeout: 60_000 });
      const failed = await page.$('#failed');
      if (failed !== null) throw new Error(`The attack did not run: ${await page.title()}`);
      return page;
    },
    ask: async (page) => {
      const tabId = await browser.tabId(page);
      const start = performance.now();
      const report = await browser.reportOn(tabId);
      return { report, took: performance.now() - start };
    },
    survives: async (attack) => {
      const page = await stage.begin(attack);
      const { report } = await stage.ask(page);
      await attack.holds(report, stage, page);
      await stage.aftermath(page);
      await page.close();
    },
    aftermath: async (page) => {
      const { took } = await stage.ask(page);
      expect(took, 'milliseconds until the report is there').toBeLessThan(ANSWER_MS);
      await judgesRightly();
      expect((await browser.memory()) - atRest, 'bytes more than at rest').toBeLessThan(MEMORY_CAP);
      expect(await browser.errors()).toEqual([]);
      expect(await browser.log()).toEqual([]);
    },
  };
  return stage;
};

/** The credential that is kept or sent there. */
export const credentialAt = (report: SiteReport, where: string, name: string): Credential | undefined =>
  report.credentials.find(({ carriers }) => carriers.some((one) => one.where === where && one.name === name));

export const placesOf = ({ carriers }: Credential): string =>
  carriers.map(({ where, name }) => `${where} ${name}`).join(', ');
