import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Credential } from '../../core/report.ts';
import { Disclosure } from '../components/Disclosure.tsx';
import { LearnLink } from '../components/LearnLink.tsx';
import { Text } from '../components/Text.tsx';
import { useStore } from '../context.ts';
import { label } from '../text.ts';
import { topicOfFormat, topicOfRole } from '../topics.ts';
import { Chips } from './Chips.tsx';
import type { Chip } from './chips.ts';
import { LifeBar } from './LifeBar.tsx';
import { isThirdParty, loadParties } from './parties.ts';
import { SecretValue } from './SecretValue.tsx';
import { Token, TokenHead } from './Token.tsx';
import { type Card, cardOf, type Kept, type Sent } from './view-card.ts';

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

const THIRD_PARTY: Chip = {
  text: 'third party',
  tone: 'warn',
  topic: 'origin',
  hint: 'It belongs to somebody else than this site.',
};

const Destination = ({ sent: { to, origin, own, by, count }, site }: { sent: Sent; site: string }) => {
  useEffect(() => {
    if (!own) void loadParties();
  }, [own]);
  return (
    <div class="kept sent">
      {own ? 'its own origin' : <Text value={to} max={60} />} <span class="muted">{by}</span>{' '}
      <span class="times">×{count}</span>
      {!own && isThirdParty(origin, site) && <Chips chips={[THIRD_PARTY]} />}
    </div>
  );
};

const Facts = ({ card, site }: { card: Card; site: string }) => (
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
      {card.sent.map((sent) => (
        <Destination sent={sent} site={site} key={`${sent.to} ${sent.by}`} />
      ))}
    </Fact>
    <Fact name="Lives">
      {card.endless !== undefined && <span>{card.endless}</span>}
      {card.lives.map((life, index) => (
        <LifeBar life={life} key={index} />
      ))}
      {card.gone !== undefined && (
        <Chips chips={[{ text: `gone since ${card.gone}`, tone: 'plain', topic: 'revocation' }]} />
      )}
    </Fact>
  </dl>
);

interface Props {
  credential: Credential;
  site: string;
  /** Number of its colour, where it has one. */
  colour: number | undefined;
}

export const CredentialCard = ({ credential, site, colour }: Props) => {
  const store = useStore();
  // peek: the card's dates need no clock that ticks; the life bars bring their own.
  const card = cardOf(credential, site, store.now.peek(), store.api.engine);
  const format = topicOfFormat(credential.format);
  return (
    <article
      class={credential.decisive ? 'card decisive' : 'card'}
      data-colour={colour}
      aria-label={`${card.role.name} ${label(card.name)}`}
    >
      <h2>
        <span class="role">
          <LearnLink topic={topicOfRole(credential.role)} text={card.role.name} />
        </span>{' '}
        {card.name !== card.role.name && <Text value={card.name} max={60} mono />}
      </h2>
      <p class="plain">{card.role.plain}</p>
      {card.unknown !== undefined && <p class="plain">{card.unknown}</p>}
      {card.masked !== '' && <SecretValue credential={credential} name={card.name} />}
      <p class="format">
        {card.facts.map((fact, index) => (
          <span key={fact}>
            {index === 0 && format !== undefined ? (
              <LearnLink topic={format} text={fact} />
            ) : (
              <Text value={fact} max={60} plain />
            )}
          </span>
        ))}
      </p>
      <Facts card={card} site={site} />
      {credential.token && (
        <Disclosure
          name={`token:${credential.id}`}
          class="token"
          level={3}
          printed={false}
          head={<TokenHead kind={credential.token.kind} />}
        >
          <Token token={credential.token} credential={credential} />
        </Disclosure>
      )}
    </article>
  );
};
