import type { WebSocket } from 'ws';
import { createApp } from '../app.ts';
import { page } from '../page.ts';
import { type Context, isUser, type SiteMaker, stages, user } from '../types.ts';
import { randomId } from '../vault.ts';

interface Message {
  do: string;
  username?: unknown;
  password?: unknown;
  token?: unknown;
}

function answering({ vault }: Context): (message: Message) => Record<string, unknown> {
  const tokens = new Set<unknown>();
  let notes = 0;
  return (message) => {
    if (message.do === 'login') {
      if (!isUser(message.username, message.password)) return {};
      const token = vault.add(randomId());
      tokens.add(token);
      return { token, user: user.name };
    }
    if (!tokens.has(message.token)) return {};
    if (message.do === 'logout') tokens.delete(message.token);
    if (message.do === 'add') notes += 1;
    return { user: user.name, notes };
  };
}

const talk = (context: Context) => {
  const answer = answering(context);
  return (socket: WebSocket): void => {
    socket.on('message', (data) => socket.send(JSON.stringify(answer(JSON.parse(String(data)) as Message))));
  };
};

export const sound: SiteMaker = () => ({
  id: 'socket',
  variant: 'sound',
  title: 'Token over a WebSocket',
  lesson:
    'Password and token travel in the messages of a WebSocket, which no extension can read. ' +
    'See that Coatcheck finds the token where the page keeps it, and says that it did not see it travel.',
  login: 'fetch',
  expected: stages('token', 'server', { where: 'sessionStorage', name: 'token', format: 'opaque' }),
  rules: ['token-in-session-storage'],
  app: (context) => {
    const app = createApp(context);
    const view = { spa: true, act: 'script', load: 'script', scripts: ['socket.js'] } as const;
    app.get('/', (_req, res) => void res.send(page(context, view)));
    return app;
  },
  socket: talk,
});
