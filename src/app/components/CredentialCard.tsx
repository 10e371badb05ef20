import type { ComponentChildren } from 'preact';
import type { Credential } from '../../core/report.ts';
import { useStore } from '../context.ts';
import { label } from '../text.ts';
import { type Card, cardOf, type Kept } from '../view-credentials.ts';
import { Chips } from './Chips.tsx';
import { Disclosure } from './Disclosure.tsx';
import { LifeBar } from './LifeBar.tsx';
import { SecretValue } from './SecretValue.tsx';
import { Text } from './Text.tsx';
import { Token } from './Token.tsx';

const KeptPlace = ({ kept }: { kept: Kept }) => (
  <div class="kept">
    <span>
      {kept.where} <Text value={kept.name} max={60} mono />
      {kept.path !== undefined && (
        <>
          {' '}
          <span class="muted">at</span> <Text value={kept.path} max={60} mono />
        </>
      )}
      {kept.elsewhere !== undefined && (
        <>
          {' '}
          <span class="muted">of</span> <Text value={kept.elsewhere} max={60} />
        </>
      )}
    </span>
    <Chips chips={kept.chips} />
  </div>
);

const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

const Facts = ({ card }: { card: Card }) => (
  <dl class="facts">
    {card.issued !== undefined && (
      <Fact name="Issued by">
        <Text value={card.issued} />
      </Fact>
    )}
    <Fact name="Kept in">
      {card.kept.length === 0 && (
        <span class="muted">nowhere that can be seen (the page’s memory, or the browser)</span>
      )}
      {card.kept.map((kept, index) => (
        <KeptPlace kept={kept} key={index} />
      ))}
    </Fact>
    <Fact name="Sent to">
      {card.sent.length === 0 && <span class="muted">not seen on its way yet</span>}
      {card.sent.map(({ to, own, by, count }) => (
        <div key={`${to} ${by}`}>
          {own ? 'its own origin' : <Text value={to} max={60} />} <span class="muted">{by}</span>{' '}
          <span class="times">×{count}</span>
        </div>
      ))}
    </Fact>
    <Fact name="Lives">
      {card.endless !== undefined && <span>{card.endless}</span>}
      {card.lives.map((life, index) => (
        <LifeBar life={life} key={index} />
      ))}
      {card.gone !== undefined && <span class="chip">gone since {card.gone}</span>}
    </Fact>
  </dl>
);

export const CredentialCard = ({ credential, site }: { credential: Credential; site: string }) => {
  const store = useStore();
  // peek: the card's dates need no clock that ticks; the life bars bring their own.
  const card = cardOf(credential, site, store.now.peek());
  return (
    <article
      class={credential.decisive ? 'card decisive' : 'card'}
      aria-label={`${card.role.name} ${label(card.name)}`}
    >
      <h2>
        <span class="role">{card.role.name}</span> <Text value={card.name} max={60} mono />
      </h2>
      <p class="plain">{card.role.plain}</p>
      {card.unknown !== undefined && <p class="plain">{card.unknown}</p>}
      <SecretValue credential={credential} name={card.name} />
      <p class="format">
        {card.facts.map((fact) => (
          <span key={fact}>
            <Text value={fact} max={60} plain />
          </span>
        ))}
      </p>
      <Facts card={card} />
      {credential.token && (
        <Disclosure
          name={`token:${credential.id}`}
          class="token"
          level={3}
          printed={false}
          head={<span class="title">{credential.token.kind === 'jwe' ? 'Encrypted token' : 'Decoded token'}</span>}
        >
          <Token token={credential.token} credential={credential} />
        </Disclosure>
      )}
    </article>
  );
};
