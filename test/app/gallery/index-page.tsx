/** All cases in frames, at the doors' sizes. */
import { signal } from '@preact/signals';
import { render } from 'preact';
import { themes } from './cases.ts';
import './gallery.css';

const LOOKS = {
  theme: ['system', 'light', 'dark'],
  door: ['popup', 'panel', 'devtools', 'page'],
  width: ['400', '320', '640', '1200'],
  tab: ['of the case', 'risks', 'credentials', 'story', 'learn'],
  open: ['as it is', 'all'],
} as const;
type Look = keyof typeof LOOKS;

const chosen = signal<Record<Look, string>>({
  theme: 'system',
  door: 'popup',
  width: '400',
  tab: 'of the case',
  open: 'as it is',
});

const addressOf = (name: string): string => {
  const { theme, door, tab, open } = chosen.value;
  const query = new URLSearchParams({ case: name, door, theme });
  if (tab !== 'of the case') query.set('tab', tab);
  if (open === 'all') query.set('open', open);
  return `?${query}`;
};

const Choice = ({ look }: { look: Look }) => (
  <label>
    {look}{' '}
    <select
      value={chosen.value[look]}
      onChange={({ currentTarget }) => {
        const door = look === 'width' ? (currentTarget.value === '400' ? 'popup' : 'page') : chosen.value.door;
        chosen.value = { ...chosen.value, door, [look]: currentTarget.value };
      }}
    >
      {LOOKS[look].map((name) => (
        <option value={name} key={name}>
          {name}
        </option>
      ))}
    </select>
  </label>
);

const Frame = ({ name }: { name: string }) => {
  const { width, door } = chosen.value;
  return (
    <figure>
      <figcaption>
        <a href={addressOf(name)}>{name}</a>
      </figcaption>
      <iframe
        title={name}
        src={addressOf(name)}
        width={width}
        height={door === 'popup' ? 600 : 760}
        loading="lazy"
        key={addressOf(name)}
      />
    </figure>
  );
};

const Index = () => (
  <div class="gallery">
    <header>
      <h1>Gallery</h1>
      {(Object.keys(LOOKS) as Look[]).map((look) => (
        <Choice look={look} key={look} />
      ))}
    </header>
    {Object.entries(themes).map(([theme, cases]) => (
      <section key={theme}>
        <h2>
          {theme} <small>{Object.keys(cases).length}</small>
        </h2>
        <div class="frames">
          {Object.keys(cases).map((name) => (
            <Frame name={name} key={name} />
          ))}
        </div>
      </section>
    ))}
  </div>
);

export const showIndex = (root: HTMLElement): void => render(<Index />, root);
