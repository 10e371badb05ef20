/** A server on loopback for one test, beside the lab's. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Served {
  port: number;
  stop(): Promise<void>;
}

export const serve = async (listener: RequestListener): Promise<Served> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      // Browsers keep connections open that nobody uses.
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
