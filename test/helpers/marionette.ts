/**
 * Marionette, Firefox's own remote protocol: JSON with its length in front, over TCP (Firefox source docs: testing/marionette,
 * Protocol). It reaches what WebDriver BiDi does not show: the pages of extensions, and the browser itself.
 */
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

type Answer = readonly [type: 1, id: number, error: { error: string; message: string } | null, result: unknown];

/** What both protocols speak of. */
export interface MarionetteSession {
  sessionId: string;
  capabilities: { webSocketUrl: string; browserVersion: string };
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** A port that nobody listens on at the moment. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const connected = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });

/** Firefox opens the port some time after it has started. */
const connectedInTime = async (port: number, until: number): Promise<Socket> => {
  for (;;) {
    try {
      return await connected(port);
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};

export class Marionette {
  session: MarionetteSession = { sessionId: '', capabilities: { webSocketUrl: '', browserVersion: '' } };
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  #received = Buffer.alloc(0);
  #lastId = 0;
  /** Which window is spoken to is a state of the connection: who needs a window has it for a whole turn. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (data) => this.#read(data));
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('Firefox closed the connection.'));
      this.#waiting.clear();
    });
  }

  static async connect(port: number, timeout = 30_000): Promise<Marionette> {
    const marionette = new Marionette(await connectedInTime(port, Date.now() + timeout));
    // `webSocketUrl`: the session is to be had over BiDi as well, since there can be but one.
    marionette.session = (await marionette.send('WebDriver:NewSession', {
      acceptInsecureCerts: true,
      webSocketUrl: true,
      unhandledPromptBehavior: 'ignore',
    })) as MarionetteSession;
    await marionette.send('WebDriver:SetTimeouts', { script: 60_000, pageLoad: 60_000 });
    return marionette;
  }

  /** @throws where Firefox answers with an error, with its words */
  send(name: string, parameters: object = {}): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const text = JSON.stringify([0, id, name, parameters]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** In the tab of this handle, undisturbed by others who want another one. */
  inWindow<Result>(handle: string, work: () => Promise<Result>): Promise<Result> {
    return this.#inTurn(async () => {
      await this.send('WebDriver:SwitchToWindow', { handle, focus: false });
      return work();
    });
  }

  /** Runs the body of a function in the browser itself; `done` is its last argument. */
  inBrowser(body: string, ...args: unknown[]): Promise<unknown> {
    return this.#inTurn(async () => {
      await this.send('Marionette:SetContext', { value: 'chrome' });
      try {
        return valueIn(await this.send('WebDriver:ExecuteAsyncScript', { script: body, args }));
      } finally {
        await this.send('Marionette:SetContext', { value: 'content' });
      }
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  #read(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const colon = this.#received.indexOf(':');
      const length = Number(this.#received.subarray(0, Math.max(0, colon)).toString());
      if (colon === -1 || this.#received.length < colon + 1 + length) return;
      const message = JSON.parse(this.#received.subarray(colon + 1, colon + 1 + length).toString());
      this.#received = this.#received.subarray(colon + 1 + length);
      // The first one introduces Firefox and is no answer.
      if (Array.isArray(message)) this.#answer(message as unknown as Answer);
    }
  }

  #answer([, id, error, result]: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === null) waiting?.resolve(result);
    else waiting?.reject(new Error(`${error.error}: ${error.message}`));
  }
}

export const valueIn = (result: unknown): unknown => (result as { value?: unknown } | null)?.value;
