/** Checks that somebody asks for: is the secret a well-known one, and does this key fit the signature? Nothing leaves the browser. */
import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { isHmac } from '../../core/check/algorithms.ts';
import type { Credential, DecodedToken } from '../../core/report.ts';
import type { CheckResult } from '../api.ts';
import { Text } from '../components/Text.tsx';
import { useStore } from '../context.ts';
import type { SecretIn } from './keys.ts';
import type { SearchNews } from './search.ts';
import { tokenIn } from './token-in.ts';
import { brokenOff, foundIn, outcomeOf, progressOf, resultOf } from './view-search.ts';

interface Props {
  credential: Credential;
  token: DecodedToken;
}

/** Where the live token comes from: from its place by a click, or pasted where only the page's memory has it. */
const useToken = ({ id }: Credential) => {
  const store = useStore();
  const pasted = useSignal('');
  const missing = useSignal('');
  const notTold = useSignal('');
  const read = async (): Promise<string | undefined> => {
    missing.value = '';
    const reply = pasted.value === '' ? await store.readSecret(id) : pasted.value;
    const found = typeof reply === 'string' ? tokenIn(reply) : undefined;
    if (found === undefined)
      missing.value = typeof reply === 'string' ? 'This is no token: it should begin with eyJ.' : reply.why;
    return found;
  };
  const tell = async (token: string, result: CheckResult): Promise<void> => {
    notTold.value = (await store.tellChecked(token, result)) ?? '';
  };
  return { pasted, missing, notTold, read, tell };
};

type TokenSource = ReturnType<typeof useToken>;

const Paste = ({ source: { pasted, missing } }: { source: TokenSource }) => {
  const id = useId();
  if (missing.value === '' && pasted.value === '') return null;
  return (
    <>
      {missing.value !== '' && (
        <p class="refused" role="alert">
          <Text value={missing.value} />
        </p>
      )}
      <label for={id}>Paste the token here instead, as the network panel shows it</label>
      <textarea
        id={id}
        rows={2}
        spellcheck={false}
        autocomplete="off"
        value={pasted.value}
        onInput={({ currentTarget }) => (pasted.value = currentTarget.value)}
      />
    </>
  );
};

const Secret = ({ secret, as }: { secret: string; as: 'text' | 'base64' }) => {
  const shown = useSignal(false);
  return (
    <div class="secret" data-shown={shown.value}>
      <div class="value">{shown.value ? <Text value={secret} mono /> : <span class="mono">••••</span>}</div>
      <div class="buttons">
        <button
          type="button"
          class="small"
          aria-label={`${shown.value ? 'Hide' : 'Reveal'} the secret`}
          onClick={() => (shown.value = !shown.value)}
        >
          {shown.value ? 'Hide' : 'Reveal'}
        </button>
      </div>
      {shown.value && as === 'base64' && <p class="muted">The server reads it as base64.</p>}
    </div>
  );
};

const Known = ({ source }: { source: TokenSource }) => {
  const store = useStore();
  const news = useSignal<SearchNews | undefined>(undefined);
  const state = useSignal<'idle' | 'searching' | 'over'>('idle');
  const cancel = useRef<() => void>(() => undefined);
  const id = useId();
  useEffect(() => () => cancel.current(), []);

  const begin = async (list: File | undefined): Promise<void> => {
    const token = await source.read();
    if (token === undefined) return;
    news.value = undefined;
    state.value = 'searching';
    const stop = await store.api.search(token, list, (latest) => {
      news.value = latest;
      const result = resultOf(latest);
      if (latest.at !== 'searching') state.value = 'over';
      if (result !== undefined) void source.tell(token, result);
    });
    cancel.current = () => {
      stop();
      if (state.value !== 'searching') return;
      state.value = 'over';
      const result = brokenOff(news.value);
      news.value = result;
      const told = resultOf(result);
      if (told !== undefined) void source.tell(token, told);
    };
  };
  const latest = news.value;
  const found = foundIn(latest);
  return (
    <>
      <p class="label">Is the secret a well-known one?</p>
      {state.value === 'searching' ? (
        <div class="searching">
          <progress aria-label="Search" max={1} {...(latest?.at === 'searching' && { value: latest.share })} />
          <p>{progressOf(latest)}</p>
          <button type="button" class="small" onClick={() => cancel.current()}>
            Cancel
          </button>
        </div>
      ) : (
        <div class="buttons">
          <button type="button" class="small" onClick={() => void begin(undefined)}>
            Check for known secrets
          </button>
          {store.door !== 'popup' || store.api.openPage === undefined ? (
            <span class="file">
              <input
                id={id}
                type="file"
                class="sr"
                onChange={({ currentTarget }) => {
                  const [file] = currentTarget.files ?? [];
                  currentTarget.value = '';
                  if (file !== undefined) void begin(file);
                }}
              />
              <label for={id} class="small">
                Try a word list…
              </label>
            </span>
          ) : (
            <button
              type="button"
              class="small"
              title="A popup closes as soon as a file is chosen"
              onClick={() => void store.api.openPage?.('credentials')}
            >
              Try a word list, in a tab…
            </button>
          )}
        </div>
      )}
      <p role="status" class={found === undefined ? 'outcome' : 'outcome found'}>
        {state.value === 'over' && outcomeOf(latest)}
      </p>
      {found !== undefined && <Secret secret={found.secret} as={found.as} />}
    </>
  );
};

const Verify = ({ source, hmac }: { source: TokenSource; hmac: boolean }) => {
  const key = useSignal('');
  const secretIn = useSignal<SecretIn>('text');
  const outcome = useSignal<{ text: string; tone: 'good' | 'warn' } | undefined>(undefined);
  const id = useId();

  const verify = async (event: Event): Promise<void> => {
    event.preventDefault();
    outcome.value = undefined;
    const token = await source.read();
    if (token === undefined) return;
    const { verifySignature } = await import('./verify.ts');
    const result = await verifySignature(token, key.value, secretIn.value);
    if (!result.ok) {
      outcome.value = { text: result.why, tone: 'warn' };
      return;
    }
    const { signature, note } = result;
    outcome.value = { text: note, tone: signature === 'valid' ? 'good' : 'warn' };
    await source.tell(token, { knownSecret: false, signature, tried: 0, complete: false });
  };
  return (
    <form class="verify" onSubmit={(event) => void verify(event)}>
      <label class="label" for={id}>
        Does this key fit? {hmac ? 'The secret, or a JWK or JWKS' : 'JWK, JWKS, or PEM (public key or certificate)'}
      </label>
      <textarea
        id={id}
        rows={3}
        spellcheck={false}
        autocomplete="off"
        value={key.value}
        onInput={({ currentTarget }) => (key.value = currentTarget.value)}
      />
      <div class="buttons">
        <button type="submit" class="small">
          Verify the signature
        </button>
        {hmac && (
          <select
            aria-label="How the secret is written"
            value={secretIn.value}
            onChange={({ currentTarget }) => (secretIn.value = currentTarget.value === 'base64' ? 'base64' : 'text')}
          >
            <option value="text">a secret is text</option>
            <option value="base64">a secret is base64</option>
          </select>
        )}
      </div>
      <p role="status" class="outcome" data-tone={outcome.value?.tone}>
        {outcome.value && <Text value={outcome.value.text} max={400} />}
      </p>
    </form>
  );
};

export const TokenCheck = ({ credential, token }: Props) => {
  const source = useToken(credential);
  const hmac = isHmac(token.header['alg']);
  return (
    <div class="token-check">
      <p class="muted">
        Worked out in this browser: nothing is sent, and no key or secret is kept. Expired or not is another question.
      </p>
      {hmac && <Known source={source} />}
      <Verify source={source} hmac={hmac} />
      <Paste source={source} />
      {source.notTold.value !== '' && (
        <p class="refused" role="alert">
          <Text value={source.notTold.value} />
        </p>
      )}
    </div>
  );
};
